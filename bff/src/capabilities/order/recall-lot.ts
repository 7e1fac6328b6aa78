import type { RecallAction, listRecalledParcels as listContract } from '@xinglin/shared/order/operations';
import { toInstant } from '@xinglin/shared/kernel/time';
import { orderProblem } from '@xinglin/shared/order/contract';
import { system } from '../../kernel/actor.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import type { StockRecalled } from '../inventory/events.ts';
import { endOneParcel, endUnpaid } from './end-parcel.ts';
import type { ParcelRecalled } from './events.ts';
import { note } from './move.ts';
import type { Deps } from './ports.ts';
import { recallTable } from './after-sale-store.ts';
import { askBuyer } from './report-short.ts';
import { linesOf, ordersByIds, parcelById, parcelsByIds, type ParcelRow } from './store.ts';
import { newsOf } from './tell.ts';

type Held = { batchId: string; drugId: string; quantity: number };

/**
 * A lot is recalled: no parcel with it reaches anybody. What is not picked is asked about like missing goods, what is bagged or on
 * the road comes back with all its money, who has it is told. One parcel a unit of work, so that one that is just moving does not
 * hold up the others; what failed is done when the event comes again.
 */
export function recallLot(deps: Deps) {
  return async ({ subject: batchId, data: { drugId } }: Delivered<StockRecalled>): Promise<void> => {
    const failed: unknown[] = [];
    // One parcel that cannot be stopped yet keeps no other from being stopped; the next try finds it again.
    for (const { reference, quantity } of await deps.holdersOf(batchId))
      await stopOnce(deps, reference, { batchId, drugId, quantity }).catch((error: unknown) =>
        failed.push(error),
      );
    if (failed.length > 0) throw failed[0];
  };
}

async function stopOnce(deps: Deps, parcelId: string, held: Held): Promise<void> {
  const { batchId, quantity } = held;
  if (quantity === 0 || (await deps.db.read.existsBy(recallTable, { batchId, parcelId }))) return;
  const parcel = await parcelById(deps.db.read, parcelId);
  const action = parcel && (await stopParcel(deps, parcel, held));
  if (!action) return;
  const at = toInstant(deps.now());
  const row = { batchId, parcelId, storeId: parcel.storeId, quantity, action, at };
  await deps.db.write((tx) => tx.insert(recallTable, row));
}

const WHY = { cause: 'recall', reason: '药品批号被召回，全额退款', what: 'recall' } as const;

async function stopParcel(deps: Deps, parcel: ParcelRow, held: Held): Promise<RecallAction | null> {
  const { id, status } = parcel;
  const end = () => deps.db.write((tx) => endOneParcel(deps, tx, system, id, WHY));
  if (await endUnpaid(deps, parcel, WHY)) return 'ended';
  switch (status) {
    case 'waiting':
      // Paid in this very moment: the next try finds it on the desk.
      throw new Error(`parcel ${id} was paid while its lot was recalled`);
    case 'scheduled':
    case 'to_pick':
      return (await ask(deps, parcel, held)) ? 'asked' : null;
    case 'picked':
    case 'sealed':
      await end();
      return 'cancelled';
    case 'on_the_way':
      await end();
      return 'called_back';
    case 'delivered':
      await tellBuyer(deps, parcel, held);
      return 'notified';
    default:
      // It has ended: its goods are locked away when they are put back.
      return null;
  }
}

async function ask(deps: Deps, parcel: ParcelRow, { batchId, quantity }: Held): Promise<boolean> {
  const lot = (await deps.picksOf(parcel.id)).find((each) => each.batchId === batchId);
  const line = lot && (await linesOf(deps.db.read, [parcel.id])).find(({ drugId }) => drugId === lot.drugId);
  if (!line) return false;
  await askBuyer(deps, system, parcel, line, { batchId, quantity, reason: 'recalled' });
  return true;
}

async function tellBuyer(deps: Deps, parcel: ParcelRow, { drugId }: Held): Promise<void> {
  await deps.db.write(async (tx) => {
    await note(deps, tx, { orderId: parcel.orderId, parcelId: parcel.id, what: 'recalled_after' });
    const data = { ...(await newsOf(tx, parcel)), drugId };
    await publish<ParcelRecalled>(tx, { name: 'parcel.recalled', subject: parcel.id, data });
  });
}

/** For the store: which parcels had units of the lot, and how many. */
export function listRecalledParcels(deps: Deps): Handler<typeof listContract> {
  const { db } = deps;
  return async ({ storeId }, { batchId, page, pageSize }) => {
    if (!storeId) throw orderProblem('PARCEL_NOT_FOUND');
    const where = { storeId, batchId };
    const [rows, total] = await db.read.findAndCount(recallTable, {
      where,
      order: { at: 'DESC', parcelId: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    const parcels = await parcelsByIds(
      db.read,
      rows.map(({ parcelId }) => parcelId),
    );
    const orders = await ordersByIds(
      db.read,
      parcels.map(({ orderId }) => orderId),
    );
    const items = rows.map(({ parcelId, quantity, action, at }) => {
      const { parcelNo, orderId } = parcels.find(({ id }) => id === parcelId)!;
      const { orderNo } = orders.find(({ id }) => id === orderId)!;
      return { parcelId, parcelNo, orderNo, quantity, action, at };
    });
    const unitsIn = async (which: object) => (await db.read.sum(recallTable, 'quantity', which)) ?? 0;
    return {
      ...{ items, total },
      units: Number(await unitsIn(where)),
      unitsDelivered: Number(await unitsIn({ ...where, action: 'notified' })),
    };
  };
}
