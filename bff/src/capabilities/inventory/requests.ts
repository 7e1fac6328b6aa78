import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import type * as contract from '@xinglin/shared/inventory/requests';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { ownBatch, ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentRequests } from './present.ts';
import { requestStore, type RequestRow } from './request-store.ts';

type Asked = Pick<RequestRow, 'batchId' | 'kind' | 'quantity' | 'reason' | 'note'> & {
  storeId: string;
  drugId: string;
  transferId?: string;
};

/** Notes what somebody wants done; nothing moves until another person confirms it. */
export async function ask(
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  asked: Asked,
  actor: Actor,
): Promise<RequestRow> {
  const row: RequestRow = {
    id: newId(),
    transferId: null,
    ...asked,
    state: 'waiting',
    askedBy: actor.id,
    askedAt: toInstant(now()),
    decidedBy: null,
    decidedAt: null,
  };
  await requestStore(tx).insert(row);
  const { kind, batchId, quantity, reason } = asked;
  await audit(tx, actor, 'inventory.ask', row.id, { kind, batchId, quantity, reason });
  return row;
}

/** The shelf holds more or fewer than the books: somebody else has to look, too. */
export function requestAdjustment(deps: Deps): Handler<typeof contract.requestAdjustment> {
  return async (actor, { id, delta, reason, note }) => {
    const row = await deps.db.write(async (tx) => {
      const { storeId, drugId } = await ownBatch(tx, actor, id);
      const wanted = { storeId, drugId, batchId: id, kind: 'adjust', quantity: delta, reason, note } as const;
      return ask(deps, tx, wanted, actor);
    });
    return (await presentRequests(deps, [row], actor))[0]!;
  };
}

/** Out of quarantine, for sale or for destruction: a quality decision, so two persons take it. */
export function requestQuarantineEnd(deps: Deps): Handler<typeof contract.requestQuarantineEnd> {
  return async (actor, { id, quantity, decision, reason, note }) => {
    const row = await deps.db.write(async (tx) => {
      const { storeId, drugId, quarantined } = await ownBatch(tx, actor, id);
      if (quarantined < quantity) throw inventoryProblem('STOCK_CHANGED', { quarantined });
      const wanted = { storeId, drugId, batchId: id, kind: decision, quantity, reason, note };
      return ask(deps, tx, wanted, actor);
    });
    return (await presentRequests(deps, [row], actor))[0]!;
  };
}

const QUARANTINE_KINDS: RequestRow['kind'][] = ['quarantine', 'unquarantine', 'destroy'];

/** What was asked at the caller's store, latest first. */
export function listOwnRequests(deps: Deps): Handler<typeof contract.listRequests> {
  return async (actor, { page, pageSize, state, group }) => {
    const filter = {
      storeId: ownStore(actor),
      state,
      ...(group === 'quarantine' ? { kinds: QUARANTINE_KINDS } : {}),
    };
    const [rows, total] = await requestStore(deps.db.read).list(filter, (page - 1) * pageSize, pageSize);
    return { items: await presentRequests(deps, rows, actor), total };
  };
}
