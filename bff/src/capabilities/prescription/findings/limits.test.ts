import { describe, expect, it, test } from 'vitest';
import { DAY_MS, atShanghai, plus } from '@xinglin/shared/kernel/time';
import { validityEnd } from '@xinglin/shared/prescription/rules';
import { amlodipine, item } from '../testing.ts';
import type { Case } from './case.ts';
import { examine } from './examine.ts';

/** Days of use, written and in quantity, of a drug the catalogue does not carry: no pack is left over to argue about. */
const lasting = (days: number) => item({ dose: 1, timesPerDay: 1, days, quantity: days });
const ACUTE = { code: 'J40', name: '支气管炎' };
const CHRONIC = { code: 'I10', name: '原发性高血压' };

function marks(
  items: ReturnType<typeof item>[],
  code: string,
  given: Partial<Case> & { department?: string; diagnosis?: typeof ACUTE } = {},
) {
  const { department = '全科医学科', diagnosis = ACUTE, ...rest } = given;
  const { findings } = examine({
    content: {
      patient: { name: '林晓', sex: 'female', birthDate: '1995-03-14', idNoMasked: '' },
      prescriber: { name: '郑怀瑾', department, institution: '演示医院' },
      diagnoses: [diagnosis],
      items: items.map((each) => ({ ...each, drugId: null, packs: 0 })),
      signature: { alg: 'SM2-SM3', value: 'MEUCIQ', certSerial: '4A01', verified: true },
    },
    issuedAt: atShanghai('2026-11-22', '08:00'),
    validUntil: atShanghai('2026-11-26', '00:00'),
    usedBefore: false,
    ageMonths: 31 * 12,
    drugs: items.map(() => null),
    prohibited: items.map(() => null),
    facts: null,
    interactions: { source: '空表', found: [], unknown: [] },
    now: new Date(atShanghai('2026-11-22', '10:00')),
    ...rest,
  });
  return findings.filter((each) => each.code === code).map(({ severity }) => severity);
}

describe('the days a prescription may last', () => {
  const long = { diagnosis: CHRONIC };
  const urgent = { department: '急诊科' };
  test.each([
    ['seven days of an ordinary one are in order', 7, {}, []],
    ['eight are asked about', 8, {}, ['warn']],
    ['three days from the emergency room are in order', 3, urgent, []],
    ['four are asked about', 4, urgent, ['warn']],
    ['four weeks for a chronic illness are only said', 28, long, ['info']],
    ['a day more is asked about', 29, long, ['warn']],
    ['twelve weeks are asked about', 84, long, ['warn']],
    ['a day more stops', 85, long, ['stop']],
    ['a day more stops whatever the illness', 85, {}, ['stop']],
  ] as const)('%s', (_, days, given, expected) => {
    expect(marks([lasting(days)], 'supply_days', given)).toEqual(expected);
  });
});

it('five drugs are in order, six are not', () => {
  const lines = (count: number) => Array.from({ length: count }, () => amlodipine({ days: 7, quantity: 7 }));
  expect(marks(lines(5), 'drug_count')).toEqual([]);
  expect(marks(lines(6), 'drug_count')).toEqual(['stop']);
});

describe('the day of a prescription', () => {
  const issuedAt = atShanghai('2026-11-19', '23:59');
  const validUntil = validityEnd({ issuedAt, validUntil: plus(issuedAt, 30 * DAY_MS) });
  const on = (day: string, time: string) =>
    marks([lasting(3)], 'validity', { issuedAt, validUntil, now: new Date(atShanghai(day, time)) });

  test('written a minute before midnight holds through the third Shanghai day after', () => {
    expect(validUntil).toBe(atShanghai('2026-11-23', '00:00'));
    expect(on('2026-11-19', '23:59')).toEqual([]);
    expect(on('2026-11-22', '23:59')).toEqual(['info']);
    expect(on('2026-11-23', '00:00')).toEqual(['stop']);
  });

  test('that is still to come is not believed', () => {
    expect(on('2026-11-19', '23:58')).toEqual(['stop']);
  });
});
