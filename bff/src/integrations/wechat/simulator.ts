import { randomBytes } from 'node:crypto';
import type { DemoCredentials } from '../demo-credentials.ts';
import type { DemoPeople } from '../demo-people.ts';
import { bodyOf, json, type Handler, type SimRequest, type Simulator, type Store } from '../simulator-kit.ts';
import { openidOf } from './openid.ts';
import { signInRoutes } from './sign-in-page.ts';
import { shippingRoutes, type SimShipping } from './simulated-shipping.ts';
import { valueFault } from './value-rules.ts';

export type WechatState = {
  codes: Record<string, { user: string; until: number; used: boolean }>;
  tokens: { value: string; until: number }[];
  /** Messages a person still agreed to, by `openid template`. */
  credits: Record<string, number>;
  blocked: string[];
  /** What the merchant told about payments, by transaction. */
  shipped: Record<string, SimShipping>;
};
export const wechatState = (): WechatState => ({
  ...{ codes: {}, tokens: [], credits: {}, blocked: [], shipped: {} },
});

export type WechatSimulatorOptions = {
  credentials: DemoCredentials['wechat'];
  people: DemoPeople;
  /** Origins besides this machine that a sign-in may lead back to. */
  allowedOrigins: readonly string[];
  /** The state file of the simulated WeChat Pay: what was paid. */
  payBooks: string;
};

const CODE_TTL_MS = 5 * 60_000;
const TOKEN_TTL_S = 7200;
/** How long before its end the platform renews a token, and how long the old one still works then. */
const RENEW_EARLY_MS = 5 * 60_000;

/** WeChat, as far as our server and our clients meet it. */
export function wechatSimulator(store: Store<WechatState>, options: WechatSimulatorOptions): Simulator {
  const issueCode = (user: string): string => {
    const code = `0${randomBytes(15).toString('base64url')}`;
    store.state.codes[code] = { user, until: Date.now() + CODE_TTL_MS, used: false };
    for (const [old, { until }] of Object.entries(store.state.codes))
      if (until + CODE_TTL_MS < Date.now()) delete store.state.codes[old];
    store.save();
    return code;
  };
  // A state file of an earlier version knows of no shipping.
  store.state.shipped ??= {};
  const shipping = shippingRoutes(store, options.payBooks, fault, (request) =>
    tokenFault(store.state, request),
  );
  return {
    routes: {
      ...shipping.routes,
      'GET /sns/jscode2session': signIn(store, options),
      'POST /cgi-bin/stable_token': stableToken(store, options),
      'POST /cgi-bin/message/subscribe/send': sendMessage(store),
      ...signInRoutes({ ...options, appId: options.credentials.appId, issueCode }),
      'POST /__client/login': (request) => {
        const user = bodyOf(request)?.['user'];
        if (typeof user !== 'string' || !user) return json({ errMsg: 'login:fail no such user' }, 400);
        return json({ code: issueCode(user), errMsg: 'login:ok' });
      },
      'POST /__client/subscribe': grantCredits(store),
    },
    spared: ['/connect/', '/__client/'],
    faults: { busy: () => fault(-1, 'system error') },
    control: {
      ...shipping.control,
      'POST /__ctl/rotateToken': () => {
        store.state.tokens = [];
        store.record('token.rotated', {});
        return json({});
      },
      'POST /__ctl/blockUser': ({ query }) => {
        store.state.blocked.push(query.get('user') ?? '');
        store.save();
        return json({});
      },
    },
  };
}

// WeChat declares its JSON as text.
const text = (value: unknown) => ({ ...json(value), headers: { 'content-type': 'text/plain' } });
const fault = (errcode: number, errmsg: string) => text({ errcode, errmsg });

