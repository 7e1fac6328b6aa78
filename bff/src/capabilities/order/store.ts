import { In, IsNull, Not } from 'typeorm';
import type { DosageForm, DrugClass } from '@xinglin/shared/catalogue/contract';
import type { Fen } from '@xinglin/shared/kernel/money';
import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import type { OrderStatus, ParcelStatus } from '@xinglin/shared/order/contract';
import type { Cause, GoodsWay, Paid, Situation } from '@xinglin/shared/order/refund-matrix';
import type { FulfilmentMode } from '@xinglin/shared/pricing/contract';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';

/** A refund that waits for the store's check. */
export type OwedFen = Paid & { cause: Cause; situation: Situation };

type Amounts = {
  goodsFen: Fen;
  couponOffFen: Fen;
  deliveryFeeFen: Fen;
  packagingFeeFen: Fen;
};
const amounts = {
  goodsFen: column.int(),
  couponOffFen: column.int(),
  deliveryFeeFen: column.int(),
  packagingFeeFen: column.int(),
};

export type OrderRow = Amounts & {
  id: string;
  orderNo: string;
  patientId: string;
  /** Idempotency key of the placing call: one tap, one order, even when the first answer was lost. */
  clientKey: string;
  planId: string;
  /** The contract's `Address` as JSON, encrypted. */
  address: string;
  destinationLng: number;
  destinationLat: number;
  status: OrderStatus;
  totalFen: Fen;
  savingFen: number;
  prescriptionId: string | null;
  mode: FulfilmentMode;
  /** Both only while `mode` is scheduled. */
  slotFrom: Instant | null;
  slotTo: Instant | null;
  placedAt: Instant;
  payBefore: Instant;
  paidAt: Instant | null;
  completedAt: Instant | null;
};

export const orderTable = entity<OrderRow>(
  'sales_order',
  {
    id: column.id(),
    orderNo: column.string(24),
    patientId: column.id(),
    clientKey: column.string(255),
    planId: column.id(),
    address: column.text('personal'),
    destinationLng: column.double('location'),
    destinationLat: column.double('location'),
    status: column.string(16),
    ...amounts,
    totalFen: column.int(),
    savingFen: column.int(),
    prescriptionId: nullable(column.id('health')),
    mode: column.string(12),
    slotFrom: nullable(column.instant()),
    slotTo: nullable(column.instant()),
    placedAt: column.instant(),
    payBefore: column.instant(),
    paidAt: nullable(column.instant()),
    completedAt: nullable(column.instant()),
  },
  { unique: [['orderNo'], ['patientId', 'clientKey']], index: [['patientId', 'placedAt']] },
);

export type ParcelRow = Amounts & {
  id: string;
  orderId: string;
  parcelNo: string;
  storeId: string;
  status: ParcelStatus;
  payableFen: Fen;
  /** Who took it off the shelf: somebody else checks prescription drugs. */
  pickedBy: string | null;
  sealNo: string | null;
  /** Four digits, encrypted. */
  receiptCode: string;
  /** Wrong tries at the door. */
  codeTries: number;
  /** Six digits, encrypted; while the parcel waits at the counter. */
  pickupCode: string | null;
  /** Wrong tries at the counter, and who made the last one. */
  pickupTries: number;
  pickupTriedBy: string | null;
  pickupBefore: Instant | null;
  /** Of a returning parcel: what the refund matrix says about the goods, and the money owed once they are checked in. */
  goodsWay: GoodsWay | null;
  owedFen: OwedFen | null;
  /** Since when it is coming back, and who wants it closed as lost. */
  returningAt: Instant | null;
  lossAskedBy: string | null;
  /** The due that paid its delivery fee, when that was not part of the order's payment. */
  deliveryDueId: string | null;
  createdAt: Instant;
  deliveredAt: Instant | null;
};

export const parcelTable = entity<ParcelRow>(
  'parcel',
  {
    id: column.id(),
    orderId: column.id(),
    parcelNo: column.string(28),
    storeId: column.id(),
    status: column.string(16),
    ...amounts,
    payableFen: column.int(),
    pickedBy: nullable(column.id()),
    sealNo: nullable(column.string(20)),
    receiptCode: column.text('secret'),
    codeTries: column.int(),
    pickupCode: nullable(column.text('secret')),
    pickupTries: column.int(),
    pickupTriedBy: nullable(column.id()),
    pickupBefore: nullable(column.instant()),
    goodsWay: nullable(column.string(12)),
    owedFen: nullable(column.json()),
    returningAt: nullable(column.instant()),
    lossAskedBy: nullable(column.id()),
    deliveryDueId: nullable(column.id()),
    createdAt: column.instant(),
    deliveredAt: nullable(column.instant()),
  },
  { unique: [['parcelNo'], ['sealNo']], index: [['orderId'], ['storeId', 'status', 'createdAt']] },
);

/** What was bought, as it stood when it was bought. */
export type LineRow = {
  id: string;
  orderId: string;
  parcelId: string;
  drugId: string;
  name: string;
  strength: string;
  pack: string;
  class: DrugClass;
  form: DosageForm;
  quantity: number;
  unitPriceFen: Fen;
  lineFen: Fen;
  /** What was paid for it: `lineFen` without its share of the store's coupon and of the platform's. */
  paidFen: Fen;
  storeOffFen: Fen;
  /** Units that turned out not to be there and are not picked. */
  shortQuantity: number;
  /** Units and fen that went back to the person. */
  refundedQuantity: number;
  refundedFen: Fen;
};

