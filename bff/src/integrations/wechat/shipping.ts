import { z } from 'zod';
import type { ShippingReport } from '../../capabilities/payment/ports.ts';
import { unavailable } from '../outbound.ts';

const Known = z.object({ order: z.object({ order_state: z.number() }) });
/** From here on WeChat has heard of the goods: 2 sent, 3 received, 4 done, 5 refunded, 6 money on its way. */
const SENT = 2;
type Call = (path: string, content: object) => Promise<{ errcode: number; errmsg: string }>;

/**
 * Tells WeChat that the goods of a payment were handed over, else it keeps the merchant's money frozen. WeChat takes one
 * correction and no more, so what it has already is never sent again.
 */
export function shippingReporter(call: Call) {
  return async ({ transactionId, openid, logisticsType, itemDesc, at }: ShippingReport): Promise<void> => {
    const known = await call('/wxa/sec/order/get_order', { transaction_id: transactionId });
    const state = Known.safeParse(known);
    if (known.errcode === 0 && state.success && state.data.order.order_state >= SENT) return;
    const answer = await call('/wxa/sec/order/upload_shipping_info', {
      order_key: { order_number_type: 2, transaction_id: transactionId },
      logistics_type: logisticsType,
      delivery_mode: 1,
      shipping_list: [{ item_desc: [...itemDesc].slice(0, 120).join('') }],
      upload_time: chinaTimeWithMs(at),
      payer: { openid },
    });
    if (answer.errcode !== 0)
      throw unavailable('wechat', new Error(`errcode ${answer.errcode} ${answer.errmsg}`));
  };
}

/** `2026-11-22T20:00:00.000+08:00` */
const chinaTimeWithMs = (instant: string) =>
  `${new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`;
