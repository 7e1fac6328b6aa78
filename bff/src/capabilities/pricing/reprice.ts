import type { PlanOption, PlanParcel } from '@xinglin/shared/pricing/contract';
import { discountFen } from './coupons.ts';
import { chargedFees, type Fees } from './fees.ts';
import type { CouponRow } from './store.ts';

/** What is asked today, as far as an option is concerned. */
export type Today = {
  priceFen: (storeId: string, drugId: string) => number | undefined;
  /** Null when the store does not serve this way any more. */
  fees: (parcel: PlanParcel) => Fees | null;
  /** By code, those that are still in force. */
  inForce: Map<string, CouponRow>;
  /** By code, also those that have ended. */
  known: Map<string, CouponRow>;
  categoryOf: (drugId: string) => string | undefined;
};
type Lines = PlanParcel['lines'];

const sumOf = (lines: Lines) => lines.reduce((sum, { lineFen }) => sum + lineFen, 0);
const priced = (lines: Lines, unitFen: (line: Lines[number]) => number): Lines =>
  lines.map((line) => {
    const unitPriceFen = unitFen(line);
    return { ...line, unitPriceFen, lineFen: unitPriceFen * line.quantity };
  });

/** The goods a platform coupon counts: of its category at full price, or all after the coupons of the stores. */
function platformBase(coupon: CouponRow, parcels: PlanParcel[], { categoryOf }: Today): number {
  if (coupon.scope !== 'category')
    return parcels.reduce((sum, { goodsFen, couponOffFen }) => sum + goodsFen - couponOffFen, 0);
  const lines = parcels.flatMap((parcel) => parcel.lines);
  return sumOf(lines.filter(({ drugId }) => categoryOf(drugId) === coupon.category));
}

const totalled = (option: PlanOption, parcels: PlanParcel[], off: number): PlanOption => ({
  ...option,
  parcels,
  platformCouponOffFen: off,
  totalFen: parcels.reduce((sum, { payableFen }) => sum + payableFen, 0) - off,
});

/** After the lock: the same parcels at what is asked now, with the coupons still in force. Null when part of it is not sold any more. */
export function askedNow(option: PlanOption, today: Today): PlanOption | null {
  const parcels: PlanParcel[] = [];
  for (const parcel of option.parcels) {
    const fees = today.fees(parcel);
    const prices = parcel.lines.map(({ drugId }) => today.priceFen(parcel.storeId, drugId));
    if (!fees || prices.some((price) => price === undefined)) return null;
    const lines = priced(parcel.lines, ({ drugId }) => today.priceFen(parcel.storeId, drugId) ?? 0);
    const goodsFen = sumOf(lines);
    const coupon = parcel.couponCode ? today.inForce.get(parcel.couponCode) : undefined;
    const couponOffFen = coupon ? discountFen(coupon, goodsFen) : 0;
    const charged = chargedFees(fees, goodsFen);
    const payableFen = goodsFen - couponOffFen + charged.deliveryFeeFen + charged.packagingFeeFen;
    const used = couponOffFen > 0 ? {} : { couponCode: null, couponTitle: null };
    parcels.push({ ...parcel, ...used, ...charged, lines, goodsFen, couponOffFen, payableFen });
  }
  const code = option.platformCouponCode;
  const platform = code === null ? undefined : today.inForce.get(code);
  const off = platform ? discountFen(platform, platformBase(platform, parcels, today)) : 0;
  const used = off > 0 ? {} : { platformCouponCode: null, platformCouponTitle: null };
  return { ...totalled(option, parcels, off), ...used };
}

/** What a locked coupon takes off goods that became cheaper: its threshold was reached when it was locked, and stays so. */
function keptOff(coupon: CouponRow | undefined, lockedOff: number, goodsFen: number): number {
  const percent = coupon?.percentOff ? discountFen({ ...coupon, thresholdFen: 0 }, goodsFen) : Infinity;
  return Math.min(lockedOff, percent, goodsFen);
}

/** Within the lock: what fell is charged at the lower price, everything else as it was locked. Never dearer than what was shown. */
export function neverDearer(option: PlanOption, today: Today): PlanOption {
  let fell = false;
  const parcels = option.parcels.map((parcel) => {
    const lines = priced(parcel.lines, ({ drugId, unitPriceFen }) => {
      const now = today.priceFen(parcel.storeId, drugId) ?? unitPriceFen;
      fell ||= now < unitPriceFen;
      return Math.min(now, unitPriceFen);
    });
    const goodsFen = sumOf(lines);
    const coupon = parcel.couponCode ? today.known.get(parcel.couponCode) : undefined;
    const couponOffFen = keptOff(coupon, parcel.couponOffFen, goodsFen);
    const payableFen = goodsFen - couponOffFen + parcel.deliveryFeeFen + parcel.packagingFeeFen;
    return { ...parcel, lines, goodsFen, couponOffFen, payableFen };
  });
  if (!fell) return option;
  const code = option.platformCouponCode;
  const platform = code === null ? undefined : today.known.get(code);
  const base = platform ? platformBase(platform, parcels, today) : 0;
  return totalled(option, parcels, platform ? keptOff(platform, option.platformCouponOffFen, base) : 0);
}
