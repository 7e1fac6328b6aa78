import { expect, it } from 'vitest';
import { PrescriptionStatus, RejectReason, type Prescription } from '@xinglin/shared/prescription/contract';
import { progressOf, queueText, unwritten, wayOfChanges, wayOn, wayOnFrom, whyNoItems } from './progress.ts';

const at = '2026-11-22T02:00:00.000Z';
const rx = (status: PrescriptionStatus, more: Partial<Prescription> = {}): Prescription => ({
  id: 'x',
  traceCode: 'RX202611220001',
  status,
  source: 'platform',
  imageCount: 0,
  patientName: '林晓',
  patientSex: 'female',
  patientAge: 31,
  institution: '医院',
  prescriber: '医生',
  diagnoses: [],
  items: null,
  itemCount: 1,
  issuedAt: at,
  validUntil: at,
  submittedAt: at,
  decidedAt: null,
  pharmacist: null,
  rejectReason: null,
  note: null,
  queuePosition: 0,
  orderId: null,
  replacesId: null,
  ...more,
});
const decided = { decidedAt: at, pharmacist: { name: '沈静安', licenceNo: '1' } };
const states = (it: Prescription) => progressOf(it).map(({ id, state }) => `${id}:${state}`);

it('tells how many are before a waiting prescription, and that it is next when none are', () => {
  expect(progressOf(rx('submitted', { queuePosition: 3 }))[1]?.note).toBe('前面还有 3 张');
  expect(queueText(0)).toBe('马上轮到您的处方');
});

it('goes on from review to buying to dispensing', () => {
  expect(states(rx('in_review'))).toEqual(['submitted:done', 'review:now', 'used:next', 'dispensed:next']);
  expect(states(rx('approved', decided))).toEqual([
    'submitted:done',
    'decided:done',
    'used:now',
    'dispensed:next',
  ]);
  expect(states(rx('used', decided))).toEqual([
    'submitted:done',
    'decided:done',
    'used:done',
    'dispensed:now',
  ]);
  expect(states(rx('dispensed', decided)).at(-1)).toBe('dispensed:done');
});

it('ends at a refusal and names who refused', () => {
  const steps = progressOf(rx('rejected', { ...decided, rejectReason: 'over_dose' }));
  expect(steps.at(-1)).toMatchObject({ title: '未通过：剂量超出规定', state: 'failed' });
  expect(steps.at(-1)?.note).toContain('沈静安药师');
});

it('promises nothing after a prescription was withdrawn or ran out', () => {
  for (const status of ['withdrawn', 'expired'] as const)
    expect(progressOf(rx(status)).map(({ state }) => state)).not.toContain('next');
  expect(states(rx('expired', decided))).toEqual(['submitted:done', 'decided:done', 'expired:failed']);
});

it('has steps for every state and a way on for every reason', () => {
  for (const status of PrescriptionStatus.options) expect(progressOf(rx(status)).length).toBeGreaterThan(1);
  for (const reason of RejectReason.options) expect(wayOn[reason]).toMatch(/医/);
});

it('says that the pharmacist waits for an answer, while one is open', () => {
  expect(progressOf(rx('in_review'), true)[1]).toMatchObject({ title: '药师在等您回答', state: 'now' });
  expect(progressOf(rx('in_review'), false)[1]).toMatchObject({ title: '药师正在审核' });
  expect(states(rx('approved', decided))).toEqual(
    progressOf(rx('approved', decided), true).map(({ id, state }) => `${id}:${state}`),
  );
});

it('asks who photographed a prescription for a better photograph, and a hospital for a better copy', () => {
  expect(wayOnFrom('illegible', 'image')).toContain('拍全四角');
  expect(wayOnFrom('illegible', 'platform')).toContain('联系医院');
});

it('sends nobody with a paper prescription to a number that paper does not have', () => {
  for (const reason of RejectReason.options) expect(wayOnFrom(reason, 'image')).not.toContain('编号');
  expect(wayOfChanges('image')).toContain('重新拍照提交');
  expect(wayOfChanges('platform')).toContain('编号');
});

it('promises no writing down of a photograph once it is decided', () => {
  const photo = (status: PrescriptionStatus) => whyNoItems(rx(status, { itemCount: 0, source: 'image' }));
  expect([photo('submitted'), unwritten('in_review')].join()).toMatch(/药师会看照片录入.*等待药师录入/);
  for (const status of ['rejected', 'changes_requested', 'withdrawn', 'expired'] as const)
    expect(photo(status) + unwritten(status)).not.toMatch(/会看照片|等待|通过后才/);
});
