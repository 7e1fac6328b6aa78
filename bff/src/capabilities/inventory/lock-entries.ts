import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import type { StockReason } from '@xinglin/shared/inventory/requests';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { record, type Entry } from './ledger.ts';
import type { Deps } from './ports.ts';
import { requestStore } from './request-store.ts';
import { inventoryStore } from './store.ts';

export type Lock = { reason: StockReason; note: string };
type Place = Pick<Entry, 'batchId' | 'storeId' | 'drugId'> & { quantity: number };

/** Free units go into quarantine, on record as if a person had put them there. */
export async function lockUnits(
  deps: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  { quantity, ...place }: Place,
  { reason, note }: Lock,
  actor: Actor,
): Promise<void> {
  const { batchId, storeId, drugId } = place;
  const entry = { batchId, storeId, drugId };
  const at = toInstant(deps.now());
  if (!(await inventoryStore(tx).takeFree(batchId, quantity, { quarantined: quantity }, at)))
    throw inventoryProblem('STOCK_CHANGED', { batchId });
  const id = deps.newId();
  const kind = 'quarantine' as const;
  await record(tx, deps, { kind, reference: id, actor }, [{ ...entry, quarantinedDelta: quantity }]);
  const decided = { state: 'confirmed', decidedBy: null, decidedAt: at, transferId: null } as const;
  const asked = { kind, quantity, reason, note, askedBy: actor.id, askedAt: at };
  await requestStore(tx).insert({ id, ...entry, ...asked, ...decided });
  await audit(tx, actor, 'inventory.quarantine', batchId, { quantity, reason });
}

/** What a reservation just gave back: locked away when asked for, and of a recalled lot always. */
export async function lockGivenBack(
  deps: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  given: Entry[],
  actor: Actor,
  lock?: Lock,
): Promise<void> {
  const batches = await inventoryStore(tx).batchesByIds(given.map(({ batchId }) => batchId));
  const recalled = new Set(batches.filter((batch) => batch.recalledAt).map(({ id }) => id));
  for (const { batchId, storeId, drugId, reservedDelta = 0 } of given) {
    const why = lock ?? (recalled.has(batchId) ? { reason: 'recalled' as const, note: '召回' } : null);
    if (why) await lockUnits(deps, tx, { batchId, storeId, drugId, quantity: -reservedDelta }, why, actor);
  }
}
