import { json, type Handler, type Simulator, type Store } from '../simulator-kit.ts';
import { callbackDesk } from './callbacks.ts';
import { cashierRoutes } from './cashier.ts';
import { bank } from './simulated-bank.ts';
import { refusal, requestRefusal, signed } from './simulated-platform.ts';
import { billDesk } from './simulated-bills.ts';
import { platformKeys } from './simulated-keys.ts';
import {
  wechatPayState,
  type SimRefund,
  type WechatPaySimulatorOptions,
  type WechatPayState,
} from './simulated-state.ts';

export { wechatPayState };

/** WeChat Pay, as far as our server, the mini-program and a person's finger meet it. No real money. */
export function wechatPaySimulator(
  store: Store<WechatPayState>,
  options: WechatPaySimulatorOptions,
): Simulator {
  const { credentials } = options;
  const timers = new Set<NodeJS.Timeout>();
  const wait = (ms: number, work: () => void) => {
    const timer = setTimeout(() => (timers.delete(timer), work()), ms);
    timers.add(timer);
  };
  // A state file of an earlier version lacks what came later.
  Object.assign(store.state, { ...wechatPayState(), ...store.state });
  const keys = platformKeys(store, credentials);
  const bills = billDesk(store, options);
  const desk = callbackDesk(store, keys.current, { factor: options.callbackFactor, wait });
  const money = bank(store, options, desk, wait);
  const guarded =
    (handle: Handler): Handler =>
    async (request) =>
      signed(keys.current(), requestRefusal(credentials, request) ?? (await handle(request)));
  return {
    routes: {
      'POST /v3/pay/transactions/jsapi': guarded(money.prepay),
      'GET /v3/pay/transactions/out-trade-no/*': guarded(money.queryOrder),
      'POST /v3/pay/transactions/out-trade-no/*': guarded(money.closeOrder),
      'POST /v3/refund/domestic/refunds': guarded(money.refund),
      'GET /v3/refund/domestic/refunds/*': guarded(money.queryRefund),
      'GET /v3/certificates': (request) => requestRefusal(credentials, request) ?? keys.certificates(request),
      'GET /v3/bill/tradebill': guarded(bills.trade),
      'GET /v3/bill/fundflowbill': guarded(bills.fundFlow),
      // Files come unsigned, but not to strangers.
      'GET /v3/billdownload/file': (request) => requestRefusal(credentials, request) ?? bills.file(request),
      ...cashierRoutes(store, options, money),
    },
    spared: ['/cashier', '/__client/'],
    faults: {
      system_error: () => signed(credentials, refusal(500, 'SYSTEM_ERROR', '系统异常，请用相同参数重新调用')),
      busy: () => signed(credentials, refusal(429, 'FREQUENCY_LIMITED', '频率超限')),
      // A success nobody vouches for.
      unsigned: async (request) =>
        requestRefusal(credentials, request) ??
        json({ prepay_id: 'wx-unsigned', refund_id: '1', status: 'SUCCESS', trade_state: 'SUCCESS' }),
    },
    control: {
      ...desk.control,
      ...keys.control,
      ...bills.control,
      'POST /__ctl/pay': ({ query }) =>
        json({ outcome: money.pay(query.get('paymentNo') ?? '', query.has('late')) }),
      'POST /__ctl/nextRefund': ({ query }) => {
        store.state.nextRefund = (query.get('becomes') ?? 'SUCCESS') as SimRefund['becomes'];
        store.save();
        return json({});
      },
    },
    stop: () => timers.forEach(clearTimeout),
  };
}
