import { expect, it } from 'vitest';
import { problem } from '@xinglin/shared/kernel/problem';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { Finding } from '@xinglin/shared/prescription/review-contract';
import {
  isBehind,
  isLost,
  leaseOf,
  notYet,
  secondsText,
  shareText,
  waitedText,
  waitsLong,
} from './queue-rules.ts';

const now = Date.parse('2026-11-22T04:00:00.000Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const finding = (severity: Finding['severity']): Finding => ({
  code: 'c',
  severity,
  text: 't',
  source: 's',
  version: '1',
});
const ready = { items: [{}], inquiries: [], proof: 'mine' };
const all = ['1', '2', '3', '4', '5', '6', '7'];

it('says how long a patient has waited, and marks a quarter of an hour as long', () => {
  expect(waitedText(ago(0.5), now)).toBe('刚刚提交');
  expect(waitedText(ago(12), now)).toBe('等了 12 分钟');
  expect(waitedText(ago(65), now)).toBe('等了 1 小时 5 分');
  expect(waitsLong(ago(14.9), now)).toBe(false);
  expect(waitsLong(ago(15), now)).toBe(true);
});

it('warns before a claim ends, and tells when it has ended', () => {
  expect(leaseOf({ claimUntil: ago(-4) }, now)).toBe('held');
  expect(leaseOf({ claimUntil: ago(-3) }, now)).toBe('ending');
  expect(leaseOf({ claimUntil: ago(0) }, now)).toBe('over');
  expect(leaseOf({ claimUntil: null }, now)).toBe('over');
});

it('lets a clean prescription through after all seven checks and not one before', () => {
  expect(notYet({ ...ready, checked: all.slice(1), note: '', findings: [] })).toBe('还有 1 项没有核对');
  expect(
    notYet({ ...ready, checked: all, note: '', findings: [finding('warn'), finding('info')] }),
  ).toBeNull();
});

it('asks first that a photograph is written down', () => {
  expect(notYet({ ...ready, items: [], checked: all, note: '', findings: [] })).toContain('录入');
});

it('asks for a written reason against a stop sign', () => {
  expect(notYet({ ...ready, checked: all, note: '  ', findings: [finding('stop')] })).toContain('理由');
  expect(notYet({ ...ready, checked: all, note: '已与医师核对', findings: [finding('stop')] })).toBeNull();
});

it('asks for the password last, and for every answer to be opened first', () => {
  const done = { ...ready, checked: all, note: '', findings: [] };
  expect(notYet({ ...done, proof: '' })).toContain('口令');
  const inquiry = { answeredAt: null, readAt: null, withdrawnAt: null };
  expect(notYet({ ...done, inquiries: [inquiry] })).toContain('等患者回答');
  expect(notYet({ ...done, inquiries: [{ ...inquiry, answeredAt: ago(1) }] })).toContain('打开');
  expect(notYet({ ...done, inquiries: [{ ...inquiry, withdrawnAt: ago(1) }] })).toBeNull();
  expect(notYet({ ...done, inquiries: [{ ...inquiry, answeredAt: ago(2), readAt: ago(1) }] })).toBeNull();
});

it('says how long a decision took, and that there is nothing to say', () => {
  expect([secondsText(59.4), secondsText(65), secondsText(null)]).toEqual(['59 秒', '1 分 5 秒', '没有数据']);
  expect([shareText(0.126), shareText(null)]).toEqual(['13%', '没有数据']);
});

it('reads the page again when a refusal says that it is old, not for a wrong password', () => {
  expect(['ANSWER_UNREAD', 'CHANGED_MEANWHILE', 'PRESCRIPTION_HELD_BY_ANOTHER'].every(isBehind)).toBe(true);
  expect(['PROOF_REFUSED', 'CHECKS_INCOMPLETE'].some(isBehind)).toBe(false);
});

/** What each thing that stands in the way costs on the page: one tap, or one into a field and its words. */
const REMEDIES: [RegExp, object][] = [
  [/打开患者的回答/, { inquiries: [] }],
  [/等患者回答/, { inquiries: [] }],
  [/没有核对/, { checked: all }],
  [/通过的理由/, { note: '已与医生核实' }],
  [/口令/, { proof: 'mine' }],
];
/** Taps from the opened page to the signed approval: one for each thing in the way, and the signature itself. */
function tapsFor(given: Partial<Parameters<typeof notYet>[0]>): number {
  const opened = { items: [{}], inquiries: [], checked: [], note: '', findings: [], proof: '' };
  let it: Parameters<typeof notYet>[0] = { ...opened, ...given };
  for (let taps = 1; ; taps += 1) {
    const missing = notYet(it);
    if (missing === null) return taps;
    const remedy = REMEDIES.find(([words]) => words.test(missing))![1];
    it = { ...it, ...remedy };
  }
}

it('takes three taps for a clean case, and more while a finding or an answer is open', () => {
  expect(tapsFor({})).toBe(3);
  expect(tapsFor({ findings: [finding('info'), finding('warn')] })).toBe(3);
  expect(tapsFor({ findings: [finding('stop')] })).toBe(4);
  const answer = { answeredAt: '2026-11-22T03:00:00.000Z', readAt: null, withdrawnAt: null };
  expect(tapsFor({ inquiries: [answer], findings: [finding('stop')] })).toBe(5);
});

it('takes the page away from who lost the prescription to another, not from who is offline', () => {
  expect(isLost(prescriptionProblem('PRESCRIPTION_HELD_BY_ANOTHER'))).toBe(true);
  expect([null, new Error('offline'), problem('UPSTREAM_UNAVAILABLE')].some(isLost)).toBe(false);
});
