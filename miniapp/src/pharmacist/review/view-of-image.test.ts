import { expect, it } from 'vitest';
import { MOST_ZOOM, turned, zoomed } from './view-of-image.ts';

it('zooms within the screen and four times it, and turns by quarters', () => {
  expect([zoomed(1, -1), zoomed(1, 1), zoomed(MOST_ZOOM, 1)]).toEqual([1, 1.5, MOST_ZOOM]);
  expect([0, 90, 270].map(turned)).toEqual([90, 180, 0]);
});
