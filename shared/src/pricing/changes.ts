import type { OptionChanges, PlanOption } from './contract.ts';

type Bill = Pick<PlanOption, 'parcels' | 'platformCouponTitle' | 'platformCouponOffFen' | 'totalFen'>;

/** What each drug costs in all, whichever stores it comes from, and the sums of everything else that is charged. */
function itemsOf(option: Bill): Map<string, { name: string; fen: number }> {
  const items = new Map<string, { name: string; fen: number }>();
  const counts = new Map<string, number>();
  let [delivery, packaging, off] = [0, 0, option.platformCouponOffFen];
  for (const parcel of option.parcels) {
    for (const { drugId, name, strength, quantity, lineFen } of parcel.lines) {
      const count = (counts.get(drugId) ?? 0) + quantity;
      counts.set(drugId, count);
      const fen = (items.get(drugId)?.fen ?? 0) + lineFen;
      items.set(drugId, { name: `${name} ${strength} ×${count}`, fen });
    }
    delivery += parcel.deliveryFeeFen;
    packaging += parcel.packagingFeeFen;
    off += parcel.couponOffFen;
  }
  items.set('delivery', { name: '配送费', fen: delivery });
  items.set('packaging', { name: '包装费', fen: packaging });
  items.set('coupon', { name: '优惠券', fen: -off });
  return items;
}

const couponsOf = (option: Bill): string[] =>
  [option.platformCouponTitle, ...option.parcels.map(({ couponTitle }) => couponTitle)].filter(
    (title) => title !== null,
  );

/** What is different between an option as it was shown and as it is now: drug by drug, fee by fee, and in all. */
export function changesBetween(before: Bill, after: Bill): OptionChanges {
  const [old, now] = [itemsOf(before), itemsOf(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const lines = keys
    .map((key) => ({
      name: (now.get(key) ?? old.get(key))!.name,
      oldFen: old.get(key)?.fen ?? 0,
      newFen: now.get(key)?.fen ?? 0,
    }))
    .filter(({ oldFen, newFen }) => oldFen !== newFen);
  const left = couponsOf(after);
  const senders = new Set(before.parcels.map(({ storeId }) => storeId));
  return {
    oldTotalFen: before.totalFen,
    newTotalFen: after.totalFen,
    lines,
    couponsGone: couponsOf(before).filter((title) => !left.includes(title)),
    newStores: after.parcels.filter(({ storeId }) => !senders.has(storeId)).map(({ storeName }) => storeName),
  };
}
