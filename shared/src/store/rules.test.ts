import { describe, expect, it } from 'vitest';
import { atShanghai, plus } from '../kernel/time.ts';
import {
  coldChainAt,
  etaMinutes,
  licenceInForce,
  mayCarry,
  maySellNow,
  openAt,
  opensNext,
  pharmacistOnDuty,
  type StoreFacts,
} from './rules.ts';

// 2026-11-22 is a Sunday.
const sunday = (time: string) => atShanghai('2026-11-22', time);
const monday = (time: string) => atShanghai('2026-11-23', time);
const hours = (opens: string, closes: string, closedWeekdays: number[] = []) => ({
  opens,
  closes,
  closedWeekdays,
});

describe('a store that opens 08:00 and closes 22:00', () => {
  const store = hours('08:00', '22:00');
  it.each([
    ['07:59', false],
    ['08:00', true],
    ['21:59', true],
    ['22:00', false],
  ])('at %s is open: %s', (time, open) => expect(openAt(store, sunday(time))).toBe(open));

  it('says today before opening and tomorrow after closing', () => {
    expect(opensNext(store, sunday('06:00'))).toBe('今天 08:00 开门');
    expect(opensNext(store, sunday('22:30'))).toBe('明天 08:00 开门');
    expect(opensNext(store, sunday('12:00'))).toBeNull();
  });
});

describe('a store that closes at 02:00 after midnight', () => {
  const store = hours('08:00', '02:00');
  it.each([
    ['01:30', true],
    ['02:00', false],
    ['23:59', true],
    ['00:00', true],
  ])('at %s is open: %s', (time, open) => expect(openAt(store, sunday(time))).toBe(open));

  it('serves the small hours of its day off, and not those after it', () => {
    const closedSundays = hours('08:00', '02:00', [7]);
    expect(openAt(closedSundays, sunday('01:00'))).toBe(true);
    expect(openAt(closedSundays, sunday('10:00'))).toBe(false);
    expect(openAt(closedSundays, monday('01:00'))).toBe(false);
    expect(openAt(closedSundays, monday('08:00'))).toBe(true);
  });
});

it('never closes when open from 00:00 to 24:00', () => {
  for (const time of ['00:00', '01:30', '12:00', '23:59'])
    expect(openAt(hours('00:00', '24:00'), sunday(time))).toBe(true);
});

it('skips the days off when it says when it opens next, and says so when it never does', () => {
  expect(opensNext(hours('09:00', '18:00', [1, 2]), sunday('20:00'))).toBe('周三 09:00 开门');
  expect(opensNext(hours('09:00', '18:00', [7]), sunday('08:00'))).toBe('明天 09:00 开门');
  expect(opensNext(hours('09:00', '18:00', [1, 2, 3, 4, 5, 6, 7]), sunday('08:00'))).toBe('暂停营业');
});

it('counts the last day of a licence, in Shanghai time, and not the day after', () => {
  const store = { licenceExpires: '2026-11-22' };
  expect(licenceInForce(store, sunday('23:59'))).toBe(true);
  expect(licenceInForce(store, monday('00:00'))).toBe(false);
});

describe('a pharmacist', () => {
  const night = { name: '乙', licenceNo: 'L2', from: '16:00', to: '02:00' };
  const store = { ...hours('08:00', '02:00', [7]), pharmacists: [night] };
  it('is on duty within the turn, past midnight too', () => {
    expect(pharmacistOnDuty(store, monday('16:00'))).toEqual(night);
    expect(pharmacistOnDuty(store, sunday('01:00'))).toEqual(night);
    expect(pharmacistOnDuty(store, monday('15:59'))).toBeNull();
  });
  it('is not on duty on a day the store is closed', () => {
    expect(pharmacistOnDuty(store, sunday('17:00'))).toBeNull();
  });
});

