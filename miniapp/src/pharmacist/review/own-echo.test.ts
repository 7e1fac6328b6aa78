import { beforeEach, expect, it } from 'vitest';
import { ownEcho } from './own-echo.ts';

let rule: ReturnType<typeof ownEcho>;
let now: number;
let readAt: number;
beforeEach(() => {
  rule = ownEcho();
  [now, readAt] = [100_000, 0];
});
/** Something happens so many milliseconds later; true when the page is read again for it. */
function event(later = 0, acting = false) {
  now += later;
  const again = rule.came({ acting, readAt, now });
  if (again) rule.read((readAt = now));
  return again;
}
/** An act of mine ends; without an answer when it failed. */
function acted({ answered = true } = {}) {
  now += 50;
  if (answered) readAt = now;
  const again = rule.acted(readAt);
  if (again) rule.read((readAt = now));
  return again;
}

it('does not read again for the pharmacist’s own question coming back', () => {
  acted();
  expect(event(150)).toBe(false);
});

it('reads the patient’s answer at once, however soon after the question', () => {
  acted();
  expect(event(150)).toBe(false);
  expect(event(10)).toBe(true);
});

it('reads the answer to a question asked minutes ago', () => {
  acted();
  event(100);
  expect(event(4 * 60_000)).toBe(true);
});

it('reads two answers one after the other', () => {
  acted();
  event(100);
  expect([event(60_000), event(500)]).toEqual([true, true]);
});

it('takes the own event that comes before its answer for what it is, and the next one for news', () => {
  expect(event(0, true)).toBe(false);
  expect(acted()).toBe(false);
  expect(event(200)).toBe(true);
});

it('reads again when the patient answered while the pharmacist was sending something', () => {
  event(0, true);
  event(10, true);
  expect(acted()).toBe(true);
});

it('reads again when an act failed and something else had happened meanwhile', () => {
  acted();
  event(100);
  event(20_000, true);
  expect(acted({ answered: false })).toBe(true);
  expect(event(6_000)).toBe(true);
});

it('reads again after a gap in the connection, but not when the page was only just read', () => {
  expect(rule.back({ readAt: 0, now })).toBe(false);
  expect(rule.back({ readAt: now - 200, now })).toBe(false);
  expect(rule.back({ readAt: now - 30_000, now })).toBe(true);
});
