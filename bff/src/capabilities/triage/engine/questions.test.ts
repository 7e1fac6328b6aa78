import { describe, expect, it } from 'vitest';
import { withAnswer } from './answers.ts';
import type { Facts } from './facts.ts';
import { MAX_QUESTIONS, nextQuestion, type Answered } from './questions.ts';
import { understand } from './understand.ts';

/** Answers every question with what `answer` says, null to skip; returns the questions put. */
function interviewed(text: string, answer: (id: string) => Answered['answer'] = () => null) {
  let facts: Facts = understand(text);
  const answered: Answered[] = [];
  for (;;) {
    const question = nextQuestion(facts, answered);
    if (!question) return { ids: answered.map(({ questionId }) => questionId), facts };
    const given = {
      questionId: question.id,
      answer: answer(question.id),
      offered: question.options.map(({ value }) => value),
    };
    facts = withAnswer(facts, given);
    answered.push(given);
  }
}

describe('the interview', () => {
  it('asks age, sex and pregnancy first, once', () => {
    const { ids } = interviewed('嗓子疼发烧两天', (id) => (id === 'age' ? 30 : id === 'sex' ? 'F' : null));
    expect(ids.slice(0, 3)).toEqual(['age', 'sex', 'pregnant']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks the months of a small child', () => {
    expect(
      interviewed('宝宝流鼻涕', (id) => (id === 'age' ? 1 : id === 'age_months' ? 4 : null)).facts.person
        .ageMonths,
    ).toBe(16);
  });

  it('ends after twelve questions, however much is skipped', () => {
    for (const text of ['肚子疼', '头晕', '浑身难受', '嗓子疼发烧两天'])
      expect(interviewed(text).ids.length).toBeLessThanOrEqual(MAX_QUESTIONS);
  });

  it('asks nothing of an emergency', () => {
    expect(interviewed('胸口压着疼、出冷汗').ids).toEqual([]);
  });

  it('stops as soon as an answer shows an emergency', () => {
    const { ids } = interviewed('头疼', (id) =>
      id === 'age' ? 50 : id === 'sex' ? 'M' : id.startsWith('screen') ? ['thunderclap'] : null,
    );
    expect(ids.at(-1)).toMatch(/^screen/);
  });

  it('asks nothing of a text that already says all', () => {
    const text = '男35岁，嗓子疼、流鼻涕两天，体温37.6，没有其他不适，没有慢性病，没吃药，没有过敏';
    expect(interviewed(text).ids).toEqual([]);
  });

  it('asks of illness, medicines and allergies before it names a product', () => {
    expect(
      interviewed('流鼻涕打喷嚏两天', (id) => (id === 'age' ? 30 : id === 'sex' ? 'M' : null)).ids,
    ).toEqual(expect.arrayContaining(['history', 'medicines', 'allergies']));
  });

  it('takes what was not chosen as absent, and what was skipped as unknown', () => {
    const screens = (answer: Answered['answer']) =>
      interviewed('头疼', (id) =>
        id === 'age' ? 30 : id === 'sex' ? 'M' : id.startsWith('screen') ? answer : null,
      ).facts;
    expect(screens([]).absent.has('stiff_neck')).toBe(true);
    expect(screens(null).absent.has('stiff_neck')).toBe(false);
  });

  it('treats perhaps pregnant as pregnant', () => {
    const { facts } = interviewed('头疼一天', (id) =>
      id === 'age' ? 30 : id === 'sex' ? 'F' : id === 'pregnant' ? 'maybe' : null,
    );
    expect(facts.person.pregnant).toBe(true);
  });
});
