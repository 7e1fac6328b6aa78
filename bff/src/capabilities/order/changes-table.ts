import type { Fen } from '@xinglin/shared/kernel/money';
import type { Instant } from '@xinglin/shared/kernel/time';
import type {
  AfterSaleReason,
  AfterSaleStatus,
  OtherStore,
  ShortageStatus,
  ShortReason,
} from '@xinglin/shared/order/changes';
import type { Cause, Paid, Situation } from '@xinglin/shared/order/refund-matrix';
import type { FulfilmentMode } from '@xinglin/shared/pricing/contract';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';
import { ofOrders } from './store.ts';

/** Units of a line that were paid and are not on the shelf, and what the buyer chose. */
export type ShortageRow = {
  id: string;
  orderId: string;
  parcelId: string;
  lineId: string;
  /** The lot that is short; null: whichever. */
  batchId: string | null;
  reason: ShortReason | null;
  quantity: number;
  status: ShortageStatus;
  refundFen: Fen;
  otherStores: OtherStore[];
  /** What the other store asks more than was paid: borne by the platform. */
  platformFen: Fen;
  /** The parcel in which the other store sends them. */
  movedTo: string | null;
  answerBefore: Instant;
  createdAt: Instant;
  decidedAt: Instant | null;
};
export const shortageTable = entity<ShortageRow>(
  'line_shortage',
  {
    id: column.id(),
    orderId: column.id(),
    parcelId: column.id(),
    lineId: column.id(),
    batchId: nullable(column.id()),
    reason: nullable(column.string(12)),
    quantity: column.int(),
    status: column.string(12),
    refundFen: column.int(),
    otherStores: column.json(),
    platformFen: column.int(),
    movedTo: nullable(column.id()),
    answerBefore: column.instant(),
    createdAt: column.instant(),
    decidedAt: nullable(column.instant()),
  },
  { index: [['orderId'], ['parcelId', 'status']] },
);

/** A delivery fee asked for after paying; what it buys happens when it is paid. */
export type DueRow = {
  id: string;
  orderId: string;
  patientId: string;
  amountFen: Fen;
  /** Fen by parcel id. */
  fees: Record<string, Fen>;
  toMode: FulfilmentMode;
  slotFrom: Instant | null;
  slotTo: Instant | null;
  /** As on the order, encrypted. */
  address: string;
  destinationLng: number;
  destinationLat: number;
  status: 'open' | 'paid' | 'void';
  createdAt: Instant;
  payBefore: Instant;
};
export const dueTable = entity<DueRow>(
  'order_due',
  {
    id: column.id(),
    orderId: column.id(),
    patientId: column.id(),
    amountFen: column.int(),
    fees: column.json(),
    toMode: column.string(12),
    slotFrom: nullable(column.instant()),
    slotTo: nullable(column.instant()),
    address: column.text('personal'),
    destinationLng: column.double('location'),
    destinationLat: column.double('location'),
    status: column.string(8),
    createdAt: column.instant(),
    payBefore: column.instant(),
  },
  { index: [['orderId']] },
);

/** Part of a refund: what of which parcel comes back, and the cell of the matrix that says so. */
export type RefundPart = Paid & { parcelId: string; situation: Situation; cause: Cause };

/** Money on its way back; what is left to give back is computed from these. Payment carries it out. */
export type RefundRow = {
  id: string;
  orderId: string;
  /** What was paid: the order's id, or a due's. */
  payableId: string;
  refundKey: string;
  amountFen: Fen;
  parts: RefundPart[];
  reason: string;
  /** Of it, what is back with the person; more than one payment may give it back. */
  succeededFen: Fen;
  status: 'requested' | 'succeeded';
  requestedAt: Instant;
  succeededAt: Instant | null;
};
export const refundTable = entity<RefundRow>(
  'order_refund',
  {
    id: column.id(),
    orderId: column.id(),
    payableId: column.id(),
    refundKey: column.string(120),
    amountFen: column.int(),
    parts: column.json(),
    reason: column.string(80),
    succeededFen: column.int(),
    status: column.string(12),
    requestedAt: column.instant(),
    succeededAt: nullable(column.instant()),
  },
  { unique: [['refundKey']], index: [['orderId']] },
);

export type AfterSaleRow = {
  id: string;
  orderId: string;
  parcelId: string;
  storeId: string;
  lineId: string;
  quantity: number;
  reason: AfterSaleReason;
  /** Encrypted, as is the answer. */
  text: string;
  status: AfterSaleStatus;
  /** A quality case that somebody must follow up. */
  report: 'quality' | 'recall' | null;
  amountFen: Fen;
  answer: string | null;
  decidedBy: string | null;
  submittedAt: Instant;
  decidedAt: Instant | null;
  goodsBackAt: Instant | null;
};
export const afterSaleTable = entity<AfterSaleRow>(
  'after_sale',
  {
    id: column.id(),
    orderId: column.id(),
    parcelId: column.id(),
    storeId: column.id(),
    lineId: column.id(),
    quantity: column.int(),
    reason: column.string(16),
    text: column.text('health'),
    status: column.string(12),
    report: nullable(column.string(8)),
    amountFen: column.int(),
    answer: nullable(column.text('health')),
    decidedBy: nullable(column.id()),
    submittedAt: column.instant(),
    decidedAt: nullable(column.instant()),
    goodsBackAt: nullable(column.instant()),
  },
  { index: [['orderId'], ['storeId', 'status', 'submittedAt']] },
);

export const refundsOf = (tx: Tx, orderId: string) =>
  tx.find(refundTable, { where: { orderId }, order: { id: 'ASC' } });
export const dueById = (tx: Tx, id: string) => tx.findOneBy(dueTable, { id });
export const openDueOf = (tx: Tx, orderId: string) => tx.findOneBy(dueTable, { orderId, status: 'open' });
export const openShortages = (tx: Tx, parcelId: string) =>
  tx.countBy(shortageTable, { parcelId, status: 'asked' });
/** Its buyer waits for goods; they have come when it is picked. */
export const waitsForGoods = (tx: Tx, parcelId: string) =>
  tx.existsBy(shortageTable, { parcelId, status: 'waiting' });

/** What is shown of several orders at once, oldest first. */
export async function changesOf(tx: Tx, orderIds: string[]) {
  const found = { where: ofOrders(orderIds), order: { id: 'ASC' as const } };
  const [shortages, dues, refunds, afterSales] = await Promise.all([
    tx.find(shortageTable, found),
    tx.find(dueTable, found),
    tx.find(refundTable, found),
    tx.find(afterSaleTable, found),
  ]);
  return { shortages, dues, refunds, afterSales };
}