describe('what a store may sell', () => {
  const facts: StoreFacts = {
    ...hours('08:00', '22:00'),
    id: '',
    code: '',
    name: '',
    address: '',
    point: { lng: 121, lat: 31 },
    phone: '',
    licenceNo: '',
    licenceExpires: '2027-01-01',
    scope: ['otc', 'rx', 'refrigerated'],
    pharmacists: [{ name: '甲', licenceNo: 'L', from: '08:00', to: '16:00' }],
    coldChain: true,
    deliveryFeeFen: 0,
    freeDeliveryFen: null,
    minOrderFen: 0,
    packagingFeeFen: 0,
    deliveryRadiusM: 3000,
    pickMinutes: 5,
  };
  const otc = { class: 'otc_b', storage: 'normal', prohibitedOnline: false } as const;
  const rx = { ...otc, class: 'rx' } as const;
  it('prescription drugs need the scope and a pharmacist on duty', () => {
    expect(maySellNow(facts, rx, sunday('10:00'))).toBe(true);
    expect(maySellNow(facts, rx, sunday('17:00'))).toBe(false);
    expect(maySellNow(facts, otc, sunday('17:00'))).toBe(true);
    expect(maySellNow({ ...facts, scope: ['otc'] }, rx, sunday('10:00'))).toBe(false);
  });
  it('cold drugs need the scope, a fridge, and a reading of it in range that is not old', () => {
    const cold = { ...otc, storage: 'refrigerated' } as const;
    const at = sunday('10:00');
    const sells = (celsius: number, minutesAgo: number) =>
      maySellNow({ ...facts, fridge: { celsius, at: plus(at, -minutesAgo * 60_000) } }, cold, at);
    expect([sells(5, 1), sells(9, 1), sells(5, 11)]).toEqual([true, false, false]);
    expect(maySellNow(facts, cold, at)).toBe(false);
    expect(mayCarry(facts, cold)).toBe(true);
    expect(mayCarry({ ...facts, coldChain: false }, cold)).toBe(false);
    expect(mayCarry({ ...facts, scope: ['otc'] }, cold)).toBe(false);
  });
  it('nothing that is prohibited online, when closed, or without a licence in force', () => {
    expect(maySellNow(facts, { ...otc, prohibitedOnline: true }, sunday('10:00'))).toBe(false);
    expect(maySellNow(facts, otc, sunday('23:00'))).toBe(false);
    expect(maySellNow({ ...facts, licenceExpires: '2026-11-21' }, otc, sunday('10:00'))).toBe(false);
  });
});

it('counts picking, hand-over and the ride, rounded up to whole minutes', () => {
  expect(etaMinutes(5, 0)).toBe(8);
  expect(etaMinutes(5, 1000)).toBe(15);
});

describe('holidays and days that differ', () => {
  const store = {
    ...hours('08:00', '22:00', [7]),
    exceptions: { holiday: null, '2026-10-01': { opens: '10:00', closes: '12:00' } },
  };
  const at = (day: string, time = '11:00') => openAt(store, atShanghai(day, time));
  it('close the store on statutory holidays, except where the day has a line of its own', () => {
    expect(at('2026-10-02')).toBe(false);
    expect(at('2026-10-01')).toBe(true);
    expect(at('2026-10-01', '13:00')).toBe(false);
    expect(at('2026-10-08')).toBe(true);
  });
  it('are skipped when it says when it opens next', () => {
    expect(opensNext(store, atShanghai('2026-02-14', '23:00'))).toBe('2月24日 08:00 开门');
  });
  it('open a store on its day off when that day has hours', () => {
    const opened = {
      ...hours('08:00', '22:00', [7]),
      exceptions: { '2026-11-22': { opens: '09:00', closes: '02:00' } },
    };
    expect(openAt(opened, sunday('10:00'))).toBe(true);
    expect(openAt(opened, monday('01:30'))).toBe(true);
  });
});

describe('the fridge', () => {
  const at = sunday('12:00');
  const state = (celsius: number, minutesAgo: number) =>
    coldChainAt({ coldChain: true, fridge: { celsius, at: plus(at, -minutesAgo * 60_000) } }, at);
  it.each([
    [2, 0, 'healthy'],
    [8, 10, 'healthy'],
    [8.1, 0, 'alarm'],
    [1.9, 0, 'alarm'],
    [5, 11, 'silent'],
  ])('at %s °C, read %s minutes ago, is %s', (celsius, ago, expected) =>
    expect(state(celsius, ago)).toBe(expected),
  );
});

it('does not count a pharmacist whose licence ran out yesterday', () => {
  const shift = { name: '甲', licenceNo: 'L', from: '08:00', to: '16:00' };
  const store = (licenceExpires: string) => ({
    ...hours('08:00', '22:00'),
    pharmacists: [{ ...shift, licenceExpires }],
  });
  expect(pharmacistOnDuty(store('2026-11-22'), sunday('10:00'))).not.toBeNull();
  expect(pharmacistOnDuty(store('2026-11-21'), sunday('10:00'))).toBeNull();
});
