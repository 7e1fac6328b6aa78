import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import { pricingProblem } from '@xinglin/shared/pricing/contract';
import type {
  createStoreCoupon as createContract,
  listStoreCoupons as listContract,
  previewStoreCoupon as previewContract,
  StoreCoupon,
} from '@xinglin/shared/pricing/desk';
import { audit } from '../../kernel/audit.ts';
import { onDuplicate } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { discountFen } from './coupons.ts';
import { ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { pricingStore, type CouponRow } from './store.ts';

const PREVIEW_DAYS = 30;

export const presentCoupon = (
  { scope: _, storeId: __, channelId: ___, category: ____, ...row }: CouponRow,
  uses: number,
): StoreCoupon => ({ ...row, uses });

/** The coupons of the caller's own store, latest first. */
export function listStoreCoupons({ db }: Pick<Deps, 'db'>): Handler<typeof listContract> {
  return async (actor, { page, pageSize }) => {
    const store = pricingStore(db.read);
    const [rows, total] = await store.couponsOfStore(ownStore(actor), page, pageSize);
    const uses = await store.useCounts(rows.map(({ id }) => id));
    return { items: rows.map((row) => presentCoupon(row, uses.get(row.id) ?? 0)), total };
  };
}

/** Written down, not yet running. Its terms are final: whoever got one can rely on it. */
export function createStoreCoupon({ db, newId }: Pick<Deps, 'db' | 'newId'>): Handler<typeof createContract> {
  return async (actor, input) => {
    const storeId = ownStore(actor);
    const row: CouponRow = {
      ...input,
      ...{ id: newId(), scope: 'store', storeId, channelId: null, category: null, state: 'draft' },
    };
    await db.write(async (tx) => {
      await pricingStore(tx)
        .insertCoupon(row)
        .catch(onDuplicate(() => pricingProblem('COUPON_CODE_TAKEN')));
      await audit(tx, actor, 'coupon.create', row.id, { storeId, ...input });
    });
    return presentCoupon(row, 0);
  };
}

/**
 * What a coupon would have cost this store over its real orders of the last 30 days: each buyer as often as one person may, none
 * with prescription drugs. It brings no order that was not there, so it is what the coupon costs at least.
 */
export function previewStoreCoupon({
  now,
  salesOf,
}: Pick<Deps, 'now' | 'salesOf'>): Handler<typeof previewContract> {
  return async (actor, terms) => {
    const sales = await salesOf(ownStore(actor), plus(toInstant(now()), -PREVIEW_DAYS * DAY_MS));
    const used = new Map<string, number>();
    let [qualifying, costFen, goodsFen] = [0, 0, 0];
    for (const sale of sales) {
      const off = sale.hasRx ? 0 : discountFen(terms, sale.goodsFen);
      const times = used.get(sale.buyer) ?? 0;
      if (off === 0 || times >= terms.perPerson) continue;
      used.set(sale.buyer, times + 1);
      qualifying += 1;
      costFen += off;
      goodsFen += sale.goodsFen;
    }
    const withRx = sales.filter(({ hasRx }) => hasRx).length;
    return {
      ...{ days: PREVIEW_DAYS, orders: sales.length, withRx, qualifying },
      ...{ people: used.size, costFen, goodsFen },
    };
  };
}
