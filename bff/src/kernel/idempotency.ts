import { createHash } from 'node:crypto';
import { problem } from '@xinglin/shared/kernel/problem';
import { plus, toInstant, type Instant } from '@xinglin/shared/kernel/time';
import { column, entity, nullable } from './entity.ts';
import { isDuplicate, type Database } from './database.ts';

type Row = {
  principal: string;
  endpoint: string;
  key: string;
  requestHash: string;
  status: number | null;
  body: object | null;
  lockedUntil: Instant;
  createdAt: Instant;
};

export const idempotencyTable = entity<Row>(
  'idempotency',
  {
    principal: column.id(),
    endpoint: column.string(120),
    key: column.string(255),
    requestHash: column.string(64),
    status: nullable(column.int()),
    body: nullable(column.json('health')),
    lockedUntil: column.instant(),
    createdAt: column.instant(),
  },
  { key: ['principal', 'endpoint', 'key'], index: [['createdAt']] },
);

const LOCK_MS = 30_000;
export type Answer = { status: number; body: object };

/**
 * Runs `fn` once per (principal, endpoint, key): a repeat gets the first answer, a repeat with another body 422, one that
 * comes while the first still runs 409. An answer that is our own fault (5xx) is not kept, so that a retry may succeed.
 */
export async function once(
  db: Database,
  who: { principal: string; endpoint: string; key: string },
  input: unknown,
  fn: () => Promise<Answer>,
): Promise<Answer> {
  const requestHash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const kept = await claim(db, who, requestHash);
  if (kept) return kept;
  const answer = await fn().catch(async (error: unknown) => {
    await db.write((tx) => tx.delete(idempotencyTable, who));
    throw error;
  });
  if (answer.status >= 500) await db.write((tx) => tx.delete(idempotencyTable, who));
  else await db.write((tx) => tx.update(idempotencyTable, who, { status: answer.status, body: answer.body }));
  return answer;
}

async function claim(
  db: Database,
  who: { principal: string; endpoint: string; key: string },
  requestHash: string,
): Promise<Answer | undefined> {
  const now = toInstant(Date.now());
  const fresh = {
    ...who,
    requestHash,
    status: null,
    body: null,
    lockedUntil: plus(now, LOCK_MS),
    createdAt: now,
  };
  try {
    await db.write((tx) => tx.insert(idempotencyTable, fresh));
    return undefined;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const row = await db.read.findOneBy(idempotencyTable, who);
  if (!row || row.requestHash !== requestHash) throw problem('IDEMPOTENCY_MISMATCH');
  if (row.status !== null) return { status: row.status, body: row.body ?? {} };
  // The first try died without an answer: whoever takes over its lock runs again, and the business key keeps it single.
  const { affected } = await db.write((tx) =>
    tx
      .createQueryBuilder()
      .update(idempotencyTable)
      .set({ lockedUntil: plus(now, LOCK_MS) })
      .where('principal = :principal AND endpoint = :endpoint', who)
      .andWhere(`${tx.connection.driver.escape('key')} = :key AND lockedUntil < :now`, { key: who.key, now })
      .execute(),
  );
  if (affected !== 1) throw problem('IDEMPOTENCY_IN_PROGRESS');
  return undefined;
}
