import { expect, test } from 'vitest';
import { nextPage, once } from './pages.ts';

const page = (total: number, ...ids: string[]) => ({ total, items: ids.map((id) => ({ id })) });

test('an item that slipped onto the next page is shown once', () => {
  expect(once([page(3, 'a', 'b'), page(3, 'b', 'c')]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('the list is read on until it holds what there is', () => {
  const first = page(3, 'a', 'b');
  expect(nextPage(first, [first])).toBe(2);
  expect(nextPage(page(3, 'c'), [first, page(3, 'c')])).toBeUndefined();
});

test('an empty page ends the list, whatever the total says', () => {
  expect(nextPage(page(3), [page(3, 'a'), page(3)])).toBeUndefined();
});
