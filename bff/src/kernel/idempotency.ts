import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { LessThan } from 'typeorm';
import { problem } from '@xinglin/shared/kernel/problem';
import { DAY_MS, plus, toInstant, type Instant } from '@xinglin/shared/kernel/time';
import type { FieldCrypto } from './crypto.ts';
import { column, entity, nullable } from './entity.ts';
import { isDuplicate, type Database } from './database.ts';

type Row = {
  principal: string;
  endpoint: string;
  key: string;
  requestHash: string;
  status: number | null;
  /** The answer, packed and encrypted: whatever an endpoint answers stands here. */
  body: { sealed: string } | null;
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
/** Longest a phone without network repeats a call. */
const KEPT_MS = 7 * DAY_MS;
export type Answer = { status: number; body: object };
type Who = { principal: string; endpoint: string; key: string };

const place = ({ principal, endpoint, key }: Who) => ({
  table: 'idempotency',
  column: 'body',
  row: JSON.stringify([principal, endpoint, key]),
});
const seal = (crypto: FieldCrypto, who: Who, body: object) => ({
  sealed: crypto.encryptBytes(deflateRawSync(JSON.stringify(body)), place(who)).toString('base64'),
});
const open = (crypto: FieldCrypto, who: Who, { sealed }: { sealed: string }) =>
  JSON.parse(
    inflateRawSync(crypto.decryptBytes(Buffer.from(sealed, 'base64'), place(who))).toString('utf8'),
  ) as object;

/**
 * Runs `fn` once per (principal, endpoint, key): a repeat gets the first answer, a repeat with another body 422, one that
 * comes while the first still runs 409. An answer that is our own fault (5xx) is not kept, so that a retry may succeed.
 * What was asked is kept as an HMAC only: it may hold a password or an identity number, which a plain hash lets be guessed.
 */
export async function once(
  { db, crypto }: { db: Database; crypto: FieldCrypto },
  who: Who,
  input: unknown,
  fn: () => Promise<Answer>,
): Promise<Answer> {
  const requestHash = crypto.proof(`idempotency|${JSON.stringify(input)}`);
  const known = await claim({ db, crypto }, who, requestHash);
  if (known) return known;
  const answer = await fn().catch(async (error: unknown) => {
    await db.write((tx) => tx.delete(idempotencyTable, who));
    throw error;
  });
  if (answer.status >= 500) await db.write((tx) => tx.delete(idempotencyTable, who));
  else {
    const kept = { status: answer.status, body: seal(crypto, who, answer.body) };
    await db.write((tx) => tx.update(idempotencyTable, who, kept));
  }
  return answer;
}

/** What nobody repeats any more is forgotten: the answers say things about people. */
export const forgetAnswers = (db: Database, now: Date = new Date()): Promise<void> =>
  db.write(async (tx) => {
    await tx.delete(idempotencyTable, { createdAt: LessThan(plus(toInstant(now), -KEPT_MS)) });
  });

async function claim(
  { db, crypto }: { db: Database; crypto: FieldCrypto },
  who: Who,
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
  if (row.status !== null) return { status: row.status, body: row.body ? open(crypto, who, row.body) : {} };
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
