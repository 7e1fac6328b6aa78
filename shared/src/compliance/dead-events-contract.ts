/** 失败任务: what should have followed from something that happened, and failed until nobody tries any more. */
import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { problems } from '../kernel/problem.ts';
import { Instant } from '../kernel/time.ts';

/** `failing`: still tried, but for so long that somebody should look. `dropped`: two people gave it up. */
export const DeadState = z.enum(['dead', 'failing', 'dropped']);
export type DeadState = z.infer<typeof DeadState>;
export const deadStateText: Record<DeadState, string> = {
  dead: '已停止重试',
  failing: '一直失败，仍在重试',
  dropped: '已放弃',
};

export const DeadEvent = z.object({
  id: Id,
  name: z.string(),
  subject: z.string(),
  state: DeadState,
  attempts: z.int(),
  deadAt: Instant.nullable(),
  nextTryAt: Instant.nullable(),
  error: z.string(),
  /** What was not done. */
  undone: z.array(z.string()),
  drop: z
    .object({
      reason: z.string(),
      askedBy: z.string(),
      askedAt: Instant,
      /** I asked, so another person has to agree. */
      mine: z.boolean(),
      droppedBy: z.string().nullable(),
      droppedAt: Instant.nullable(),
    })
    .nullable(),
});
export type DeadEvent = z.infer<typeof DeadEvent>;

export const listDeadEvents = endpoint({
  method: 'GET',
  path: '/compliance/dead-events',
  summary: '失败任务:多次重试仍没做成的后续',
  access: ['compliance_officer'],
  owner: 'anyone',
  input: PageInput.extend({ state: DeadState.default('dead') }).strict(),
  output: pageOf(DeadEvent),
});

export const retryDeadEvent = endpoint({
  method: 'POST',
  path: '/compliance/dead-events/:id/retry',
  summary: '重试:马上再做一次，失败则从头按时重试',
  access: ['compliance_officer'],
  owner: 'anyone',
  idempotent: true,
  input: z.strictObject({ id: Id }),
  output: DeadEvent,
});

export const askToDropEvent = endpoint({
  method: 'POST',
  path: '/compliance/dead-events/:id/ask-drop',
  summary: '申请放弃(写明理由，由另一位合规专员复核)',
  access: ['compliance_officer'],
  owner: 'anyone',
  idempotent: true,
  input: z.strictObject({ id: Id, reason: z.string().trim().min(4).max(200) }),
  output: DeadEvent,
});

export const dropEvent = endpoint({
  method: 'POST',
  path: '/compliance/dead-events/:id/drop',
  summary: '复核后放弃(不能是申请人)',
  access: ['compliance_officer'],
  owner: 'anyone',
  idempotent: true,
  input: z.strictObject({ id: Id }),
  output: DeadEvent,
});

export const deadEventProblem = problems({
  EVENT_NOT_FOUND: [404, '没有找到这个任务'],
  EVENT_NOT_DEAD: [409, '这个任务已经办成、已放弃或正在重试'],
  EVENT_DROP_ASKED: [409, '已经有人申请放弃，等另一位合规专员复核'],
  EVENT_DROP_NOT_ASKED: [409, '还没有人申请放弃这个任务，或已经放弃'],
  EVENT_SECOND_PERSON: [403, '放弃要由另一位合规专员复核，不能是申请人'],
});
