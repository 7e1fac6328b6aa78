import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import type {
  listReceipts as listContract,
  receiveGoods as contract,
} from '@xinglin/shared/inventory/receiving';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Input } from '@xinglin/shared/kernel/endpoint';
import { inRange } from '@xinglin/shared/store/rules';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { onDuplicate, type Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { batchOfLot } from './batch-of-lot.ts';
import { publishStockChanged, record } from './ledger.ts';
import { keepsBeyond, ownStore } from './policy.ts';
import type { Deps, DrugFacts } from './ports.ts';
import { presentReceipts } from './present.ts';
import { receiptStore, type ReceiptRow } from './receipt-store.ts';
import { inventoryStore } from './store.ts';
import { auditRefusedScans, registerCodes } from './trace-codes.ts';

type Goods = Input<typeof contract>;

/** A lot is judged at the door: into stock, into quarantine, or back with the carrier. One lot of a document once. */
export function receiveGoods(deps: Deps): Handler<typeof contract> {
  return async (actor, goods) => {
    const storeId = ownStore(actor);
    const drug = (await deps.drugsByIds([goods.drugId])).get(goods.drugId);
    if (!drug) throw inventoryProblem('DRUG_NOT_FOUND');
    mustBeJudgedRightly(drug, goods, deps.now());
    const id = deps.newId();
    const row = await auditRefusedScans(deps)(actor, id, () =>
      deps.db.write(async (tx) => {
        const batchId =
          goods.outcome === 'refused' ? null : await putAway(deps, tx, storeId, id, goods, actor);
        const { codes: _, ...told } = goods;
        const receipt: ReceiptRow = {
          id,
          storeId,
          batchId,
          ...told,
          actorId: actor.id,
          at: toInstant(deps.now()),
        };
        await receiptStore(tx)
          .insert(receipt)
          .catch(onDuplicate(() => inventoryProblem('RECEIPT_REPEATED')));
        await audit(tx, actor, 'inventory.receive', id, toRecord(goods));
        return receipt;
      }),
    );
    return (await presentReceipts(deps, [row]))[0]!;
  };
}

function toRecord(goods: Goods) {
  const { documentNo, lotNo, quantity, outcome, reason, noCodeReason, arrivalCelsius, codes } = goods;
  return { documentNo, lotNo, quantity, outcome, reason, noCodeReason, arrivalCelsius, boxes: codes.length };
}

/** What the person at the door may not decide: warm insulin is not accepted, nor what is about to expire. */
function mustBeJudgedRightly(drug: DrugFacts, goods: Goods, now: Date): void {
  const { outcome, codes, quantity, arrivalCelsius, expires } = goods;
  if (new Set(codes).size !== codes.length || (codes.length > 0 && codes.length !== quantity))
    throw inventoryProblem('TRACE_CODES_MISSING', { codes: codes.length, quantity });
  if (drug.storage === 'refrigerated' && outcome !== 'refused') {
    if (arrivalCelsius === null) throw inventoryProblem('ARRIVAL_TEMPERATURE_NEEDED');
    if (!inRange(arrivalCelsius) && outcome === 'accepted')
      throw inventoryProblem('COLD_CHAIN_BROKEN', { arrivalCelsius });
  }
  if (outcome === 'accepted' && expires <= keepsBeyond(now))
    throw inventoryProblem('TOO_SHORT_DATED', { expires });
}

async function putAway(
  deps: Deps,
  tx: Tx,
  storeId: string,
  reference: string,
  goods: Goods,
  actor: Actor,
): Promise<string> {
  const { drugId, lotNo, expires, quantity, codes, outcome } = goods;
  const place = { storeId, drugId };
  const batchId = await batchOfLot(deps, tx, { ...place, lotNo, expires });
  const locked = outcome === 'quarantined' ? quantity : 0;
  await inventoryStore(tx).add(batchId, { onHand: quantity, quarantined: locked }, toInstant(deps.now()));
  const entry = { ...place, batchId };
  await record(tx, deps, { kind: 'receive', reference, actor }, [{ ...entry, onHandDelta: quantity }]);
  if (locked > 0)
    await record(tx, deps, { kind: 'quarantine', reference, actor }, [
      { ...entry, quarantinedDelta: locked },
    ]);
  await registerCodes(deps)(tx, entry, codes);
  if (locked === 0) await publishStockChanged(tx, [entry]);
  return batchId;
}

/** What was judged at the door of the caller's store, latest first. */
export function listOwnReceipts(deps: Deps): Handler<typeof listContract> {
  return async (actor, { page, pageSize }) => {
    const [rows, total] = await receiptStore(deps.db.read).list(
      ownStore(actor),
      (page - 1) * pageSize,
      pageSize,
    );
    return { items: await presentReceipts(deps, rows), total };
  };
}
