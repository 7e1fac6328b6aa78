import { expect, it } from 'vitest';
import { MOST_ZOOM, roomOf, turned, zoomed } from './view-of-image.ts';

it('zooms within the screen and four times it, and turns by quarters', () => {
  expect([zoomed(1, -1), zoomed(1, 1), zoomed(MOST_ZOOM, 1)]).toEqual([1, 1.5, MOST_ZOOM]);
  expect([0, 90, 270].map(turned)).toEqual([90, 180, 0]);
});

it('gives a turned picture room for all of it, so that no corner is out of reach', () => {
  const page = { width: 900, height: 1200 };
  expect(roomOf(page, 1, 0)).toEqual({ width: 1, height: 1200 / 900, picture: { width: 1, height: 1 } });
  expect(roomOf(page, 2, 180)).toEqual({
    width: 2,
    height: (2 * 1200) / 900,
    picture: { width: 1, height: 1 },
  });
  // On its side it fills the width with what was its height.
  expect(roomOf(page, 1, 90)).toEqual({ width: 1, height: 0.75, picture: { width: 0.75, height: 4 / 3 } });
});
