import type {
  listQuarantined as listContract,
  quarantineStock as contract,
} from '@xinglin/shared/inventory/requests';
import type { Handler } from '../../kernel/http.ts';
import { publishStockChanged } from './ledger.ts';
import { lockUnits } from './lock-entries.ts';
import { ownBatch, ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentBatches } from './queries.ts';
import { recallBatch } from './recall-batch.ts';
import { inventoryStore } from './store.ts';

/**
 * Units leave sale at once; one person is enough to make things safer. A recall takes all of the lot, however much is asked for:
 * what is free is locked away, every box is stopped at the scanner, and whatever is promised to somebody is told to orders.
 */
export function quarantineStock(deps: Deps): Handler<typeof contract> {
  return async (actor, { id, quantity, reason, note }) => {
    const batch = await deps.db.write(async (tx) => {
      const own = await ownBatch(tx, actor, id);
      if (reason === 'recalled') return recallBatch(deps, tx, actor, own, note);
      const { storeId, drugId } = own;
      const entry = { batchId: id, storeId, drugId };
      await lockUnits(deps, tx, { ...entry, quantity }, { reason, note }, actor);
      await publishStockChanged(tx, [entry]);
      return (await inventoryStore(tx).batch(id))!;
    });
    return (await presentBatches(deps, [batch]))[0]!;
  };
}

/** What stands in the quarantine of the caller's store. */
export function listOwnQuarantined(deps: Deps): Handler<typeof listContract> {
  return async (actor, { page, pageSize }) => {
    const store = inventoryStore(deps.db.read);
    const [rows, total] = await store.quarantinedAt(ownStore(actor), (page - 1) * pageSize, pageSize);
    return { items: await presentBatches(deps, rows), total };
  };
}
