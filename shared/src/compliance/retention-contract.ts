import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { problems } from '../kernel/problem.ts';
import { Instant, LocalDate } from '../kernel/time.ts';

export const RecordKind = z.enum(['prescription', 'sale', 'counter_sale', 'consultation']);
export type RecordKind = z.infer<typeof RecordKind>;
export const recordKindText: Record<RecordKind, string> = {
  prescription: '处方',
  sale: '销售记录',
  counter_sale: '柜台销售',
  consultation: '复诊记录',
};

/** A record the law has us keep, until when, and who stopped the clock. */
export const KeptRecord = z.object({
  id: Id,
  kind: RecordKind,
  /** Number people read aloud, where there is one. */
  number: z.string(),
  createdAt: Instant,
  /** It must not be destroyed before this day (Asia/Shanghai). */
  keepUntil: LocalDate,
  rule: z.string(),
  hold: z.object({ reason: z.string(), byName: z.string(), at: Instant }).nullable(),
  destroyedAt: Instant.nullable(),
});
export type KeptRecord = z.infer<typeof KeptRecord>;

export const listKeptRecords = endpoint({
  method: 'GET',
  path: '/compliance/records',
  summary: '法定保存的记录:保存期限与冻结',
  access: ['compliance_officer'],
  owner: 'anyone',
  input: PageInput.extend({
    number: z.string().trim().max(40).optional(),
    state: z.enum(['held', 'over']).optional(),
  }).strict(),
  output: pageOf(KeptRecord),
});

const WithReason = z.strictObject({ id: Id, reason: z.string().trim().min(4).max(200) });

export const holdRecord = endpoint({
  method: 'POST',
  path: '/compliance/records/:id/hold',
  summary: '冻结:到期也不得销毁(调查、诉讼)',
  access: ['compliance_officer'],
  owner: 'anyone',
  idempotent: true,
  input: WithReason,
  output: KeptRecord,
});

export const liftHold = endpoint({
  method: 'POST',
  path: '/compliance/records/:id/lift-hold',
  summary: '解除冻结',
  access: ['compliance_officer'],
  owner: 'anyone',
  idempotent: true,
  input: WithReason,
  output: KeptRecord,
});

/** Only what has outlived its term and is not held; the audit trail keeps that it was destroyed, not what it said. */
export const destroyRecord = endpoint({
  method: 'POST',
  path: '/compliance/records/:id/destroy',
  summary: '销毁已满保存期限的记录',
  access: ['compliance_officer'],
  owner: 'anyone',
  idempotent: true,
  input: WithReason,
  output: KeptRecord,
});

export const retentionProblem = problems({
  RECORD_NOT_FOUND: [404, '没有找到这条记录'],
  RECORD_MUST_BE_KEPT: [409, '还在法定保存期限内，不能销毁'],
  RECORD_ON_HOLD: [409, '这条记录已冻结，不能销毁'],
  RECORD_NOT_HELD: [409, '这条记录没有冻结'],
});
