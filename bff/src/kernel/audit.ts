import { createHmac } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { toInstant, type Instant } from '@xinglin/shared/kernel/time';
import type { Actor } from './actor.ts';
import { column, entity, nullable } from './entity.ts';
import { requestIdNow } from './log.ts';
import type { Tx } from './database.ts';

export type AuditRow = {
  id: string;
  at: Instant;
  actorId: string;
  role: string;
  action: string;
  subject: string;
  data: object | null;
  requestId: string | null;
  /** Place in the chain, from 1, without gaps. Null: written before there was a chain. */
  seq: number | null;
  /** HMAC-SHA-256 over the entry before and this one, hex. */
  hash: string | null;
};

/** Append-only: nothing in the code updates or deletes here; in production the database account has no right to. */
export const auditTable = entity<AuditRow>(
  'audit',
  {
    id: column.id(),
    at: column.instant(),
    actorId: column.id(),
    role: column.string(24),
    action: column.string(80),
    subject: column.string(64),
    data: nullable(column.json()),
    requestId: nullable(column.string(64)),
    seq: nullable(column.int()),
    hash: nullable(column.string(64)),
  },
  {
    unique: [['seq']],
    index: [
      ['subject', 'id'],
      ['actorId', 'id'],
    ],
  },
);

/** The last link: whoever adds one holds this row, so that numbers have no gap. `unchained`: entries older than the chain. */
export type AuditHead = { id: number; seq: number; hash: string; unchained: number };
export const auditHeadTable = entity<AuditHead>('audit_head', {
  id: column.int(),
  seq: column.int(),
  hash: column.string(64),
  unchained: column.int(),
});
const HEAD = 1;

/** What was noted in an open transaction and is not in the chain yet. */
const noted = new WeakMap<Tx, AuditRow[]>();

/**
 * Notes who did what to which thing, in the same transaction. `data` holds no health facts and no personal fields; free words of
 * staff go through `scrub`, since the chain can't be corrected later.
 */
export async function audit(
  tx: Tx,
  actor: Actor,
  action: string,
  subject: string,
  data: object | null = null,
): Promise<void> {
  if (!tx.queryRunner?.isTransactionActive) throw new Error(`audit of ${action} outside a unit of work`);
  const entry = {
    id: uuidv7(),
    at: toInstant(Date.now()),
    actorId: actor.id,
    role: actor.role,
    action,
    subject,
    data,
    requestId: requestIdNow() ?? null,
    seq: null,
    hash: null,
  };
  noted.set(tx, [...(noted.get(tx) ?? []), entry]);
}

/** The link of an entry to the one before it. A column that is not in here could be changed unseen. */
export function linkOf(key: Buffer, before: string, row: Omit<AuditRow, 'hash'>): string {
  const { seq, id, at, actorId, role, action, subject, data, requestId } = row;
  const content = JSON.stringify([before, seq, id, at, actorId, role, action, subject, data, requestId]);
  return createHmac('sha256', key).update(content).digest('hex');
}

/**
 * Writes what was noted as the next links of the chain. The unit of work calls it last, so the one row that all of them wait
 * for is held only until the commit, and nobody who holds it waits for anything else.
 */
export async function sealAudit(tx: Tx, key: Buffer): Promise<void> {
  const entries = noted.get(tx);
  if (!entries) return;
  noted.delete(tx);
  await tx.increment(auditHeadTable, { id: HEAD }, 'seq', entries.length);
  const head = await tx.findOneByOrFail(auditHeadTable, { id: HEAD });
  let { hash } = head;
  const rows = entries.map((entry, i) => {
    const row = { ...entry, seq: head.seq - entries.length + i + 1 };
    hash = linkOf(key, hash, row);
    return { ...row, hash };
  });
  await tx.insert(auditTable, rows);
  await tx.update(auditHeadTable, { id: HEAD }, { hash });
}
