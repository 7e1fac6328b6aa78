import { expect, it } from 'vitest';
import { MOST_IMAGE_BYTES } from '@xinglin/shared/prescription/images';
import { picked, turned } from './photos.ts';

const some = (count: number, size = 1000) =>
  Array.from({ length: count }, (_, at) => ({ path: `p${count}-${at}-${size}`, size }));

it('takes nine and says that the rest were left out', () => {
  const first = picked([], some(7));
  expect(first).toMatchObject({ note: '' });
  const { photos, note } = picked(first.photos, some(4));
  expect(photos).toHaveLength(9);
  expect(note).toContain('最多 9 张');
});

it('leaves out what is too large, by name of the limit', () => {
  const { photos, note } = picked([], [...some(1), ...some(1, MOST_IMAGE_BYTES + 1)]);
  expect(photos).toHaveLength(1);
  expect(note).toBe('1 张超过 8 MB，没有添加');
});

it('turns a quarter at a time, and sends again what was sent the other way', () => {
  const sent = [
    { path: 'a', size: 1, turns: 3, sentId: 'x' },
    { path: 'b', size: 1, turns: 0, sentId: 'y' },
  ];
  expect(turned(sent, 'a')).toEqual([{ path: 'a', size: 1, turns: 0 }, sent[1]]);
});
