import { describe, expect, it } from 'vitest';
import { atShanghai } from '@xinglin/shared/kernel/time';
import type { CatalogueDrug, PrescribedItem } from '../ports.ts';
import { PROHIBITED, PROHIBITED_ENTRY, amlodipine, drugs, item } from '../testing.ts';
import { isChronic } from './chronic.ts';
import { examine } from './examine.ts';
import { mostUnitsADay } from './leaflet-max.ts';
import type { Case } from './case.ts';
import { RULES } from './rules.ts';

const now = new Date(atShanghai('2026-11-22', '10:00'));
type Line = [PrescribedItem, CatalogueDrug | null];
const AMOXICILLIN: Line = [item(), drugs.amoxicillin];
const AMLODIPINE: Line = [amlodipine(), drugs.amlodipineLarge];
const SINUSITIS = { code: 'J03.9', name: '急性扁桃体炎' };
const HYPERTENSION = { code: 'I10', name: '原发性高血压' };

const NOTHING_KNOWN = {
  allergies: [],
  conditions: [],
  medicines: [],
  pregnant: null,
  breastfeeding: null,
  weightKg: null,
};

function examined(
  lines: Line[],
  given: Partial<Case> & { diagnoses?: { code: string; name: string }[] } = {},
) {
  const { diagnoses = [SINUSITIS], ...rest } = given;
  return examine({
    content: {
      patient: { name: '林晓', sex: 'female', birthDate: '1995-03-14', idNoMasked: '310***' },
      prescriber: { name: '郑怀瑾', department: '全科医学科', institution: '演示医院' },
      diagnoses,
      items: lines.map(([each, drug]) => ({ ...each, drugId: drug?.id ?? null, packs: drug ? 1 : 0 })),
      signature: { alg: 'SM2-SM3', value: 'MEUCIQ', certSerial: '4A01', verified: true },
    },
    issuedAt: atShanghai('2026-11-22', '08:00'),
    validUntil: atShanghai('2026-11-25', '00:00'),
    usedBefore: false,
    ageMonths: 31 * 12,
    drugs: lines.map(([, drug]) => drug),
    prohibited: lines.map(([{ genericName }]) => (genericName === PROHIBITED ? PROHIBITED_ENTRY : null)),
    facts: NOTHING_KNOWN,
    interactions: { source: '相互作用表 v1', found: [], unknown: [] },
    now,
    ...rest,
  });
}
const codes = (...args: Parameters<typeof examined>) =>
  examined(...args)
    .findings.filter(({ severity }) => severity !== 'info')
    .map(({ code, severity }) => `${code}:${severity}`);
const facts = (given: Partial<NonNullable<Case['facts']>>) => ({
  facts: { ...NOTHING_KNOWN, ...given },
});

it('finds nothing wrong with an ordinary course, and says which rules ran and what none looked at', () => {
  const { findings, notCovered, rulesVersion } = examined([AMOXICILLIN]);
  expect(findings.map(({ code }) => code)).toEqual(['signature']);
  expect(rulesVersion).toContain(`${RULES.length} 条`);
  expect(notCovered.join()).toMatch(/没有填写过敏史.*是否妊娠.*肝肾功能/s);
});

it('names a source with every finding', () => {
  const lines: Line[] = [AMOXICILLIN, [item({ genericName: PROHIBITED, days: 90 }), null]];
  for (const { source } of examined(lines).findings) expect(source.length).toBeGreaterThan(3);
});

describe('stops at', () => {
  it('a prescription whose time is over', () =>
    expect(codes([AMOXICILLIN], { validUntil: atShanghai('2026-11-22', '10:00') })).toEqual([
      'validity:stop',
    ]));
  it('a drug that may not be sold online', () =>
    expect(codes([[item({ genericName: PROHIBITED }), null]])).toEqual(['prohibited:stop']));
  it('a sixth drug, not a fifth', () => {
    const five = Array.from({ length: 5 }, (_, n): Line => [item({ genericName: `药${n}` }), null]);
    expect(codes(five)).toEqual([]);
    expect(codes([...five, AMOXICILLIN])).toEqual(['drug_count:stop']);
  });
  it('more a day than the leaflet allows, not at exactly that much', () => {
    expect(codes([[item({ dose: 4, timesPerDay: 4, quantity: 64 }), drugs.amoxicillin]])).toEqual([]);
    expect(codes([[item({ dose: 5, timesPerDay: 4, quantity: 80 }), drugs.amoxicillin]])).toEqual([
      'dose_over_max:stop',
      'single_dose:warn',
    ]);
  });
  it('an allergy to the drug or to its group', () => {
    for (const said of ['青霉素', '阿莫西林', 'amoxicillin'])
      expect(codes([AMOXICILLIN], facts({ allergies: [said] }))).toEqual(['allergy:stop']);
    expect(codes([AMOXICILLIN], facts({ allergies: ['磺胺', '花粉'] }))).toEqual([]);
  });
  it('more than twelve weeks', () =>
    expect(
      codes([[amlodipine({ days: 85, quantity: 85 }), drugs.amlodipineLarge]], { diagnoses: [HYPERTENSION] }),
    ).toEqual(['supply_days:stop']));
});

