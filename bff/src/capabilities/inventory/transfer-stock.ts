import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import type * as contract from '@xinglin/shared/inventory/transfer';
import type { Input } from '@xinglin/shared/kernel/endpoint';
import { toInstant } from '@xinglin/shared/kernel/time';
import { inRange } from '@xinglin/shared/store/rules';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { batchOfLot } from './batch-of-lot.ts';
import { publishStockChanged, record } from './ledger.ts';
import { isExpired, overdueSince, ownBatch, ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentTransfers } from './present.ts';
import { inventoryStore } from './store.ts';
import { transferStore, type TransferRow } from './transfer-store.ts';
import { traceStore } from './trace-store.ts';

/** Units leave this store's books; until the other store has counted them they are in transit. */
export function shipTransfer(deps: Deps): Handler<typeof contract.shipTransfer> {
  return async (actor, input) => {
    const { batchId, toStoreId, quantity, codes, celsius } = input;
    const target = (await deps.allStores()).find(({ id }) => id === toStoreId);
    const row = await deps.db.write(async (tx) => {
      const { storeId, drugId, lotNo, expires } = await ownBatch(tx, actor, batchId);
      if (!target || toStoreId === storeId) throw inventoryProblem('TRANSFER_NOT_FOUND');
      if (isExpired(expires, deps.now())) throw inventoryProblem('BATCH_EXPIRED', { lotNo });
      await mustTravelCold(deps, tx, drugId, celsius, target.coldChain);
      const at = toInstant(deps.now());
      if (!(await inventoryStore(tx).takeSellable(batchId, quantity, { onHand: -quantity }, at)))
        throw inventoryProblem('STOCK_CHANGED', { batchId });
      const id = deps.newId();
      const entry = { batchId, storeId, drugId, onHandDelta: -quantity };
      await record(tx, deps, { kind: 'transfer_out', reference: id, actor }, [entry]);
      await sendCodes(tx, entry, codes, quantity, id, at);
      const places = { fromStoreId: storeId, toStoreId, drugId, batchId, lotNo, expires };
      const open = { received: null, arrivalCelsius: null, note: '', receivedBy: null, receivedAt: null };
      const sent = { quantity, celsius, state: 'in_transit', shippedBy: actor.id, shippedAt: at } as const;
      const transfer: TransferRow = { id, ...places, ...open, ...sent };
      await transferStore(tx).insert(transfer);
      await audit(tx, actor, 'inventory.transfer_shipped', id, { batchId, toStoreId, quantity, celsius });
      await publishStockChanged(tx, [entry]);
      return transfer;
    });
    return (await presentTransfers(deps, [row], ownStore(actor)))[0]!;
  };
}

async function mustTravelCold(
  deps: Deps,
  tx: Tx,
  drugId: string,
  celsius: number | null,
  coldStore: boolean,
): Promise<void> {
  const drug = (await deps.drugsByIds([drugId], tx)).get(drugId);
  if (drug?.storage !== 'refrigerated') return;
  if (celsius === null || !inRange(celsius) || !coldStore) throw inventoryProblem('COLD_TRANSFER_NEEDED');
}

/** Boxes with a code travel by it; old stock without codes travels without. */
async function sendCodes(
  tx: Tx,
  place: { batchId: string; storeId: string },
  codes: string[],
  quantity: number,
  transferId: string,
  at: string,
): Promise<void> {
  const coded = (await traceStore(tx).countInStock([place.batchId])).get(place.batchId) ?? 0;
  const needed = Math.min(quantity, coded);
  if (new Set(codes).size !== codes.length || codes.length < needed || codes.length > quantity)
    throw inventoryProblem('TRACE_CODES_MISSING', { codes: codes.length, quantity: needed });
  for (const code of codes.toSorted())
    if (!(await traceStore(tx).send({ code, ...place }, transferId, at)))
      throw inventoryProblem('TRACE_CODE_OTHER_BATCH', { traceCode: code });
}

