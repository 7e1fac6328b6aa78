import { randomInt } from 'node:crypto';
import { catalogueProblem } from '@xinglin/shared/catalogue/contract';
import { distanceInMetres, type Gcj02Point } from '@xinglin/shared/kernel/geo';
import { DAY_MS, HOUR_MS, MINUTE_MS, shanghaiDate, toInstant } from '@xinglin/shared/kernel/time';
import { orderProblem } from '@xinglin/shared/order/contract';
import { RETURN_OVERDUE_DAYS } from '@xinglin/shared/order/store-parcel';
import { pricingProblem, type Slot } from '@xinglin/shared/pricing/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { DrugFacts, ReservedLot, TakenPlan } from './ports.ts';
import type { LineRow, OrderRow, ParcelRow } from './store.ts';

/** How long an unpaid order holds stock, coupons and prescription. */
export const PAY_WITHIN_MS = 15 * MINUTE_MS;
/** Wrong receipt codes after which the door stays shut until a person at the service desk looks. */
export const MAX_CODE_TRIES = 5;
/** The address may lie so far from the point the plan was made for: the other gate, not another district. */
const ADDRESS_TOLERANCE_M = 300;
/** A scheduled order lies on the store's desk this long before its slot: picking, finding a rider and the ride fit in. */
export const RELEASE_BEFORE_MS = 60 * MINUTE_MS;
/** A parcel is kept at the counter for so long. */
export const KEPT_MS = 3 * DAY_MS;
const SLOT_LEAD_MS = 30 * MINUTE_MS;
const SLOT_AHEAD_MS = 48 * HOUR_MS;
/** Wrong codes at the counter after which another member of staff, or a new code, is needed. */
export const MAX_PICKUP_TRIES = 3;

/** Turned back before this moment and not checked in, a parcel is overdue. */
export const isOverdue = ({ status, returningAt, createdAt }: ParcelRow, now: Date): boolean =>
  status === 'returning' &&
  (returningAt ?? createdAt) <= toInstant(now.getTime() - RETURN_OVERDUE_DAYS * DAY_MS);

/** What is not yours does not exist for you. */
export function mustOwn(patient: Actor, order: OrderRow | null): asserts order is OrderRow {
  if (order?.patientId !== patient.id) throw orderProblem('ORDER_NOT_FOUND');
}

/** Staff see the parcels of their own store. */
export function mustBeOfStore(staff: Actor, parcel: ParcelRow | null): asserts parcel is ParcelRow {
  if (!parcel || !staff.storeId || parcel.storeId !== staff.storeId) throw orderProblem('PARCEL_NOT_FOUND');
}

/** Goods leave the counter only when the cash for them lies in the drawer. */
export function mustBePaid(order: OrderRow | null): void {
  if (order?.status === 'unpaid') throw orderProblem('PAY_FIRST');
}

/** Another way to get it: while paid, and no parcel with a rider or already with the person. */
export const isSwitchable = ({ status }: OrderRow, parcels: ParcelRow[]): boolean =>
  status === 'paid' &&
  parcels.every((parcel) =>
    ['scheduled', 'to_pick', 'picked', 'sealed', 'cancelled'].includes(parcel.status),
  );

/** A slot that begins soon cannot be promised any more. */
export function mustBeAhead(slot: Slot | undefined, now: Date): void {
  if (!slot) throw orderProblem('SLOT_NEEDED');
  const [from, to] = [Date.parse(slot.from), Date.parse(slot.to)];
  if (from < now.getTime() + SLOT_LEAD_MS || from > now.getTime() + SLOT_AHEAD_MS || to - from !== HOUR_MS)
    throw orderProblem('SLOT_PAST');
}

/** Fees and distances hold only for where the plan leads to. */
export function mustLeadTo({ destination, mode }: TakenPlan, point: Gcj02Point): void {
  // Who collects it at the counter has no door to be brought to.
  if (mode !== 'pickup' && distanceInMetres(destination, point) > ADDRESS_TOLERANCE_M)
    throw orderProblem('ADDRESS_MOVED');
}

/**
 * Asked once more where the order is made, whoever made the plan: prohibited drugs are never sold online, prescription drugs
 * never without a prescription (药品网络销售监督管理办法 2022, art. 8 and 9).
 */
export function mustBeSellable(drugs: DrugFacts[], prescriptionId: string | null): void {
  if (drugs.some(({ prohibited }) => prohibited)) throw catalogueProblem('DRUG_PROHIBITED_ONLINE');
  if (!prescriptionId && drugs.some((drug) => drug.class === 'rx'))
    throw pricingProblem('PRESCRIPTION_NEEDED');
}

/** Line by line exactly the lots set aside. That none is past its day is inventory's to refuse. */
export function mustMatchPicks(
  lines: LineRow[],
  reserved: ReservedLot[],
  picked: { lineId: string; batchId: string; quantity: number }[],
): void {
  const wanted = new Map<string, number>();
  for (const { drugId, batchId, quantity } of reserved) {
    const line = lines.find((each) => each.drugId === drugId);
    if (line) add(wanted, `${line.id}/${batchId}`, quantity);
  }
  for (const { lineId, batchId, quantity } of picked) add(wanted, `${lineId}/${batchId}`, -quantity);
  const complete = lines.every(
    ({ id, quantity, shortQuantity }) =>
      picked.reduce((sum, pick) => sum + (pick.lineId === id ? pick.quantity : 0), 0) ===
      quantity - shortQuantity,
  );
  if (!complete || [...wanted.values()].some((left) => left !== 0)) throw orderProblem('PICK_DOES_NOT_MATCH');
}

const add = (counts: Map<string, number>, key: string, quantity: number) =>
  counts.set(key, (counts.get(key) ?? 0) + quantity);

const digits = (length: number) => String(randomInt(10 ** length)).padStart(length, '0');
/** The day and eight random digits: can be read aloud, and says nothing of how many orders there are. */
export const newOrderNo = (now: Date): string => shanghaiDate(now).slice(2).replaceAll('-', '') + digits(8);
export const newReceiptCode = (): string => digits(4);
export const newPickupCode = (): string => digits(6);
