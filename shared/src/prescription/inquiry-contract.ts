import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { Instant } from '../kernel/time.ts';

/** `asked` waits for the patient; `answered` holds something the pharmacist has not opened yet. */
export const InquiryState = z.enum(['none', 'asked', 'answered']);
export type InquiryState = z.infer<typeof InquiryState>;

/** A question of the pharmacist with its answer, or a note the patient added (no question). */
export const Inquiry = z.object({
  id: Id,
  kind: z.enum(['question', 'note']),
  question: z.string().nullable(),
  askedAt: Instant,
  /** Null for the pharmacist until they open it: reading it is written down. */
  answer: z.string().nullable(),
  answeredAt: Instant.nullable(),
  readAt: Instant.nullable(),
  withdrawnAt: Instant.nullable(),
  withdrawReason: z.string().nullable(),
});
export type Inquiry = z.infer<typeof Inquiry>;
export const Inquiries = z.object({ items: z.array(Inquiry) });

const Text = z.string().trim().min(2).max(200);
const OfOne = z.strictObject({ id: Id, inquiryId: Id });

export const askPatient = endpoint({
  method: 'POST',
  path: '/prescription-reviews/:id/questions',
  summary: '审方时向患者提问',
  access: ['pharmacist'],
  owner: 'assigned',
  idempotent: true,
  input: z.strictObject({ id: Id, question: Text }),
  output: Inquiries,
});

export const readAnswer = endpoint({
  method: 'POST',
  path: '/prescription-reviews/:id/questions/:inquiryId/read',
  summary: '打开患者的回答或留言(必须阅读后才能决定)',
  access: ['pharmacist'],
  owner: 'assigned',
  input: OfOne,
  output: Inquiries,
});

export const withdrawQuestion = endpoint({
  method: 'POST',
  path: '/prescription-reviews/:id/questions/:inquiryId/withdraw',
  summary: '撤回还没有回答的问题(写明理由)',
  access: ['pharmacist'],
  owner: 'assigned',
  input: OfOne.extend({ reason: Text }),
  output: Inquiries,
});

export const listInquiries = endpoint({
  method: 'GET',
  path: '/prescriptions/:id/questions',
  summary: '药师的提问与我的回答、留言',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ id: Id }),
  output: Inquiries,
});

export const answerQuestion = endpoint({
  method: 'POST',
  path: '/prescriptions/:id/questions/:inquiryId/answer',
  summary: '回答药师的问题',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: OfOne.extend({ answer: z.string().trim().min(1).max(300) }),
  output: Inquiries,
});

export const leaveNote = endpoint({
  method: 'POST',
  path: '/prescriptions/:id/notes',
  summary: '给药师留言',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({ id: Id, note: Text }),
  output: Inquiries,
});
