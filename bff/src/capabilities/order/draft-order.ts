import { pricingProblem, type PlanParcel } from '@xinglin/shared/pricing/contract';
import type { Address } from '@xinglin/shared/order/contract';
import { shareOut } from '@xinglin/shared/order/shares';
import { packApart } from './pack-apart.ts';
import { newOrderNo, newReceiptCode } from './policy.ts';
import type { Deps, DrugFacts, TakenPlan } from './ports.ts';
import { sealAddress, sealReceiptCode } from './sealed.ts';
import type { LineRow, OrderRow, ParcelRow } from './store.ts';

export type OrderDraft = { order: OrderRow; parcels: ParcelRow[]; lines: LineRow[]; couponCodes: string[] };
type Of = Pick<OrderRow, 'patientId' | 'clientKey' | 'planId' | 'placedAt' | 'payBefore'> & {
  address: Address;
};

/** The rows of an order, priced exactly as the plan was locked. */
export function draftOrder(deps: Deps, plan: TakenPlan, drugs: DrugFacts[], of: Of): OrderDraft {
  const { crypto, now, newId } = deps;
  const { option, prescriptionId, mode, slot } = plan;
  const id = newId();
  const orderNo = newOrderNo(now());
  const packed = packApart(option.parcels, drugs);
  const parcels = packed.map((parcel, index) => draftParcel(deps, parcel, `${orderNo}-${index + 1}`, id, of));
  const lines = draftLines(deps, packed, drugs, parcels);
  shareCoupons(parcels, lines, option.platformCouponOffFen);
  const sum = (amount: (parcel: ParcelRow) => number) =>
    parcels.reduce((total, parcel) => total + amount(parcel), 0);
  const { address, ...rest } = of;
  const order: OrderRow = {
    ...rest,
    id,
    orderNo,
    address: sealAddress(crypto, id, address),
    destinationLng: address.point.lng,
    destinationLat: address.point.lat,
    status: 'unpaid',
    goodsFen: sum(({ goodsFen }) => goodsFen),
    couponOffFen: sum(({ couponOffFen }) => couponOffFen) + option.platformCouponOffFen,
    deliveryFeeFen: sum(({ deliveryFeeFen }) => deliveryFeeFen),
    packagingFeeFen: sum(({ packagingFeeFen }) => packagingFeeFen),
    totalFen: option.totalFen,
    savingFen: option.savingFen,
    // A prescription that covers nothing in this basket stays free for another.
    prescriptionId: lines.some((line) => line.class === 'rx') ? prescriptionId : null,
    mode,
    slotFrom: slot?.from ?? null,
    slotTo: slot?.to ?? null,
    paidAt: null,
    completedAt: null,
  };
  mustAddUp(order, lines);
  const couponCodes = [option.platformCouponCode, ...option.parcels.map(({ couponCode }) => couponCode)];
  return { order, parcels, lines, couponCodes: couponCodes.filter((code) => code !== null) };
}

/** What was bought, as it stands now. */
function draftLines(
  { newId }: Deps,
  packed: PlanParcel[],
  drugs: DrugFacts[],
  parcels: ParcelRow[],
): LineRow[] {
  const factsOf = new Map(drugs.map((drug) => [drug.id, drug]));
  return packed.flatMap((parcel, index) =>
    parcel.lines.map(({ drugId, name, strength, pack, quantity, unitPriceFen, lineFen }): LineRow => {
      const facts = factsOf.get(drugId);
      if (!facts) throw pricingProblem('PLAN_CHANGED', { drugId });
      const what = { name, strength, pack, class: facts.class, form: facts.form };
      const { id: parcelId, orderId } = parcels[index]!;
      const none = {
        shortQuantity: 0,
        refundedQuantity: 0,
        refundedFen: 0,
        storeOffFen: 0,
        paidFen: lineFen,
      };
      return {
        id: newId(),
        orderId,
        parcelId,
        drugId,
        ...what,
        quantity,
        unitPriceFen,
        lineFen,
        ...none,
      };
    }),
  );
}

/** Each line's share of its store's coupon, then of the platform's: what a part of the order is worth when it goes back. */
function shareCoupons(parcels: ParcelRow[], lines: LineRow[], platformOffFen: number): void {
  for (const { id, couponOffFen } of parcels) {
    const own = lines.filter(({ parcelId }) => parcelId === id);
    const shares = shareOut(
      couponOffFen,
      own.map(({ lineFen }) => lineFen),
    );
    own.forEach((line, index) => {
      line.storeOffFen = shares[index]!;
      line.paidFen -= shares[index]!;
    });
  }
  const shares = shareOut(
    platformOffFen,
    lines.map(({ paidFen }) => paidFen),
  );
  lines.forEach((line, index) => (line.paidFen -= shares[index]!));
}

function draftParcel(
  { crypto, newId }: Deps,
  parcel: PlanParcel,
  parcelNo: string,
  orderId: string,
  { placedAt }: Of,
): ParcelRow {
  const { storeId, goodsFen, couponOffFen, deliveryFeeFen, packagingFeeFen, payableFen } = parcel;
  const id = newId();
  return {
    id,
    orderId,
    parcelNo,
    storeId,
    status: 'waiting',
    goodsFen,
    couponOffFen,
    deliveryFeeFen,
    packagingFeeFen,
    payableFen,
    pickedBy: null,
    sealNo: null,
    receiptCode: sealReceiptCode(crypto, id, newReceiptCode()),
    codeTries: 0,
    ...{ pickupCode: null, pickupTries: 0, pickupTriedBy: null, pickupBefore: null },
    ...{ goodsWay: null, owedFen: null, deliveryDueId: null, returningAt: null, lossAskedBy: null },
    createdAt: placedAt,
    deliveredAt: null,
  };
}

/** A bill that does not add up is a bug of ours, and nobody is charged by it. */
function mustAddUp(
  { goodsFen, couponOffFen, deliveryFeeFen, packagingFeeFen, totalFen }: OrderRow,
  lines: LineRow[],
) {
  const goods = lines.reduce((sum, { lineFen }) => sum + lineFen, 0);
  const paid = lines.reduce((sum, { paidFen }) => sum + paidFen, 0);
  if (
    goods !== goodsFen ||
    paid !== goodsFen - couponOffFen ||
    goodsFen - couponOffFen + deliveryFeeFen + packagingFeeFen !== totalFen
  )
    throw new Error(`the plan's bill does not add up to ${totalFen} fen`);
}
