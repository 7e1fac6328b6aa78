import { expect, it } from 'vitest';
import { RULES } from '../capabilities/prescription/findings/rules.ts';
import { REFERENCED_INNS } from '../capabilities/prescription/findings/dose-reference.ts';
import { demoRxDrugs, examineCase, prescriptionCases } from './prescription-cases.ts';

const cases = prescriptionCases();
const catalogue = demoRxDrugs();
const marks = async (each: (typeof cases)[number]) => {
  const { findings } = await examineCase(each, catalogue);
  const serious = findings.filter(({ severity }) => severity !== 'info');
  return [...new Set(serious.map(({ code, severity }) => `${code}:${severity}`))].sort();
};

it.each(cases.filter(({ expect: codes }) => codes.length > 0).map((each) => [each.what, each] as const))(
  'finds what is wrong: %s',
  async (_, each) => expect(await marks(each)).toEqual([...each.expect].sort()),
);
it.each(cases.filter(({ expect: codes }) => codes.length === 0).map((each) => [each.what, each] as const))(
  'stops nothing that is in order: %s',
  async (_, each) => {
    const found = await marks(each);
    expect(each.loose ? found.filter((mark) => mark.endsWith(':stop')) : found).toEqual([]);
  },
);

it('holds forty prescriptions or more, and a bad one for every rule that can stop or warn', () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
  const shown = new Set(cases.flatMap(({ expect: codes }) => codes.map((code) => code.split(':')[0])));
  const informing = ['not_carried', 'condition'];
  expect(
    RULES.map(({ code }) => code).filter((code) => !shown.has(code) && !informing.includes(code)),
  ).toEqual([]);
});

it('has a dose reference for at least 120 of the ingredients the demo catalogue carries', () => {
  expect(REFERENCED_INNS).toBeGreaterThanOrEqual(120);
});