export const lineTable = entity<LineRow>(
  'order_line',
  {
    id: column.id(),
    orderId: column.id(),
    parcelId: column.id(),
    drugId: column.id('health'),
    name: column.string(120, 'health'),
    strength: column.string(80, 'health'),
    pack: column.string(80, 'health'),
    class: column.string(8),
    form: column.string(24),
    quantity: column.int(),
    unitPriceFen: column.int(),
    lineFen: column.int(),
    paidFen: column.int(),
    storeOffFen: column.int(),
    shortQuantity: column.int(),
    refundedQuantity: column.int(),
    refundedFen: column.int(),
  },
  { unique: [['parcelId', 'drugId']], index: [['orderId']] },
);

/** Which lots went into a parcel: what a recall asks for. */
export type PickRow = {
  id: string;
  parcelId: string;
  lineId: string;
  drugId: string;
  batchId: string;
  lotNo: string;
  expires: LocalDate;
  quantity: number;
};

export const pickTable = entity<PickRow>(
  'parcel_pick',
  {
    id: column.id(),
    parcelId: column.id(),
    lineId: column.id(),
    drugId: column.id('health'),
    batchId: column.id(),
    lotNo: column.string(40),
    expires: column.date(),
    quantity: column.int(),
  },
  { index: [['parcelId'], ['batchId']] },
);

/** What happened to an order, in the order it happened; the words are made when shown. */
export type TimelineRow = {
  id: string;
  orderId: string;
  /** Null for what concerns the whole order. */
  parcelId: string | null;
  what: string;
  at: Instant;
};

export const timelineTable = entity<TimelineRow>(
  'order_timeline',
  {
    id: column.id(),
    orderId: column.id(),
    parcelId: nullable(column.id()),
    what: column.string(24),
    at: column.instant(),
  },
  { index: [['orderId', 'id']] },
);

type Slice = { page: number; pageSize: number };
const slice = ({ page, pageSize }: Slice) => ({ skip: (page - 1) * pageSize, take: pageSize });

/** Of any table that names its order. */
export const ofOrders = (orderIds: string[]) => ({ orderId: In(orderIds) });
export const orderById = (tx: Tx, id: string) => tx.findOneBy(orderTable, { id });
/** Whoever else changes this order waits until the transaction ends, and then sees what it did; on both databases. */
export const holdOrder = (tx: Tx, id: string) =>
  tx
    .createQueryBuilder()
    .update(orderTable)
    .set({ status: () => 'status' })
    .where('id = :id', { id })
    .execute();
export const ordersByIds = (tx: Tx, ids: string[]) => tx.findBy(orderTable, { id: In(ids) });
/** Newest first, and how many there are. */
export const ordersOf = (tx: Tx, patientId: string, page: Slice) =>
  tx.findAndCount(orderTable, {
    where: { patientId },
    order: { placedAt: 'DESC', id: 'DESC' },
    ...slice(page),
  });
/** Those in one of these states, newest first, at most 20. */
export const ordersIn = (tx: Tx, patientId: string, statuses: OrderStatus[]) =>
  tx.find(orderTable, {
    where: { patientId, status: In(statuses) },
    order: { placedAt: 'DESC', id: 'DESC' },
    take: 20,
  });
export const isOrdering = (tx: Tx, patientId: string) =>
  tx.existsBy(orderTable, { patientId, status: Not('cancelled') });
export const orderByClientKey = (tx: Tx, patientId: string, clientKey: string) =>
  tx.findOneBy(orderTable, { patientId, clientKey });
export const parcelById = (tx: Tx, id: string) => tx.findOneBy(parcelTable, { id });
/** Of a parcel that is coming back. False when somebody has asked before. */
export async function askLoss(tx: Tx, id: string, lossAskedBy: string): Promise<boolean> {
  const waits = { id, status: 'returning', lossAskedBy: IsNull() } as const;
  return (await tx.update(parcelTable, waits, { lossAskedBy })).affected === 1;
}
export const parcelsByIds = (tx: Tx, ids: string[]) => tx.findBy(parcelTable, { id: In(ids) });
export const parcelsOf = (tx: Tx, orderIds: string[]) =>
  tx.find(parcelTable, { where: { orderId: In(orderIds) }, order: { parcelNo: 'ASC' } });
/** Oldest first, and how many there are. */
export const parcelsAt = (tx: Tx, storeId: string, statuses: ParcelStatus[], page: Slice) =>
  tx.findAndCount(parcelTable, {
    where: { storeId, status: In(statuses) },
    order: { createdAt: 'ASC', id: 'ASC' },
    ...slice(page),
  });
export const deliveredTo = (tx: Tx, patientId: string) =>
  tx
    .createQueryBuilder(parcelTable, 'p')
    .innerJoin('sales_order', 'o', 'o.id = p.orderId')
    .where("o.patientId = :patientId AND p.status = 'delivered'", { patientId })
    .orderBy('p.deliveredAt', 'DESC')
    .getMany();
export const linesOf = (tx: Tx, parcelIds: string[]) =>
  tx.find(lineTable, { where: { parcelId: In(parcelIds) }, order: { id: 'ASC' } });
export const picksIn = (tx: Tx, parcelIds: string[]) =>
  tx.find(pickTable, { where: { parcelId: In(parcelIds) }, order: { expires: 'ASC', id: 'ASC' } });
export const timelineOf = (tx: Tx, orderIds: string[]) =>
  tx.find(timelineTable, { where: { orderId: In(orderIds) }, order: { id: 'ASC' } });
