import { expect, it } from 'vitest';
import { noArrivals, noteList, noteOpened } from './arrivals.ts';

it('what was already waiting when the panel opened does not ring', () => {
  expect(noteList(noArrivals, ['a', 'b'])).toMatchObject({ arrived: [], unread: new Set() });
});

it('a parcel that arrives rings once and stays unread until it is opened', () => {
  const first = noteList(noArrivals, ['a']);
  const second = noteList(first, ['a', 'b']);
  expect(second.arrived).toEqual(['b']);
  const third = noteList(second, ['a', 'b']);
  expect(third).toMatchObject({ arrived: [], unread: new Set(['b']) });
  expect(noteOpened(third, 'b').unread.size).toBe(0);
});

it('the first parcel of an empty desk rings too', () => {
  expect(noteList(noteList(noArrivals, []), ['a']).arrived).toEqual(['a']);
});

it('what a colleague picked, or the patient cancelled, is no longer unread, and does not ring when it is listed again', () => {
  const arrived = noteList(noteList(noArrivals, []), ['a']);
  const gone = noteList(arrived, []);
  expect(gone.unread.size).toBe(0);
  expect(noteList(gone, ['a']).arrived).toEqual([]);
});
