import { expect, test } from 'vitest';
import type { NearbyStore, Store } from '@xinglin/shared/store/contract';
import { concerns, filtered, goodsFen, hoursWord, insteadOf, nowhere, stockWord } from './stock-words.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
type NearbyLine = NearbyStore['lines'][number];
const line = (rest: Partial<NearbyLine>): NearbyLine => ({
  drugId: 'a',
  available: 6,
  priceFen: 1_200,
  asOf: '2026-11-22T11:58:00Z',
  stale: false,
  ...rest,
});
const storeWith = (rest: Partial<NearbyStore>) =>
  ({ lines: [], hasAll: false, hasSome: false, ...rest }) as NearbyStore;

test('stock confirmed two minutes ago is said with its age', () => {
  expect(stockWord(line({}), 1, now)).toEqual({ text: '现货 6 件', when: '2 分钟前', tone: 'success' });
});

test('a figure older than ten minutes is to be confirmed, never 现货', () => {
  const word = stockWord(line({ stale: true, asOf: '2026-11-22T11:20:00Z' }), 1, now);
  expect(word).toEqual({ text: '待确认', when: '40 分钟前是 6 件', tone: 'warning' });
});

test('a figure of unknown age is to be confirmed', () => {
  expect(stockWord(line({ asOf: null }), 1, now).text).toBe('待确认');
});

test('less than wanted is said', () => {
  expect(stockWord(line({ available: 1 }), 2, now).text).toBe('只剩 1 件');
  expect(stockWord(line({ available: 0, stale: true }), 2, now).text).toBe('缺货');
});

test('a closed store says when it opens', () => {
  const store = { opens: '08:00', closes: '22:00', openNow: false, opensNext: '明天 08:00 开门' } as Store;
  expect(hoursWord(store)).toBe('明天 08:00 开门');
  expect(hoursWord({ ...store, openNow: true, opensNext: null })).toBe('营业中，至 22:00');
  expect(hoursWord({ ...store, opens: '00:00', closes: '24:00', openNow: true })).toBe('24 小时营业');
});

test('the filters part the stores that have everything from those that have a part', () => {
  const whole = storeWith({ hasAll: true, hasSome: true });
  const part = storeWith({ hasSome: true });
  expect(filtered([whole, part], 'all')).toEqual([whole]);
  expect(filtered([whole, part], 'some')).toEqual([part]);
  expect(filtered([whole, part], 'any')).toHaveLength(2);
});

test('the sum of a store stands only when it has everything in full', () => {
  const wanted = new Map([
    ['a', 2],
    ['b', 1],
  ]);
  const lines = [line({}), line({ drugId: 'b', priceFen: 550 })];
  expect(goodsFen(storeWith({ lines }), wanted)).toBe(2_950);
  expect(goodsFen(storeWith({ lines: [line({ available: 1 }), lines[1]!] }), wanted)).toBeNull();
  expect(goodsFen(storeWith({ lines: [] }), wanted)).toBeNull();
});

const shop = (name: string, openNow: boolean, lines: NearbyLine[]) =>
  storeWith({ store: { id: name, name, openNow } as Store, lines });

test('a store that closed while one looks names the next open one that has as much', () => {
  const closed = shop('关了', false, [line({})]);
  const empty = shop('没货', true, [line({ available: 0 })]);
  const next = shop('下一家', true, [line({})]);
  expect(insteadOf(closed, [closed, empty, next])).toEqual({ id: '下一家', name: '下一家' });
  expect(insteadOf(next, [closed, empty, next])).toBeNull();
  expect(insteadOf(closed, [closed, empty])).toBeNull();
});

test('an arrival notice is offered for what no open store has', () => {
  const items = [{ drugId: 'a' }, { drugId: 'b' }];
  expect(nowhere([shop('有', true, [line({})])], items)).toEqual([{ drugId: 'b' }]);
  expect(nowhere([shop('关了', false, [line({})])], items)).toEqual(items);
  expect(nowhere([], items)).toEqual(items);
});

test.each([
  [['a'], ['a', 'b'], true],
  [['c'], ['a', 'b'], false],
  [[], ['a'], true],
  [['c'], [], true],
])('a change of %j at a store around concerns a list of %j: %s', (changed, listed, expected) =>
  expect(concerns(changed, listed)).toBe(expected),
);
