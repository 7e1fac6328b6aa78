import {
  retentionProblem,
  type destroyRecord as destroyContract,
  type holdRecord as holdContract,
  type KeptRecord,
  type liftHold as liftContract,
  type listKeptRecords as listContract,
} from '@xinglin/shared/compliance/retention-contract';
import { shanghaiDate, toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { decryptOlder } from '../../kernel/crypto.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { scrub } from '../../kernel/log.ts';
import type { Deps } from './ports.ts';
import { keptRecords, type KeptRecordRow } from './retention-store.ts';

const reasonOf = (row: string) => ({ table: 'kept_record', column: 'holdReason', row });

export function listKeptRecords(deps: Deps): Handler<typeof listContract> {
  return async (_, filter) => {
    const [rows, total] = await keptRecords(deps.db.read).page({
      ...filter,
      today: shanghaiDate(deps.now()),
    });
    return { items: await Promise.all(rows.map((row) => presentRecord(deps, row))), total };
  };
}

/** Stops the clock: an investigation or a lawsuit needs the record. */
export function holdRecord(deps: Deps): Handler<typeof holdContract> {
  return (officer, { id, reason }) =>
    change(deps, officer, 'record.hold', id, reason, async (tx) => {
      const holdReason = deps.crypto.encrypt(reason, reasonOf(id));
      const held = { holdReason, heldBy: officer.id, heldAt: toInstant(deps.now()) };
      if (!(await keptRecords(tx).change(id, held, 'heldAt IS NULL AND destroyedAt IS NULL')))
        throw retentionProblem('RECORD_ON_HOLD');
    });
}

export function liftHold(deps: Deps): Handler<typeof liftContract> {
  return (officer, { id, reason }) =>
    change(deps, officer, 'record.lift_hold', id, reason, async (tx) => {
      const free = { holdReason: null, heldBy: null, heldAt: null };
      if (!(await keptRecords(tx).change(id, free, 'heldAt IS NOT NULL')))
        throw retentionProblem('RECORD_NOT_HELD');
    });
}

/** Destroys what the record says. Refused before its term is over, and while it is held. */
export function destroyRecord(deps: Deps): Handler<typeof destroyContract> {
  return (officer, { id, reason }) =>
    change(deps, officer, 'record.destroy', id, reason, async (tx, { kind, heldAt }) => {
      const at = deps.now();
      const over = 'heldAt IS NULL AND destroyedAt IS NULL AND keepUntil <= :today';
      const gone = { destroyedAt: toInstant(at) };
      if (!(await keptRecords(tx).change(id, gone, over, { today: shanghaiDate(at) })))
        throw retentionProblem(heldAt ? 'RECORD_ON_HOLD' : 'RECORD_MUST_BE_KEPT');
      await deps.destroy[kind](tx, id);
    });
}

async function change(
  deps: Deps,
  officer: Actor,
  action: string,
  id: string,
  reason: string,
  write: (tx: Tx, row: KeptRecordRow) => Promise<void>,
): Promise<KeptRecord> {
  const row = await deps.db.write(async (tx) => {
    const before = await keptRecords(tx).find(id);
    if (!before) throw retentionProblem('RECORD_NOT_FOUND');
    await write(tx, before);
    await audit(tx, officer, action, id, { number: before.number, reason: scrub(reason) });
    return (await keptRecords(tx).find(id))!;
  });
  return presentRecord(deps, row);
}

export async function presentRecord(
  { displayNameOf, crypto }: Pick<Deps, 'displayNameOf' | 'crypto'>,
  row: KeptRecordRow,
): Promise<KeptRecord> {
  const { holdReason, heldBy, heldAt, ...rest } = row;
  if (!holdReason || !heldBy || !heldAt) return { ...rest, hold: null };
  const reason = decryptOlder(crypto, holdReason, reasonOf(row.id));
  return { ...rest, hold: { reason, byName: (await displayNameOf(heldBy)) ?? '未知', at: heldAt } };
}
