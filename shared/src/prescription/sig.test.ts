import { expect, it } from 'vitest';
import { personText, sigOf } from './sig.ts';

const line = {
  genericName: '药',
  strength: '0.25g',
  quantity: 24,
  unit: '粒',
  dose: 2,
  timesPerDay: 3,
  timing: 'after_meal',
  days: 4,
  route: 'oral',
  drugId: null,
  packs: 0,
  refusedFor: null,
};

it('says a line in the order a pharmacist reads it aloud', () => {
  expect(sigOf(line)).toBe('口服，每次 2 粒，每日 3 次，饭后，共 4 天');
});

it('shows a word it does not know as the doctor wrote it', () => {
  expect(sigOf({ ...line, route: '皮下注射', timing: '晨起空腹' })).toContain('皮下注射');
  expect(sigOf({ ...line, route: '皮下注射', timing: '晨起空腹' })).toContain('晨起空腹');
});

it('never says zero times a day for what is taken when needed', () => {
  expect(sigOf({ ...line, timesPerDay: 0 })).toBe('口服，每次 2 粒，需要时使用，饭后，共 4 天');
});

it('names sex and age in Chinese', () => {
  expect(personText({ patientSex: 'female', patientAge: 31 })).toBe('女，31 岁');
});