describe('warns of', () => {
  it('more than seven days without a chronic disease, and only notes up to four weeks with one', () => {
    expect(codes([AMLODIPINE])).toEqual(['supply_days:warn']);
    expect(codes([AMLODIPINE], { diagnoses: [HYPERTENSION] })).toEqual([]);
    expect(examined([AMLODIPINE], { diagnoses: [HYPERTENSION] }).findings).toContainEqual(
      expect.objectContaining({ code: 'supply_days', severity: 'info' }),
    );
    const fiveWeeks: Line = [amlodipine({ days: 35, quantity: 35 }), drugs.amlodipineLarge];
    expect(codes([fiveWeeks], { diagnoses: [HYPERTENSION] })).toEqual(['supply_days:warn']);
  });
  it('one ingredient twice, on the prescription or beside what is taken already', () => {
    const both: Line = [amlodipine({ genericName: '缬沙坦氨氯地平片（Ⅰ）' }), drugs.valsartanAmlodipine];
    const chronic = { diagnoses: [HYPERTENSION] };
    expect(codes([AMLODIPINE, both], chronic)).toEqual(['duplicate_ingredient:warn']);
    expect(codes([AMLODIPINE], { ...chronic, ...facts({ medicines: ['Amlodipine'] }) })).toEqual([
      'duplicate_ingredient:warn',
    ]);
  });
  it('a cephalosporin after a penicillin allergy', () => {
    const cefaclor: Line = [
      item({ genericName: '头孢克洛胶囊' }),
      { ...drugs.amoxicillin, genericName: '头孢克洛胶囊', inns: ['cefaclor'] },
    ];
    expect(codes([cefaclor], facts({ allergies: ['青霉素'] }))).toEqual(['allergy:warn']);
    expect(codes([cefaclor], facts({ allergies: ['头孢'] }))).toEqual(['allergy:stop']);
  });
  it('a disease the leaflet warns of, and an age below the leaflet’s', () => {
    const valsartan: Line = [amlodipine({ days: 7, quantity: 7 }), drugs.valsartanAmlodipine];
    expect(codes([valsartan], facts({ conditions: ['kidney_impairment', 'gout'] }))).toEqual([
      'kidney_liver:warn',
    ]);
    expect(codes([valsartan], { ageMonths: 215 })).toEqual(['age:warn']);
  });
  it('pregnancy and breastfeeding, and stops where the leaflet says no', () => {
    const valsartan: Line = [amlodipine({ days: 7, quantity: 7 }), drugs.valsartanAmlodipine];
    expect(codes([valsartan], facts({ pregnant: true }))).toEqual(['pregnancy:stop']);
    expect(codes([valsartan], facts({ breastfeeding: true }))).toEqual(['pregnancy:warn']);
    expect(codes([AMOXICILLIN], facts({ pregnant: true, breastfeeding: true }))).toEqual([]);
  });
  it('much more than the directions use up, not of the rest of a pack', () => {
    expect(codes([[item({ days: 1 }), drugs.amoxicillin]])).toEqual([]);
    expect(codes([[item({ quantity: 72 }), drugs.amoxicillin]])).toEqual([
      'supply_days:warn',
      'quantity:warn',
    ]);
  });
  it('what the interaction table knows', () => {
    const found = [
      { inns: ['a', 'b'] as [string, string], severity: 'warn' as const, text: '合用升高血药浓度' },
    ];
    const interactions = { source: '相互作用表 v1', found, unknown: ['x'] };
    const { findings, notCovered } = examined([AMOXICILLIN], { interactions });
    expect(findings[0]).toMatchObject({ code: 'interaction', severity: 'warn', source: '相互作用表 v1' });
    expect(notCovered).toContain('相互作用表没有收录：x');
  });
});

it('says aloud that interactions, facts, unknown drugs and unknown maxima were not checked', () => {
  const { notCovered } = examined(
    [
      [item({ genericName: '某药' }), null],
      [item(), { ...drugs.amoxicillinStrong, inns: ['nowhere listed'] }],
    ],
    {
      facts: null,
      interactions: null,
    },
  );
  expect(notCovered.join()).toMatch(/没有授权.*没有可用的相互作用数据.*某药.*阿莫西林胶囊/s);
});

it('reads the most a day from the words of a leaflet, in the units of the drug', () => {
  const most = (dosageAdult: string, given: Partial<CatalogueDrug> = {}) =>
    mostUnitsADay({ ...drugs.amoxicillin, ...given, dosageAdult });
  expect(most('一次1粒，一日不超4g')).toBe(16);
  expect(most('24小时不超过4粒')).toBe(4);
  expect(most('最大一日10mg', { strength: '5mg', unit: '片' })).toBe(2);
  expect(most('一次1粒，一日3次')).toBeNull();
  expect(most('连用不超过3天')).toBeNull();
  expect(most('最大一日10mg', { strength: '5ml:24mg' })).toBeNull();
  expect(most('最大一日10mg', { inns: ['a', 'b'] })).toBeNull();
});

it('knows chronic diseases by their ICD-10 chapter', () => {
  expect(['I10', 'I10.x02', 'e11.9', 'J45.0'].map((code) => isChronic({ code }))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['J03.9', 'J20.9', 'I99', 'E50'].map((code) => isChronic({ code }))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
