import { next } from '@xinglin/shared/kernel/lifecycle';
import { problem } from '@xinglin/shared/kernel/problem';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { pricingProblem } from '@xinglin/shared/pricing/contract';
import type { startStoreCoupon, stopStoreCoupon } from '@xinglin/shared/pricing/desk';
import { couponLifecycle, type CouponEvent } from '@xinglin/shared/pricing/lifecycle';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentCoupon } from './store-coupons.ts';
import { pricingStore, type CouponRow } from './store.ts';

type Moving = Pick<Deps, 'db' | 'now'>;

/** The one way a coupon starts or stops. Plans that were locked with it keep it. */
async function moveCoupon(
  { now }: Moving,
  tx: Tx,
  actor: Actor,
  id: string,
  event: CouponEvent,
): Promise<CouponRow> {
  const store = pricingStore(tx);
  const current = await store.coupon(id);
  if (current?.storeId !== ownStore(actor)) throw pricingProblem('COUPON_NOT_FOUND');
  const state = next(couponLifecycle, current.state, event);
  if (event === 'start' && current.validUntil < shanghaiDate(now())) throw pricingProblem('COUPON_OVER');
  if (!(await store.setCouponState(id, current.state, state))) throw problem('CHANGED_MEANWHILE');
  await audit(tx, actor, `coupon.${event}`, id, { from: current.state, to: state });
  return { ...current, state };
}

const moved =
  (deps: Moving, event: CouponEvent): Handler<typeof startStoreCoupon> =>
  async (actor, { id }) => {
    const row = await deps.db.write((tx) => moveCoupon(deps, tx, actor, id, event));
    const uses = await pricingStore(deps.db.read).useCounts([id]);
    return presentCoupon(row, uses.get(id) ?? 0);
  };

export const startCoupon = (deps: Moving): Handler<typeof startStoreCoupon> => moved(deps, 'start');
export const stopCoupon = (deps: Moving): Handler<typeof stopStoreCoupon> => moved(deps, 'stop');
