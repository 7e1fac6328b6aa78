import { expect, it } from 'vitest';
import { transcribePrescription } from '@xinglin/shared/prescription/images';
import { askedOf, freshLine, lineFault, transcriptionFault, type Transcription } from './transcription.ts';

const drug = {
  id: '0193a000-0000-7000-8000-000000000001',
  genericName: '阿莫西林胶囊',
  strength: '0.25g',
  unit: '粒',
};
const line = { ...freshLine(drug), dose: '2', timesPerDay: '3', days: '4', quantity: '24' };
const whole: Transcription = {
  doctor: '郑怀瑾',
  department: '全科医学科',
  institution: '演示市第一医院',
  diagnosis: '急性扁桃体炎、发热',
  issuedOn: '2026-11-22',
  extendedDays: 0,
  lines: [line],
};

it('names the first thing that is missing, and nothing is guessed in its place', () => {
  expect(transcriptionFault({ ...whole, lines: [] })).toContain('药品');
  expect(transcriptionFault({ ...whole, lines: [line, freshLine(drug)] })).toBe('第 2 种：请填写每次用几粒');
  for (const [missing, word] of [
    ['doctor', '医生'],
    ['department', '科室'],
    ['institution', '机构'],
    ['diagnosis', '诊断'],
    ['issuedOn', '日期'],
  ] as const)
    expect(transcriptionFault({ ...whole, [missing]: ' ' })).toContain(word);
  expect(transcriptionFault({ ...whole, lines: Array(6).fill(line) as (typeof line)[] })).toContain(
    '最多 5 种',
  );
  expect(transcriptionFault(whole)).toBeUndefined();
});

it('takes half a tablet and no half days, none for 需要时, and no words for numbers', () => {
  expect(lineFault({ ...line, dose: '0.5' })).toBeUndefined();
  expect(lineFault({ ...line, timesPerDay: '0' })).toBeUndefined();
  for (const wrong of [{ dose: '0' }, { dose: '两' }, { days: '1.5' }, { days: '0' }, { quantity: '' }])
    expect(lineFault({ ...line, ...wrong })).toBeDefined();
});

it('is what the server takes, each diagnosis on its own', () => {
  const asked = transcribePrescription.input.parse(askedOf(drug.id, whole));
  expect(asked.diagnoses.map(({ name }) => name)).toEqual(['急性扁桃体炎', '发热']);
  expect(asked.items).toMatchObject([{ dose: 2, timesPerDay: 3, days: 4, quantity: 24, route: 'oral' }]);
});