function signIn({ state, record }: Store<WechatState>, { credentials }: WechatSimulatorOptions): Handler {
  return ({ query }) => {
    if (query.get('appid') !== credentials.appId) return fault(40013, 'invalid appid');
    if (query.get('secret') !== credentials.appSecret) return fault(40125, 'invalid appsecret');
    if (query.get('grant_type') !== 'authorization_code') return fault(40002, 'invalid grant_type');
    const code = state.codes[query.get('js_code') ?? ''];
    if (!code || code.until < Date.now()) return fault(40029, 'invalid code');
    if (code.used) return fault(40163, 'code been used');
    if (state.blocked.includes(code.user)) return fault(40226, 'code blocked');
    code.used = true;
    record('signed_in', { user: code.user });
    return text({ openid: openidOf(code.user), session_key: randomBytes(16).toString('base64') });
  };
}

function stableToken(
  { state, record }: Store<WechatState>,
  { credentials }: WechatSimulatorOptions,
): Handler {
  return (request) => {
    const body = bodyOf(request);
    if (!body) return fault(47001, 'data format error');
    if (body['grant_type'] !== 'client_credential') return fault(40002, 'invalid grant_type');
    if (body['appid'] !== credentials.appId) return fault(40013, 'invalid appid');
    if (body['secret'] !== credentials.appSecret) return fault(40125, 'invalid appsecret');
    const now = Date.now();
    let token = state.tokens.find(({ until }) => until - RENEW_EARLY_MS > now);
    if (!token) {
      token = { value: randomBytes(384).toString('base64url'), until: now + TOKEN_TTL_S * 1000 };
      state.tokens = [token, ...state.tokens.filter(({ until }) => until > now)];
    }
    record('token.asked', {});
    return text({ access_token: token.value, expires_in: Math.floor((token.until - now) / 1000) });
  };
}

function sendMessage({ state, record }: Store<WechatState>): Handler {
  return (request) => {
    const refusal = tokenFault(state, request);
    if (refusal) return refusal;
    const body = bodyOf(request);
    if (!body) return fault(47001, 'data format error');
    const { touser, template_id: template, page, data, miniprogram_state: programState } = body;
    if (typeof touser !== 'string' || !/^o[\w-]{27}$/.test(touser)) return fault(40003, 'invalid openid');
    if (typeof template !== 'string' || !/^[\w-]{6,64}$/.test(template))
      return fault(40037, 'invalid template_id');
    if (page !== undefined && (typeof page !== 'string' || !/^[\w-]+(\/[\w-]+)*(\?.*)?$/.test(page)))
      return fault(41030, 'invalid page');
    if (!['formal', 'trial', 'developer', undefined].includes(programState as string | undefined))
      return fault(47001, 'data format error');
    const why = valueFault(data);
    if (why) return fault(47003, `argument invalid! ${why}`);
    const slot = `${touser} ${template}`;
    if (!state.credits[slot]) return fault(43101, 'user refuse to accept the msg');
    state.credits[slot]--;
    record('message.sent', { openid: touser, template, page, data, key: request.headers['x-request-id'] });
    return text({ errcode: 0, errmsg: 'ok' });
  };
}

function tokenFault(state: WechatState, { query }: SimRequest) {
  const token = query.get('access_token');
  if (!token) return fault(41001, 'access_token missing');
  const known = state.tokens.find(({ value }) => value === token);
  if (!known) return fault(40001, 'invalid credential, access_token is invalid or not latest');
  return known.until < Date.now() ? fault(42001, 'access_token expired') : undefined;
}

/** One credit for one later message of each template, as when the person taps 允许. */
function grantCredits({ state, record }: Store<WechatState>): Handler {
  return (request) => {
    const { user, templateIds } = bodyOf(request) ?? {};
    if (typeof user !== 'string' || !Array.isArray(templateIds)) return json({ errMsg: 'fail' }, 400);
    if (templateIds.length > 3) return json({ errCode: 20003, errMsg: 'requestSubscribeMessage:fail' }, 400);
    for (const template of templateIds as string[]) {
      const slot = `${openidOf(user)} ${template}`;
      state.credits[slot] = (state.credits[slot] ?? 0) + 1;
    }
    record('subscribed', { user, templateIds });
    const accepted = Object.fromEntries((templateIds as string[]).map((id) => [id, 'accept']));
    return json({ errMsg: 'requestSubscribeMessage:ok', ...accepted });
  };
}
