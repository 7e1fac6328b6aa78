import { inventoryProblem, type sellAtCounter as contract } from '@xinglin/shared/inventory/contract';
import type { Input } from '@xinglin/shared/kernel/endpoint';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import type { CounterSold } from './events.ts';
import { publishStockChanged, record } from './ledger.ts';
import { isExpired, ownBatch } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentBatches } from './queries.ts';
import { registerSale } from './register-sale.ts';
import { inventoryStore, type BatchRow } from './store.ts';
import { auditRefusedScans, useTraceCodes } from './trace-codes.ts';

/**
 * Somebody buys at the counter: the units leave the batch at once. What is promised online cannot be sold there; 处方药 needs an
 * approved prescription, 含麻黄碱复方制剂 the buyer's identity.
 */
export function sellAtCounter(deps: Deps): Handler<typeof contract> {
  return async (actor, input) => {
    const { id, quantity, codes = [] } = input;
    const saleId = deps.newId();
    const sale = () =>
      deps.db.write(async (tx) => {
        const store = inventoryStore(tx);
        const before = await ownBatch(tx, actor, id);
        const { storeId, drugId, lotNo } = before;
        if (isExpired(before.expires, deps.now())) throw inventoryProblem('BATCH_EXPIRED', { lotNo });
        const prescriptionId = await mustBeAllowed(deps, tx, before, input, saleId, actor);
        if (!(await store.takeSellable(id, quantity, { onHand: -quantity }, toInstant(deps.now()))))
          throw inventoryProblem('OUT_OF_STOCK', { drugId, storeId });
        const scans = codes.map((code) => ({ code, batchId: id }));
        if (scans.length > quantity) throw inventoryProblem('TRACE_CODES_MISSING', { quantity });
        await useTraceCodes(deps)(tx, { reference: saleId, storeId, codes: scans }, actor);
        const entry = { batchId: id, storeId, drugId, onHandDelta: -quantity };
        await record(tx, deps, { kind: 'counter_sale', reference: saleId, actor }, [entry]);
        await audit(tx, actor, 'inventory.counter_sale', id, { quantity, saleId, boxes: scans.length });
        await publishStockChanged(tx, [entry]);
        const data = { storeId, expires: before.expires, prescriptionId };
        await publish<CounterSold>(tx, { name: 'stock.counter_sold', subject: saleId, data });
        return (await store.batch(id))!;
      });
    const batch = await auditRefusedScans(deps)(actor, saleId, sale);
    return (await presentBatches(deps, [batch]))[0]!;
  };
}

/** Says what it is sold on, if a prescription is needed. */
async function mustBeAllowed(
  deps: Deps,
  tx: Tx,
  batch: BatchRow,
  { quantity, prescription, buyer }: Input<typeof contract>,
  saleId: string,
  actor: Actor,
): Promise<string | null> {
  const { drugId } = batch;
  let prescriptionId = null;
  const drug = (await deps.drugsByIds([drugId], tx)).get(drugId);
  if (!drug) throw inventoryProblem('DRUG_NOT_FOUND');
  if (drug.class === 'rx') {
    if (!prescription) throw inventoryProblem('PRESCRIPTION_NEEDED');
    const use = { prescription, saleId, lines: [{ drugId, quantity }] };
    prescriptionId = await deps.usePrescriptionAtCounter(tx, use, actor);
  }
  await registerSale(deps, tx, { id: saleId, batch, drug, quantity, buyer }, actor);
  return prescriptionId;
}
