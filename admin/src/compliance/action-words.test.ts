import { expect, it } from 'vitest';
import { actionText, isLook } from './action-words.ts';

it('tells opening a prescription, which changes nothing, from reading an answer, which is a step', () => {
  const opened = { action: 'prescription.read', data: null };
  const answer = { action: 'prescription.read', data: { from: 'in_review', to: 'in_review' } };
  expect([actionText(opened), isLook(opened)]).toEqual(['打开处方', true]);
  expect([actionText(answer), isLook(answer)]).toEqual(['阅读患者回答', false]);
});

it('never hides an action it has no words for', () => {
  expect(actionText({ action: 'new.thing', data: null })).toBe('new.thing');
});
