import type { PlanParcel } from '@xinglin/shared/pricing/contract';
import { shareOut } from '@xinglin/shared/order/shares';
import type { DrugFacts } from './ports.ts';

/**
 * Prescription drugs travel in a parcel of their own (GSP 附录6). One store still brings both together: the fees stand on the
 * first, the store's coupon is shared by what the goods cost, and both together cost what the plan says.
 */
export function packApart(parcels: PlanParcel[], drugs: DrugFacts[]): PlanParcel[] {
  const prescribed = new Set(drugs.filter((drug) => drug.class === 'rx').map(({ id }) => id));
  return parcels.flatMap((parcel) => {
    const parts = [false, true]
      .map((rx) => parcel.lines.filter(({ drugId }) => prescribed.has(drugId) === rx))
      .filter((lines) => lines.length > 0);
    if (parts.length < 2) return [parcel];
    const sums = parts.map((lines) => lines.reduce((sum, { lineFen }) => sum + lineFen, 0));
    const coupons = shareOut(parcel.couponOffFen, sums);
    return parts.map((lines, index) => {
      const goodsFen = sums[index]!;
      const couponOffFen = coupons[index]!;
      const deliveryFeeFen = index === 0 ? parcel.deliveryFeeFen : 0;
      const packagingFeeFen = index === 0 ? parcel.packagingFeeFen : 0;
      const payableFen = goodsFen - couponOffFen + deliveryFeeFen + packagingFeeFen;
      return { ...parcel, lines, goodsFen, couponOffFen, deliveryFeeFen, packagingFeeFen, payableFen };
    });
  });
}
