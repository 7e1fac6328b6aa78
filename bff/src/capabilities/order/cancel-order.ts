import { problem } from '@xinglin/shared/kernel/problem';
import { cancelReasonText } from '@xinglin/shared/order/changes';
import type { cancelOrder as contract } from '@xinglin/shared/order/contract';
import type { Handler } from '../../kernel/http.ts';
import { endOrder } from './end-order.ts';
import { mustOwn } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentOrders } from './present.ts';
import { orderById } from './store.ts';

/** A patient cancels before it is in their hands; what comes back and when is the refund matrix's to say. */
export function cancelOrder(deps: Deps): Handler<typeof contract> {
  const { db } = deps;
  return async (patient, { id, reason: why }) => {
    mustOwn(patient, await orderById(db.read, id));
    const reason = why ? `您取消了订单：${cancelReasonText[why]}` : '您取消了订单';
    const end = await endOrder(deps, patient, id, { event: 'cancel', reason, cause: 'customer' });
    // The money came in while they cancelled: they look again, and decide about a paid order.
    if (end === 'paid') throw problem('CHANGED_MEANWHILE');
    return (await presentOrders(deps, [(await orderById(db.read, id))!]))[0]!;
  };
}
