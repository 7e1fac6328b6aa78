import { expect, it } from 'vitest';
import { asksHowItWent } from './how-it-went.ts';

it('asks how it went half a day later, not at once', () => {
  const episode = { createdAt: '2026-11-22T00:00:00.000Z' };
  expect(asksHowItWent(episode, Date.parse('2026-11-22T11:59:00Z'))).toBe(false);
  expect(asksHowItWent(episode, Date.parse('2026-11-22T12:00:00Z'))).toBe(true);
});
