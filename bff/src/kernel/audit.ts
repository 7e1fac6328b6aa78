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
  },
  {
    index: [
      ['subject', 'id'],
      ['actorId', 'id'],
    ],
  },
);

/** Notes who did what to which thing, in the same transaction. `data` holds no health facts and no personal fields. */
export async function audit(
  tx: Tx,
  actor: Actor,
  action: string,
  subject: string,
  data: object | null = null,
): Promise<void> {
  await tx.insert(auditTable, {
    id: uuidv7(),
    at: toInstant(Date.now()),
    actorId: actor.id,
    role: actor.role,
    action,
    subject,
    data: data as never,
    requestId: requestIdNow() ?? null,
  });
}
