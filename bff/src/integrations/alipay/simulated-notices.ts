import { randomBytes } from 'node:crypto';
import { json, type Routes, type Store } from '../simulator-kit.ts';
import type { AlipaySimulatorOptions, AlipayState, AlipayTrade } from './simulator.ts';
import { signedNotice } from './simulated-wire.ts';

/** Minutes between two tries of a notice: eight in 25 hours. */
const SCHEDULE_MIN = [4, 10, 10, 60, 120, 360, 900];

type Params = Record<string, string>;
/** Notices that must not be believed, by what is wrong with them; `genuine` is the control. */
const FORGERIES: Record<string, (sign: (params: Params) => string, params: Params) => string> = {
  genuine: (sign, params) => sign(params),
  tampered: (sign, params) => sign(params).replace(/total_amount=[\d.]+/, 'total_amount=0.01'),
  unsigned: (_, params) => new URLSearchParams(params).toString(),
  foreign_app: (sign, params) => sign({ ...params, app_id: '2021000000000000' }),
  // Genuine, but not of a payment: the trade was closed, or refunded in full.
  closed_trade: (sign, params) => sign({ ...params, trade_status: 'TRADE_CLOSED' }),
  waiting_trade: (sign, params) => sign({ ...params, trade_status: 'WAIT_BUYER_PAY' }),
  foreign_amount: (sign, params) => sign({ ...params, total_amount: '0.01' }),
};

/** Tells the merchant of a payment until it answers `success`. */
export function noticeDesk({ state, record, save }: Store<AlipayState>, options: AlipaySimulatorOptions) {
  const { credentials, callbackFactor } = options;
  const timers = new Set<NodeJS.Timeout>();
  const sign = (params: Params) => signedNotice(credentials, params);
  const paramsOf = (trade: AlipayTrade, id = randomBytes(16).toString('hex')): Params => ({
    ...{ notify_id: id, notify_type: 'trade_status_sync', app_id: credentials.appId, charset: 'utf-8' },
    ...{ out_trade_no: trade.paymentNo, trade_no: trade.tradeNo ?? '', trade_status: 'TRADE_SUCCESS' },
    total_amount: (trade.totalFen / 100).toFixed(2),
    gmt_payment: new Date((trade.paidAt ?? 0) + 28_800_000).toISOString().slice(0, 19).replace('T', ' '),
    buyer_id: '2088000000000001',
  });
  const deliver = async (trade: AlipayTrade, params: Params, attempt: number): Promise<void> => {
    const lost = state.lose > 0 && state.lose-- > 0;
    const copies = lost ? 0 : 1 + state.duplicates;
    const answers = await Promise.all(
      Array.from({ length: copies }, () => post(trade.notifyUrl, sign(params))),
    );
    record('callback', { paymentNo: trade.paymentNo, answers, attempt });
    const minutes = SCHEDULE_MIN[attempt - 1];
    if (answers.includes('success') || minutes === undefined) return;
    later((minutes * 60_000) / callbackFactor, () => void deliver(trade, params, attempt + 1));
  };
  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => (timers.delete(timer), work()), ms);
    timers.add(timer);
  };
  const control: Routes = {
    'POST /__ctl/loseCallbacks': ({ query }) => {
      state.lose = Number(query.get('n') ?? 1);
      return (save(), json({}));
    },
    'POST /__ctl/duplicateCallbacks': ({ query }) => {
      state.duplicates = Number(query.get('n') ?? 1);
      return (save(), json({}));
    },
    'POST /__ctl/forgeCallback': async ({ query }) => {
      const forge = FORGERIES[query.get('how') ?? 'tampered'];
      const trade = state.trades[query.get('no') ?? ''];
      if (!forge || !trade)
        return json({ error: 'no such forgery or trade', kinds: Object.keys(FORGERIES) }, 400);
      return json({ answered: await post(trade.notifyUrl, forge(sign, paramsOf(trade))) });
    },
  };
  return {
    control,
    tell: (trade: AlipayTrade) => later(0, () => void deliver(trade, paramsOf(trade), 1)),
    stop: () => timers.forEach(clearTimeout),
  };
}

/** What was answered, shortened; empty when there was no answer in time. */
async function post(url: string, body: string): Promise<string> {
  try {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5_000) });
    return (await answer.text()).slice(0, 60);
  } catch {
    return '';
  }
}