/** The other store counts what came. Less needs a word why; what came too warm is locked away. */
export function receiveTransfer(deps: Deps): Handler<typeof contract.receiveTransfer> {
  return async (actor, input) => {
    const storeId = ownStore(actor);
    const row = await deps.db.write(async (tx) => {
      const store = transferStore(tx);
      const { id, received, celsius: arrivalCelsius, note } = input;
      const sent = await store.find(id);
      if (sent?.toStoreId !== storeId) throw inventoryProblem('TRANSFER_NOT_FOUND');
      if (received > sent.quantity)
        throw inventoryProblem('TRACE_CODES_MISSING', { quantity: sent.quantity });
      if (received < sent.quantity && note === '') throw inventoryProblem('DIFFERENCE_UNEXPLAINED');
      const receivedAt = toInstant(deps.now());
      const arrival = { received, arrivalCelsius, note, receivedBy: actor.id, receivedAt };
      if (!(await store.arrive(id, arrival))) throw inventoryProblem('TRANSFER_DONE');
      const locked = await takeIn(deps, tx, sent, input, actor);
      const missing = sent.quantity - received;
      const missingBoxes = await traceStore(tx).lose(id, receivedAt);
      const said = { received, missing, missingBoxes, locked, arrivalCelsius };
      await audit(tx, actor, 'inventory.transfer_received', id, said);
      return { ...sent, ...arrival, state: 'arrived' as const };
    });
    return (await presentTransfers(deps, [row], storeId))[0]!;
  };
}

async function takeIn(
  deps: Deps,
  tx: Tx,
  { id, drugId, lotNo, expires, quantity, toStoreId: storeId }: TransferRow,
  { received, codes, celsius }: Input<typeof contract.receiveTransfer>,
  actor: Actor,
): Promise<number> {
  if (received === 0) return 0;
  const cold = (await deps.drugsByIds([drugId], tx)).get(drugId)?.storage === 'refrigerated';
  if (cold && celsius === null) throw inventoryProblem('ARRIVAL_TEMPERATURE_NEEDED');
  const locked = cold && celsius !== null && !inRange(celsius) ? received : 0;
  const batchId = await batchOfLot(deps, tx, { storeId, drugId, lotNo, expires });
  const at = toInstant(deps.now());
  await inventoryStore(tx).add(batchId, { onHand: received, quarantined: locked }, at);
  const entry = { batchId, storeId, drugId };
  const said = { reference: id, actor };
  await record(tx, deps, { kind: 'transfer_in', ...said }, [{ ...entry, onHandDelta: received }]);
  if (locked > 0)
    await record(tx, deps, { kind: 'quarantine', ...said }, [{ ...entry, quarantinedDelta: locked }]);
  const travelling = (await traceStore(tx).under(id)).map(({ code }) => code);
  const arrived = received === quantity ? travelling : [...new Set(codes)];
  // What came without being scanned can only be boxes that left without a code.
  const unscanned = received - arrived.length;
  const uncoded = quantity - travelling.length;
  if (unscanned < 0 || unscanned > uncoded || arrived.some((code) => !travelling.includes(code)))
    throw inventoryProblem('TRACE_CODES_MISSING', { codes: arrived.length, quantity: received });
  await traceStore(tx).settle(arrived, id, { batchId, storeId }, at);
  await publishStockChanged(tx, [entry]);
  return locked;
}

/** Transfers from and to the caller's store, latest first. */
export function listOwnTransfers(deps: Deps): Handler<typeof contract.listTransfers> {
  return async (actor, { page, pageSize, direction, state }) => {
    const storeId = ownStore(actor);
    const late = overdueSince(deps.now());
    const wanted = { storeId, direction, state, late };
    const [rows, total] = await transferStore(deps.db.read).list(wanted, (page - 1) * pageSize, pageSize);
    return { items: await presentTransfers(deps, rows, storeId), total };
  };
}

/** Where the caller's store may send goods. */
export function listTransferStores(deps: Deps): Handler<typeof contract.listTransferStores> {
  return async (actor) => {
    const own = ownStore(actor);
    const others = (await deps.allStores()).filter(({ id }) => id !== own);
    return { items: others.map(({ id, name, coldChain }) => ({ id, name, coldChain })) };
  };
}
