import { toInstant } from '@xinglin/shared/kernel/time';
import type { Paid } from '@xinglin/shared/order/refund-matrix';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { RefundRequested } from '../payment/events.ts';
import { refundsOf, refundTable, type RefundPart } from './changes-table.ts';
import type { Deps } from './ports.ts';
import { lineTable, linesOf, parcelTable, type LineRow, type OrderRow, type ParcelRow } from './store.ts';

type Clock = Pick<Deps, 'now' | 'newId'>;

/** What of a parcel was paid and has not come back. Only true while the order is held. */
export async function leftOf(tx: Tx, parcel: ParcelRow): Promise<Paid & { lines: LineRow[] }> {
  const lines = await linesOf(tx, [parcel.id]);
  const parts = (await refundsOf(tx, parcel.orderId))
    .flatMap((refund) => refund.parts)
    .filter(({ parcelId }) => parcelId === parcel.id);
  const gone = (fee: 'packagingFeeFen' | 'deliveryFeeFen') => parts.reduce((sum, part) => sum + part[fee], 0);
  return {
    lines,
    goodsFen: lines.reduce((sum, { paidFen, refundedFen }) => sum + paidFen - refundedFen, 0),
    packagingFeeFen: parcel.packagingFeeFen - gone('packagingFeeFen'),
    deliveryFeeFen: parcel.deliveryFeeFen - gone('deliveryFeeFen'),
  };
}

/** Notes on the lines that nothing of them is left to give back. */
export async function settleLines(tx: Tx, lines: LineRow[]): Promise<void> {
  for (const { id, quantity, paidFen } of lines)
    await tx.update(lineTable, id, { refundedQuantity: quantity, refundedFen: paidFen });
}

export type PayBack = {
  order: OrderRow;
  parts: { parcel: ParcelRow; part: RefundPart }[];
  reason: string;
  key: string;
};

/** Asks for money to go back, once a key: a delivery fee that was paid by itself goes back where it came from. */
export async function payBack(deps: Clock, tx: Tx, { order, parts, reason, key }: PayBack): Promise<number> {
  const ofPayable = new Map<string, RefundPart[]>();
  const add = (payableId: string, part: RefundPart) => {
    if (amountOf(part) > 0) ofPayable.set(payableId, [...(ofPayable.get(payableId) ?? []), part]);
  };
  for (const { parcel, part } of parts) {
    const fee = parcel.deliveryDueId ? part.deliveryFeeFen : 0;
    add(order.id, { ...part, deliveryFeeFen: part.deliveryFeeFen - fee });
    if (parcel.deliveryDueId)
      add(parcel.deliveryDueId, { ...part, goodsFen: 0, packagingFeeFen: 0, deliveryFeeFen: fee });
  }
  let totalFen = 0;
  for (const [payableId, own] of ofPayable) {
    const refundKey = payableId === order.id ? key : `${key}:${payableId}`;
    const amountFen = own.reduce((sum, part) => sum + amountOf(part), 0);
    await askForMoney(deps, tx, { order, payableId, amountFen, parts: own, reason, refundKey });
    totalFen += amountFen;
  }
  return totalFen;
}

const amountOf = ({ goodsFen, packagingFeeFen, deliveryFeeFen }: Paid) =>
  goodsFen + packagingFeeFen + deliveryFeeFen;

type Asked = {
  order: OrderRow;
  payableId: string;
  amountFen: number;
  parts: RefundPart[];
  reason: string;
  refundKey: string;
  /** Only from this payment. */
  paymentId?: string;
};

/** Again with the same key it changes nothing. */
export async function askForMoney({ now, newId }: Clock, tx: Tx, asked: Asked): Promise<void> {
  const { order, payableId, amountFen, parts, reason, refundKey, paymentId } = asked;
  if (await tx.existsBy(refundTable, { refundKey })) return;
  const row = { id: newId(), orderId: order.id, payableId, refundKey, amountFen, parts, reason };
  const requestedAt = toInstant(now());
  await tx.insert(refundTable, {
    ...row,
    succeededFen: 0,
    status: 'requested',
    requestedAt,
    succeededAt: null,
  });
  const back = { patientId: order.patientId, refundFen: amountFen, reason, refundKey };
  const [due, earnedBy] = [payableId === order.id ? 'order' : payableId, await storeThatEarned(tx, parts)];
  const data = { ...back, due, ...(paymentId ? { paymentId } : {}), ...(earnedBy ? { earnedBy } : {}) };
  await publish<RefundRequested>(tx, { name: 'refund.requested', subject: order.id, data });
}

/** Of goods that were received the store has the revenue already; a complaint is about one parcel. */
async function storeThatEarned(tx: Tx, parts: RefundPart[]): Promise<string | undefined> {
  const received = parts.find(({ situation }) => situation === 'signed');
  return received && (await tx.findOneByOrFail(parcelTable, { id: received.parcelId })).storeId;
}
