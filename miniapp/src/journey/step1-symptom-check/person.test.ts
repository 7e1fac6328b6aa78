import { describe, expect, test } from 'vitest';
import { redFlagsIn } from '@xinglin/shared/triage/red-flags';
import { asksPregnancy, faultsOf, noFacts, personLine, subjectOf, toldText } from './person.ts';

describe('what is told of the person', () => {
  test('nothing filled in is nothing told, not a guess', () => {
    expect(subjectOf(noFacts)).toEqual({ who: 'self' });
  });

  test('a woman who is not pregnant says so; one who was not asked says nothing', () => {
    const woman = { ...noFacts, years: '30', sex: 'F' as const };
    expect(subjectOf({ ...woman, pregnant: 'no' })).toMatchObject({ pregnant: false, breastfeeding: false });
    expect(subjectOf(woman)).not.toHaveProperty('pregnant');
    expect(subjectOf({ ...woman, pregnant: 'breastfeeding' })).toMatchObject({
      pregnant: false,
      breastfeeding: true,
    });
  });

  test('an answer about pregnancy does not stick to a man', () => {
    expect(subjectOf({ ...noFacts, sex: 'M', pregnant: 'pregnant' })).not.toHaveProperty('pregnant');
    expect(asksPregnancy({ ...noFacts, sex: 'F', years: '8' })).toBe(false);
  });

  test('months and weight are told of small children only', () => {
    const child = { ...noFacts, who: 'child' as const, years: '1', months: '6', weightKg: '10.5' };
    expect(subjectOf(child)).toMatchObject({ age: { years: 1, months: 6 }, weightKg: 10.5 });
    expect(subjectOf({ ...child, years: '30' })).toEqual({ who: 'child', age: { years: 30 } });
  });

  test('numbers that cannot be are told beside their field', () => {
    expect(Object.keys(faultsOf({ ...noFacts, years: '200' }))).toEqual(['years']);
    expect(Object.keys(faultsOf({ ...noFacts, years: '1', months: '12', weightKg: '0' }))).toEqual([
      'months',
      'weightKg',
    ]);
    expect(faultsOf({ ...noFacts, years: '35' })).toEqual({});
  });
});

describe('emergencies seen by the phone itself', () => {
  test('a baby of two months with fever is one, also when only the age field tells the age', () => {
    const baby = { ...noFacts, who: 'child' as const, years: '0', months: '2' };
    expect(redFlagsIn(toldText('发烧38度', baby)).map(({ id }) => id)).toContain('baby_fever');
    expect(redFlagsIn(toldText('发烧38度', { ...baby, years: '8' }))).toEqual([]);
  });

  test('chest pain with cold sweat is one at any age', () => {
    expect(redFlagsIn(toldText('胸口压着疼，出冷汗', { ...noFacts, years: '58' }))).not.toEqual([]);
  });
});

test('who is meant is said in one line', () => {
  expect(personLine({ who: 'child', age: { years: 0, months: 2 }, sex: 'M' })).toBe('孩子 · 2 个月 · 男');
  expect(personLine({ who: 'self', age: { years: 35 }, sex: 'F', pregnant: true })).toBe(
    '本人 · 35 岁 · 女 · 孕期',
  );
});
