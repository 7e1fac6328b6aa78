import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { StockRecalled } from './events.ts';
import { publishStockChanged } from './ledger.ts';
import { lockUnits } from './lock-entries.ts';
import type { Deps } from './ports.ts';
import { inventoryStore, type BatchRow } from './store.ts';
import { traceStore } from './trace-store.ts';

/**
 * The lot is recalled, be it free, promised or gone: nothing of it is sold from now on, what is free is locked away now and what is
 * promised when its parcel gives it back. Again it locks away what has come in since.
 */
export async function recallBatch(
  deps: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  actor: Actor,
  { id, storeId, drugId, lotNo }: BatchRow,
  note: string,
): Promise<BatchRow> {
  const store = inventoryStore(tx);
  const at = toInstant(deps.now());
  const first = await store.markRecalled(id, at);
  // Read after the write: whoever was reserving is done, and nobody reserves any more.
  const { onHand, reserved, quarantined } = (await store.batch(id))!;
  const quantity = onHand - reserved - quarantined;
  const place = { batchId: id, storeId, drugId };
  if (quantity > 0) await lockUnits(deps, tx, { ...place, quantity }, { reason: 'recalled', note }, actor);
  const boxes = await traceStore(tx).recall(id, at);
  await audit(tx, actor, 'inventory.recall', id, { lotNo, quantity, reserved, boxes });
  await publishStockChanged(tx, [place]);
  if (first) {
    const data = { storeId, drugId, lotNo };
    await publish<StockRecalled>(tx, { name: 'stock.recalled', subject: id, data });
  }
  return (await store.batch(id))!;
}
