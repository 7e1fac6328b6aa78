import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Our own protocol with an internet hospital: JSON, every request and every answer signed with a shared secret. */
export const ASK = '/v1/follow-ups';

const Doctor = z.object({
  name: z.string(),
  licenceNo: z.string(),
  institution: z.string(),
  department: z.string(),
});
export const WireAnswer = z.discriminatedUnion('state', [
  z.object({ key: z.string(), state: z.literal('waiting') }),
  z.object({
    key: z.string(),
    state: z.literal('prescribed'),
    doctor: Doctor,
    traceCode: z.string().regex(/^RX\d{12,18}$/),
    words: z.string(),
  }),
  z.object({ key: z.string(), state: z.literal('declined'), doctor: Doctor.nullable(), words: z.string() }),
]);
export type WireAnswer = z.infer<typeof WireAnswer>;

const FRESH_MS = 300_000;

/** Signature over what is said, to whom, and when; `what` is the path of a request or its repetition in the answer. */
export const signature = (secret: string, what: string, at: string, body: string): string =>
  createHmac('sha256', secret).update(`${what}\n${at}\n${body}`).digest('hex');

export function signatureHolds(
  secret: string,
  what: string,
  headers: Record<string, string>,
  body: string,
  now: number,
): boolean {
  const { 'x-at': at = '', 'x-signature': given = '' } = headers;
  const right = signature(secret, what, at, body);
  if (given.length !== right.length || !timingSafeEqual(Buffer.from(given), Buffer.from(right))) return false;
  return Math.abs(now - Number(at)) <= FRESH_MS;
}
