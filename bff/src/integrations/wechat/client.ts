import { z } from 'zod';
import { identityProblem } from '@xinglin/shared/identity/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import type { WechatLogin } from '../../capabilities/identity/ports.ts';
import type { MessageOutcome, Messenger, WechatMessage } from '../../capabilities/notification/ports.ts';
import type { ShippingReporter } from '../../capabilities/payment/ports.ts';
import { outbound, unavailable, type Outbound, type OutboundRequest } from '../outbound.ts';
import { shippingReporter } from './shipping.ts';
import { fitValue } from './template-values.ts';

export type WechatOptions = {
  /** `https://api.weixin.qq.com`, or a simulator. */
  baseUrl: string;
  appId: string;
  appSecret: string;
  /** Which build of the mini-program a tapped message opens. */
  programState?: 'formal' | 'trial' | 'developer';
  now?: () => Date;
};

const NAME = 'wechat';
/** The platform is busy; the same call may be made again. */
const BUSY = -1;
/** The access token was replaced or ran out early. */
const STALE_TOKEN = new Set([40001, 40014, 42001]);

const Answer = z.looseObject({ errcode: z.number().default(0), errmsg: z.string().default('') });
type Answer = z.infer<typeof Answer>;
const SignedIn = z.object({ openid: z.string().min(1), unionid: z.string().min(1).nullish() });
const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** WeChat's mini-program server API: who signed in, and subscription messages. */
export function wechatClient(
  options: WechatOptions,
): WechatLogin & Messenger & ShippingReporter & { disconnect(): Promise<void> } {
  const door = outbound({ name: NAME, baseUrl: options.baseUrl });
  const tokens = accessTokens(door, options);
  return {
    exchangeCode: (code) => exchangeCode(door, options, code),
    send: (message) => send(door, tokens, options.programState ?? 'formal', message),
    reportShipping: shippingReporter((path, content) =>
      withToken(door, tokens, (token) => ({
        method: 'POST',
        path: `${path}?access_token=${encodeURIComponent(token)}`,
        body: JSON.stringify(content),
      })),
    ),
    disconnect: door.close,
  };
}

/** Calls with the access token, and once more with a fresh one when it was replaced meanwhile. */
async function withToken(door: Outbound, tokens: Tokens, request: (token: string) => OutboundRequest) {
  for (let attempt = 1; ; attempt++) {
    const token = await tokens.get();
    const answer = await call(door, request(token));
    if (!STALE_TOKEN.has(answer.errcode) || attempt === 2) return answer;
    tokens.drop(token);
  }
}

async function exchangeCode(door: Outbound, { appId, appSecret }: WechatOptions, code: string) {
  const query = new URLSearchParams({
    appid: appId,
    secret: appSecret,
    js_code: code,
    grant_type: 'authorization_code',
  });
  // A code is good for one exchange, so only "busy", which used nothing up, is tried again.
  for (let attempt = 1; ; attempt++) {
    const answer = await call(door, { method: 'GET', path: `/sns/jscode2session?${query.toString()}` });
    if (answer.errcode === BUSY && attempt <= 2) continue;
    if (answer.errcode === 40029 || answer.errcode === 40163) throw identityProblem('WECHAT_CODE_REJECTED');
    if (answer.errcode === 40226) throw identityProblem('WECHAT_LOGIN_BLOCKED');
    if (answer.errcode === 45011) throw problem('TOO_MANY_REQUESTS');
    if (answer.errcode !== 0) throw refused(answer);
    const { openid, unionid } = understand(SignedIn, answer);
    return { openid, unionid: unionid ?? null };
  }
}

type Tokens = { get(): Promise<string>; drop(token: string): void };

/** One access token for all callers, fetched once however many wait, given up two minutes before it ends. */
function accessTokens(door: Outbound, { appId, appSecret, now = () => new Date() }: WechatOptions): Tokens {
  let held: { token: string; until: number } | undefined;
  let fetching: Promise<string> | undefined;
  const fetchToken = async () => {
    const answer = await call(door, {
      method: 'POST',
      path: '/cgi-bin/stable_token',
      body: JSON.stringify({
        grant_type: 'client_credential',
        appid: appId,
        secret: appSecret,
        force_refresh: false,
      }),
      keyed: true,
    });
    if (answer.errcode !== 0) throw refused(answer);
    const { access_token: token, expires_in: seconds } = understand(Token, answer);
    held = { token, until: now().getTime() + (seconds - 120) * 1000 };
    return token;
  };
  return {
    async get() {
      if (held && held.until > now().getTime()) return held.token;
      fetching ??= fetchToken().finally(() => (fetching = undefined));
      return fetching;
    },
    // Compared first: another caller may already have fetched the next one.
    drop: (token) => void (held?.token === token && (held = undefined)),
  };
}

async function send(door: Outbound, tokens: Tokens, programState: string, message: WechatMessage) {
  const { openid, templateId, page, data, key } = message;
  const body = JSON.stringify({
    touser: openid,
    template_id: templateId,
    page,
    data: Object.fromEntries(
      Object.entries(data).map(([field, value]) => [field, { value: fitValue(field, value) }]),
    ),
    miniprogram_state: programState,
    lang: 'zh_CN',
  });
  const answer = await withToken(door, tokens, (token) => ({
    method: 'POST',
    path: `/cgi-bin/message/subscribe/send?access_token=${encodeURIComponent(token)}`,
    headers: { 'x-request-id': key },
    body,
  }));
  return outcomeOf(answer);
}

/** 43101 the person has no credit left; 40003 40037 41030 47003 can never go through; the rest may later. */
function outcomeOf(answer: Answer): MessageOutcome {
  switch (answer.errcode) {
    case 0:
      return 'sent';
    case 43101:
      return 'no_credit';
    case 40003:
    case 40037:
    case 41030:
    case 47003:
      return 'dead';
    default:
      throw refused(answer);
  }
}

async function call(door: Outbound, request: OutboundRequest): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...request.headers };
  const { status, body } = await door.send({ ...request, headers: request.body ? headers : request.headers });
  if (status !== 200) throw unavailable(NAME, new Error(`HTTP ${status}`));
  // Declared as text/plain, so the header is not asked.
  return understand(Answer, parse(body));
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw unavailable(NAME, cause);
  }
}

function understand<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw unavailable(NAME, result.error);
  return result.data;
}

const refused = ({ errcode, errmsg }: Answer) => unavailable(NAME, new Error(`errcode ${errcode} ${errmsg}`));
