import type {
  getOrder as getContract,
  listOrders as listContract,
  Order,
  ParcelStatus,
} from '@xinglin/shared/order/contract';
import { orderProblem } from '@xinglin/shared/order/contract';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { recalledUnits } from './after-sale-store.ts';
import { waitsForGoods } from './changes-table.ts';
import { mustOwn } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentOrders } from './present.ts';
import { openAddress } from './sealed.ts';
import {
  deliveredTo,
  isOrdering,
  linesOf,
  orderById,
  ordersByIds,
  ordersIn,
  ordersOf,
  parcelById,
  parcelsOf,
  picksIn,
} from './store.ts';

export function getOrder(deps: Deps): Handler<typeof getContract> {
  return async (patient, { id }) => {
    const order = await orderById(deps.db.read, id);
    mustOwn(patient, order);
    return (await presentOrders(deps, [order]))[0]!;
  };
}

export function listOrders(deps: Deps): Handler<typeof listContract> {
  return async (patient, { page, pageSize }) => {
    const [rows, total] = await ordersOf(deps.db.read, patient.id, { page, pageSize });
    return { items: await presentOrders(deps, rows), total };
  };
}

/** @throws ORDER_NOT_FOUND when it is not this patient's */
export const orderOf =
  (deps: Deps) =>
  async (patientId: string, orderId: string): Promise<Order> => {
    const row = await orderById(deps.db.read, orderId);
    if (row?.patientId !== patientId) throw orderProblem('ORDER_NOT_FOUND');
    return (await presentOrders(deps, [row]))[0]!;
  };

/** What the patient still waits for, newest first, and what they have of a recalled lot. */
export const activeOrders =
  (deps: Deps) =>
  async (patientId: string): Promise<Order[]> => {
    const rows = await ordersIn(deps.db.read, patientId, ['unpaid', 'paid', 'refunding']);
    return presentOrders(deps, [...rows, ...(await recalledOrders(deps, patientId))]);
  };

/** Completed, but the money of recalled units is still to be claimed. */
async function recalledOrders({ db }: Deps, patientId: string) {
  const done = await ordersIn(db.read, patientId, ['completed']);
  const parcels = await parcelsOf(
    db.read,
    done.map(({ id }) => id),
  );
  const units = await recalledUnits(
    db.read,
    parcels.map(({ id }) => id),
  );
  const recalled = parcels.filter(({ id }) => units.some(({ parcelId }) => parcelId === id));
  return done.filter(({ id }) => recalled.some(({ orderId }) => orderId === id));
}

/** For pricing: this patient has an order that was not given up, so the first-order coupon is gone. */
export const hasOrdered =
  ({ db }: Pick<Deps, 'db'>) =>
  (patientId: string, tx: Tx = db.read): Promise<boolean> =>
    isOrdering(tx, patientId);

/** Everything that was brought to this patient, latest first. */
export const deliveredLines =
  ({ db }: Pick<Deps, 'db'>) =>
  async (patientId: string) => {
    const parcels = await deliveredTo(db.read, patientId);
    const [orders, lines] = await Promise.all([
      ordersByIds(
        db.read,
        parcels.map(({ orderId }) => orderId),
      ),
      linesOf(
        db.read,
        parcels.map(({ id }) => id),
      ),
    ]);
    const byId = new Map(orders.map((order) => [order.id, order]));
    return parcels.flatMap(({ id, orderId, deliveredAt }) =>
      lines
        .filter(({ parcelId }) => parcelId === id)
        .filter(({ quantity, shortQuantity }) => quantity > shortQuantity)
        .map(({ drugId, name, strength, pack, quantity: paid, shortQuantity, class: drugClass }) => ({
          ...{ orderId, parcelId: id, drugId, name, strength, pack, class: drugClass },
          quantity: paid - shortQuantity,
          prescriptionId: drugClass === 'rx' ? (byId.get(orderId)?.prescriptionId ?? null) : null,
          deliveredAt: deliveredAt!,
        })),
    );
  };

const LIES_READY: ParcelStatus[] = ['picked', 'sealed'];

/** For delivery: where a parcel goes and to whom, null when there is none; delivery shows a rider no more than the moment allows. */
export const parcelForDelivery =
  ({ db, crypto }: Pick<Deps, 'db' | 'crypto'>) =>
  async (parcelId: string) => {
    const parcel = await parcelById(db.read, parcelId);
    const order = parcel && (await orderById(db.read, parcel.orderId));
    if (!parcel || !order) return null;
    const { parcelNo, storeId, status, sealNo } = parcel;
    const { id: orderId, patientId } = order;
    // Whether a rider is wanted: not for what is collected, and not yet for what is scheduled or waits for goods.
    const ready =
      status === 'to_pick' ? !(await waitsForGoods(db.read, parcelId)) : LIES_READY.includes(status);
    const wanted = order.mode !== 'pickup' && ready;
    const goal = { orderId, patientId, address: openAddress(crypto, order) };
    return { parcelNo, storeId, status, sealNo, wanted, ...goal };
  };

/** For prescription: what went into the parcel, lot by lot; quantities in packs. */
export const lotsOfParcel =
  ({ db }: Pick<Deps, 'db'>) =>
  async (parcelId: string) =>
    (await picksIn(db.read, [parcelId])).map(({ drugId, lotNo, quantity }) => ({ drugId, lotNo, quantity }));

/** For prescription: code of the store that fills the order's prescription drugs (of the first one, were there several). */
export const storeCodeOfOrder =
  ({ db, storesByIds }: Pick<Deps, 'db' | 'storesByIds'>) =>
  async (orderId: string): Promise<string> => {
    const filled = await rxParcelOf(db.read, orderId);
    const [store] = filled ? await storesByIds([filled.storeId]) : [];
    if (!store) throw orderProblem('ORDER_NOT_FOUND');
    return store.code;
  };

async function rxParcelOf(tx: Tx, orderId: string) {
  const parcels = await parcelsOf(tx, [orderId]);
  const lines = await linesOf(
    tx,
    parcels.map(({ id }) => id),
  );
  return parcels.find(({ id }) => lines.some((line) => line.parcelId === id && line.class === 'rx'));
}

/** For prescription: the store that fills it, and who picked it. */
export const filledBy =
  ({ db }: Pick<Deps, 'db'>) =>
  async (orderId: string) => {
    const filled = await rxParcelOf(db.read, orderId);
    return filled ? { storeId: filled.storeId, pickedBy: filled.pickedBy } : null;
  };
