import { inventoryProblem, type sellAtCounter as contract } from '@xinglin/shared/inventory/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { publishStockChanged, record } from './ledger.ts';
import { isExpired, ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentBatches } from './queries.ts';
import { inventoryStore } from './store.ts';

/** Somebody buys at the counter: the units leave the batch at once. What is promised online cannot be sold there. */
export function sellAtCounter(deps: Deps): Handler<typeof contract> {
  return async (actor, { id, quantity }) => {
    const storeId = ownStore(actor);
    const batch = await deps.db.write(async (tx) => {
      const store = inventoryStore(tx);
      const before = await store.batch(id);
      if (before?.storeId !== storeId) throw inventoryProblem('BATCH_NOT_FOUND', { id });
      if (isExpired(before.expires, deps.now()))
        throw inventoryProblem('BATCH_EXPIRED', { lotNo: before.lotNo });
      if (!(await store.takeFree(id, quantity, { onHand: -quantity }, toInstant(deps.now()))))
        throw inventoryProblem('OUT_OF_STOCK', { drugId: before.drugId, storeId });
      const entry = { batchId: id, storeId, drugId: before.drugId, onHandDelta: -quantity };
      await record(tx, deps, { kind: 'counter_sale', reference: 'counter', actor }, [entry]);
      await audit(tx, actor, 'inventory.counter_sale', id, { quantity });
      await publishStockChanged(tx, [entry]);
      return (await store.batch(id))!;
    });
    return (await presentBatches(deps, [batch]))[0]!;
  };
}
