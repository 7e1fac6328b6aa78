import { randomBytes } from 'node:crypto';
import type { DemoCredentials } from '../demo-credentials.ts';
import { json, type Routes, type Store } from '../simulator-kit.ts';
import { FORGERIES, noticeBody, vouch, type Notice } from './simulated-platform.ts';
import type { WechatPayState } from './simulated-state.ts';

export type Posted = {
  notice: Notice;
  url: string;
  attempts: number;
  nextAt: number;
  delivered: boolean;
  /** The last bytes that went out, for a replay. */
  headers?: Record<string, string>;
  body?: string;
};

export type CallbackDesk = ReturnType<typeof callbackDesk>;

/** Seconds between two tries of a callback: 15 tries in a day and four minutes. */
const SCHEDULE_S = [
  15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
] as const;
/** A merchant has to answer within this. */
const ANSWER_WITHIN_MS = 5_000;

/** Delivers callbacks as WeChat Pay does, until answered 200 or 204; what is undelivered survives a restart. */
export function callbackDesk(
  store: Store<WechatPayState>,
  credentials: () => DemoCredentials['wechatPay'],
  { factor, wait }: { factor: number; wait: (ms: number, work: () => void) => void },
) {
  const { state, save, record } = store;
  const deliver = async (id: string): Promise<void> => {
    const posted = state.callbacks[id];
    if (!posted || posted.delivered) return;
    const { headers, body } = wireOf(posted);
    Object.assign(posted, { headers, body });
    const lost = state.lose > 0 && state.lose-- > 0;
    const copies = lost ? 0 : 1 + state.duplicates;
    const answers = await Promise.all(Array.from({ length: copies }, () => post(posted.url, headers, body)));
    posted.delivered = answers.some((status) => status === 200 || status === 204);
    record('callback', { id, event: posted.notice.event, answers, attempt: ++posted.attempts });
    if (posted.delivered) return;
    const seconds = SCHEDULE_S[posted.attempts - 1];
    if (seconds === undefined) return;
    posted.nextAt = Date.now() + (seconds * 1000) / factor;
    save();
    arm(id, posted);
  };
  /** A probe is genuine but for its signature; the real one comes with the next try. */
  const wireOf = ({ notice }: Posted) => {
    if (state.probes > 0 && state.probes-- > 0) return FORGERIES['signtest']!(credentials(), notice);
    const body = noticeBody(credentials(), notice);
    return { headers: vouch(credentials(), body), body };
  };
  const arm = (id: string, { nextAt }: Posted) =>
    wait(Math.max(0, nextAt - Date.now()), () => void deliver(id).catch(report));
  /** The last of those held back goes out first, each after the one before was answered. */
  const holdBack = (id: string) => {
    state.heldBack.push(id);
    save();
    if (state.heldBack.length < state.reorder) return;
    const ids = state.heldBack.splice(0).reverse();
    state.reorder = 0;
    save();
    void ids.reduce((before, next) => before.then(() => deliver(next)), Promise.resolve()).catch(report);
  };
  for (const [id, posted] of Object.entries(state.callbacks))
    if (!posted.delivered && posted.attempts < SCHEDULE_S.length) arm(id, posted);

  return {
    /** Queues a callback and sends it right away. */
    post(url: string, notice: Omit<Notice, 'id'>) {
      const id = randomBytes(16).toString('hex');
      const posted = { notice: { ...notice, id }, url, attempts: 0, nextAt: Date.now(), delivered: false };
      state.callbacks[id] = posted;
      if (state.reorder > 0) return void holdBack(id);
      save();
      arm(id, posted);
    },
    control: deskControl(store, credentials),
  };
}

const report = (error: unknown) => void process.stderr.write(`${String(error)}\n`);

function deskControl(
  { state, save }: Store<WechatPayState>,
  credentials: () => DemoCredentials['wechatPay'],
): Routes {
  return {
    // Every callback from now on goes out this many times more.
    'POST /__ctl/duplicateCallbacks': ({ query }) => {
      state.duplicates = Number(query.get('n') ?? 1);
      save();
      return json({});
    },
    'POST /__ctl/reorderCallbacks': ({ query }) => {
      state.reorder = Number(query.get('n') ?? 2);
      save();
      return json({});
    },
    // The next `n` go out as probes of our signature check, as WeChat sends them now and then.
    'POST /__ctl/probeCallbacks': ({ query }) => {
      state.probes = Number(query.get('n') ?? 1);
      save();
      return json({});
    },
    'POST /__ctl/loseCallbacks': ({ query }) => {
      state.lose = Number(query.get('n') ?? 1);
      save();
      return json({});
    },
    // `how` is one of FORGERIES; made from the last callback of the order or refund numbered `no`.
    'POST /__ctl/forgeCallback': async ({ query }) => {
      const forge = FORGERIES[query.get('how') ?? 'wrong_key'];
      const model = newest(state, query.get('no'));
      if (!forge || !model)
        return json({ error: 'no such forgery or callback', kinds: Object.keys(FORGERIES) }, 400);
      const notice = { ...model.notice, id: randomBytes(16).toString('hex') };
      const { headers, body } = forge(credentials(), notice);
      return json({ answered: await post(model.url, headers, body) });
    },
    // Sends the very bytes of an earlier callback again.
    'POST /__ctl/replayCallback': async ({ query }) => {
      const model = newest(state, query.get('no'));
      if (!model?.body || !model.headers) return json({ error: 'no such callback' }, 400);
      return json({ answered: await post(model.url, model.headers, model.body) });
    },
  };
}

function newest(state: WechatPayState, no: string | null): Posted | undefined {
  const about = (plain: object) => Object.values(plain).includes(no);
  return Object.values(state.callbacks)
    .filter(({ notice }) => no === null || about(notice.plain))
    .at(-1);
}

/** The status answered, or 0 when there was no answer in time. */
async function post(url: string, headers: Record<string, string>, body: string): Promise<number> {
  const sent = { ...headers, 'content-type': 'application/json', 'user-agent': 'Mozilla/4.0' };
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const answer = await fetch(url, { method: 'POST', headers: sent, body, signal, redirect: 'error' });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}
