import { describe, expect, test } from 'vitest';
import { arrivalOf, placeText } from './arrival.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const onTheWay = {
  status: 'picked_up' as const,
  promisedAt: '2026-11-22T12:15:00Z',
  etaAt: '2026-11-22T12:08:30Z',
  riderSeenAt: '2026-11-22T11:59:50Z',
  stale: false,
};

describe('the arrival', () => {
  test('is said in Shanghai time, with the minutes left and the promise beside it', () => {
    expect(arrivalOf(onTheWay, now)).toEqual({
      expected: '预计 20:08 送达',
      left: '还有约 9 分钟',
      promised: '承诺 20:15 前送达',
      late: null,
    });
  });

  test('later than promised is said, with an apology and by how much', () => {
    const { late, promised } = arrivalOf({ ...onTheWay, etaAt: '2026-11-22T12:21:00Z' }, now);
    expect(late).toBe('比承诺的 20:15 晚约 6 分钟，抱歉让您久等了');
    expect(promised).toBeNull();
  });

  test('before a rider is found there is only the promise', () => {
    const before = { ...onTheWay, status: 'offered' as const, etaAt: null, riderSeenAt: null };
    expect(arrivalOf(before, now)).toEqual({
      expected: '承诺 20:15 前送达',
      left: null,
      promised: null,
      late: null,
    });
  });

  test('of a rider at the corner counts no minutes below one', () => {
    expect(arrivalOf({ ...onTheWay, etaAt: '2026-11-22T12:00:00Z' }, now).left).toBe('马上就到');
  });
});

describe('the place on the map', () => {
  test('is old after a gap, and says since when', () => {
    expect(placeText({ ...onTheWay, stale: true })).toBe('位置更新中，上次更新 19:59');
  });
  test('is not spoken of before the rider has the parcel', () => {
    expect(placeText({ ...onTheWay, status: 'accepted' })).toBeNull();
  });
  test('is on its way when nothing was heard yet', () => {
    expect(placeText({ ...onTheWay, riderSeenAt: null, stale: true })).toBe('位置更新中');
  });
});
