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

it('says of photographs that nobody checked a signature, and of one not yet written down that nothing was checked', async () => {
  const said = async (id: string) =>
    (
      await examineCase(
        cases.find((each) => each.id === id)!,
        catalogue,
      )
    ).notCovered.join();
  expect(await said('g90')).toContain('没有电子签名');
  expect(await said('g90')).not.toContain('还没有录入');
  expect(await said('g91')).toContain('还没有录入');
  expect(await said('g01')).not.toContain('电子签名');
});

it('has a dose reference for at least 120 of the ingredients the demo catalogue carries', () => {
  expect(REFERENCED_INNS).toBeGreaterThanOrEqual(120);
});
