import { readFileSync } from 'node:fs';
import { bodyOf, json, type Routes, type SimRequest, type Store } from '../simulator-kit.ts';
import type { WechatState } from './simulator.ts';

type Reply = ReturnType<typeof json>;
type Fault = (errcode: number, errmsg: string) => Reply;
type Trade = { transactionId?: string; openid: string; state: string };

export type SimShipping = { uploads: number; uploadTime: string; logisticsType: number };

/**
 * WeChat's shipping information of trade-type mini-programs: money of a payment is frozen until the merchant says that the
 * goods were handed over; one correction is taken. What was paid it knows from the simulated WeChat Pay of this machine.
 */
export function shippingRoutes(
  { state, record }: Store<WechatState>,
  payBooks: string,
  fault: Fault,
  refuse: (request: SimRequest) => Reply | undefined,
): { routes: Routes; control: Routes } {
  const trade = (id: string) => tradesOf(payBooks).find(({ transactionId }) => transactionId === id);
  const upload = (request: SimRequest): Reply => {
    const body = (bodyOf(request) ?? {}) as Upload;
    const why = uploadFault(body);
    if (why) return fault(268_546_000, why);
    const id = body.order_key!.transaction_id!;
    const paid = trade(id);
    if (!paid) return fault(10_060_001, '支付单不存在');
    if (paid.openid !== body.payer?.openid) return fault(10_060_024, 'payer openid 与支付单不符');
    const known = state.shipped[id];
    if (known && known.uploads >= 2) return fault(10_060_004, '支付单已使用重新发货机会');
    if (known && Date.parse(known.uploadTime) >= Date.parse(body.upload_time!))
      return fault(10_060_012, 'upload_time 须晚于上次');
    const uploads = (known?.uploads ?? 0) + 1;
    state.shipped[id] = { uploads, uploadTime: body.upload_time!, logisticsType: body.logistics_type! };
    record('shipping.uploaded', { transactionId: id, logisticsType: body.logistics_type, uploads });
    return json({ errcode: 0, errmsg: 'ok' });
  };
  return {
    routes: {
      'POST /wxa/sec/order/upload_shipping_info': (request) => refuse(request) ?? upload(request),
      'POST /wxa/sec/order/get_order': (request) => {
        const { transaction_id: id = '' } = (bodyOf(request) ?? {}) as { transaction_id?: string };
        if (refuse(request)) return refuse(request)!;
        if (!trade(id)) return fault(10_060_001, '支付单不存在');
        return json({
          errcode: 0,
          errmsg: 'ok',
          order: { transaction_id: id, order_state: state.shipped[id] ? 2 : 1 },
        });
      },
    },
    control: {
      'GET /__ctl/funds': ({ query }) => {
        const id = query.get('transaction_id') ?? '';
        return json({ funds: !trade(id) ? 'unknown' : state.shipped[id] ? 'released' : 'frozen' });
      },
    },
  };
}

type Upload = {
  order_key?: { order_number_type?: number; transaction_id?: string };
  logistics_type?: number;
  delivery_mode?: number;
  shipping_list?: { item_desc?: string }[];
  upload_time?: string;
  payer?: { openid?: string };
};

function uploadFault(body: Upload): string | undefined {
  if (body.order_key?.order_number_type !== 2 || !body.order_key.transaction_id) return 'order_key 不正确';
  if (![1, 2, 3, 4].includes(body.logistics_type ?? 0)) return 'logistics_type 不正确';
  if (body.delivery_mode !== 1) return 'delivery_mode 不正确';
  const items = body.shipping_list ?? [];
  if (items.length !== 1 || !items[0]?.item_desc || [...items[0].item_desc].length > 120)
    return 'shipping_list 不正确';
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/.test(body.upload_time ?? '')
    ? undefined
    : 'upload_time 不正确';
}

function tradesOf(file: string): Trade[] {
  try {
    const { state } = JSON.parse(readFileSync(file, 'utf8')) as { state: { orders: Record<string, Trade> } };
    return Object.values(state.orders).filter(({ state: at }) => at === 'SUCCESS' || at === 'REFUND');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
