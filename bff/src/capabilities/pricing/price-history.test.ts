import { describe, expect, it } from 'vitest';
import { atShanghai } from '@xinglin/shared/kernel/time';
import { baseOf, lowestBetween, stepFor, wasPriceOf } from './price-history.ts';

const noon = (day: string) => atShanghai(day, '12:00');
const offer = (priceFen: number, from: string, until: string | null = null) => ({
  priceFen,
  validFrom: noon(from),
  validUntil: until && noon(until),
});
const deal = (unitFen: number, day: string, time = '12:00') => ({ unitFen, paidAt: atShanghai(day, time) });

describe('the lowest price of a time', () => {
  it('is that of what counted, also when it changed in between, and of nothing where nothing was asked', () => {
    const offers = [
      offer(1000, '2026-11-01'),
      offer(800, '2026-11-10', '2026-11-12'),
      offer(900, '2026-11-20'),
    ];
    expect(lowestBetween(offers, noon('2026-11-05'), noon('2026-11-15'))).toBe(800);
    expect(lowestBetween(offers, noon('2026-11-12'), noon('2026-11-19'))).toBe(1000);
    expect(lowestBetween(offers, noon('2026-10-01'), noon('2026-10-08'))).toBeNull();
  });

  it('is not that of an old price which a newer one stands above', () => {
    expect(
      lowestBetween(
        [offer(500, '2026-01-01'), offer(1000, '2026-06-01')],
        noon('2026-11-01'),
        noon('2026-11-08'),
      ),
    ).toBe(1000);
  });
});

describe('a 划线价', () => {
  const cut = [offer(1000, '2026-11-01', '2026-11-20'), offer(800, '2026-11-20')];

  it('is the lowest deal of the seven days before the cut, not the price that was asked', () => {
    const deals = [deal(950, '2026-11-15'), deal(1000, '2026-11-16')];
    expect(wasPriceOf(cut, deals, noon('2026-11-21'))).toBe(950);
  });

  it('counts a deal of exactly seven days before, and none that is older or as young as the cut', () => {
    expect(baseOf(cut, [deal(700, '2026-11-13')], noon('2026-11-20'))).toEqual({ fen: 700, from: 'orders' });
    expect(baseOf(cut, [deal(700, '2026-11-13', '11:59')], noon('2026-11-20'))).toEqual({
      ...{ fen: 1000, from: 'history' },
    });
    expect(baseOf(cut, [deal(700, '2026-11-20')], noon('2026-11-20'))).toEqual({
      fen: 1000,
      from: 'history',
    });
  });

  it('is the lowest price asked where nothing was sold', () => {
    expect(wasPriceOf(cut, [], noon('2026-11-21'))).toBe(1000);
  });

  it('does not exist when somebody already paid as little, when the price rose, or when there was none before', () => {
    expect(wasPriceOf(cut, [deal(800, '2026-11-15')], noon('2026-11-21'))).toBeNull();
    expect(
      wasPriceOf([offer(800, '2026-11-01'), offer(900, '2026-11-20')], [], noon('2026-11-21')),
    ).toBeNull();
    expect(wasPriceOf([offer(800, '2026-11-20')], [], noon('2026-11-21'))).toBeNull();
  });

  it('is not made by raising a price for a day before the cut', () => {
    const staged = [
      offer(800, '2026-11-01', '2026-11-19'),
      offer(1500, '2026-11-19', '2026-11-20'),
      offer(900, '2026-11-20'),
    ];
    expect(wasPriceOf(staged, [], noon('2026-11-21'))).toBeNull();
  });

  it('ends when the cut is seven days old', () => {
    expect(wasPriceOf(cut, [], atShanghai('2026-11-27', '11:59'))).toBe(1000);
    expect(wasPriceOf(cut, [], noon('2026-11-27'))).toBeNull();
  });
});

describe('a new price', () => {
  const now = noon('2026-11-22');
  const wanted = (priceFen: number, validFrom: string | null = null) => ({
    ...{ priceFen, validFrom: validFrom && noon(validFrom), validUntil: null },
  });

  it('ends the one in force and is a row of its own', () => {
    const old = offer(1000, '2026-11-01');
    expect(stepFor([old], wanted(900), now)).toEqual({ before: old, endsAt: now, validFrom: now });
    expect(stepFor([old], wanted(1000), now)).toBeNull();
  });

  it('for a day to come takes back the one that was planned for that moment, and keeps it in the history', () => {
    const old = offer(1000, '2026-11-01');
    const planned = offer(900, '2026-11-30');
    const step = stepFor([old, planned], wanted(850, '2026-11-30'), now);
    expect(step).toMatchObject({ before: planned, endsAt: planned.validFrom });
    expect(step!.validFrom > planned.validFrom).toBe(true);
    const all = [
      old,
      { ...planned, validUntil: planned.validFrom },
      { ...wanted(850), validFrom: step!.validFrom },
    ];
    expect(stepFor(all, wanted(850, '2026-11-30'), now)).toBeNull();
  });
});
