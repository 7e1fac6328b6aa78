/** WeChat Pay's own side of the cryptography, written apart from our client's so that each checks the other. */
import { createCipheriv, createSign, createVerify, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { DemoCredentials } from '../demo-credentials.ts';
import type { Reply, SimRequest } from '../simulator-kit.ts';

type Credentials = DemoCredentials['wechatPay'];

/** Milliseconds as RFC 3339 in China: `2026-11-22T20:00:00+08:00`. */
export const chinaTime = (at: number): string =>
  `${new Date(at + 28_800_000).toISOString().slice(0, 19)}+08:00`;

const rsaSign = (key: string, message: string) =>
  createSign('RSA-SHA256').update(message).sign(key, 'base64');

/** Why the request is refused, in WeChat Pay's words, or undefined. */
export function requestRefusal(credentials: Credentials, request: SimRequest): Reply | undefined {
  const { headers } = request;
  if (!headers['accept']?.includes('application/json'))
    return refusal(400, 'PARAM_ERROR', '请求头 Accept 不正确');
  if (!headers['user-agent']) return refusal(400, 'PARAM_ERROR', '缺少 User-Agent');
  const wanted = headers['wechatpay-serial'];
  if (wanted && wanted !== credentials.platformSerial)
    return refusal(400, 'PARAM_ERROR', 'Wechatpay-Serial 无效');
  const [scheme = '', list = ''] = (headers['authorization'] ?? '').split(/ (.*)/s);
  if (scheme !== 'WECHATPAY2-SHA256-RSA2048')
    return refusal(401, 'SIGN_ERROR', 'Http头Authorization值格式错误');
  const field = (name: string) => new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(list)?.[1] ?? '';
  if (field('mchid') !== credentials.mchId) return refusal(401, 'SIGN_ERROR', '商户号与签名不符');
  if (field('serial_no') !== credentials.merchantSerial)
    return refusal(401, 'SIGN_ERROR', '商户证书序列号有误');
  const timestamp = field('timestamp');
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300)
    return refusal(401, 'SIGN_ERROR', '时间戳已过期');
  if (field('nonce_str').length < 16) return refusal(401, 'SIGN_ERROR', '随机串过短');
  const message = [
    request.method,
    request.target,
    timestamp,
    field('nonce_str'),
    request.raw.toString('utf8'),
    '',
  ].join('\n');
  const holds = createVerify('RSA-SHA256')
    .update(message)
    .verify(credentials.merchantPublicKey, field('signature'), 'base64');
  return holds ? undefined : refusal(401, 'SIGN_ERROR', '签名错误');
}

export const refusal = (status: number, code: string, message: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({ code, message }),
});

/** Does the cashier of the client hold parameters that our merchant signed? */
export function paySignHolds(credentials: Credentials, params: Record<string, string>): boolean {
  const message = `${params['appId']}\n${params['timeStamp']}\n${params['nonceStr']}\n${params['package']}\n`;
  return createVerify('RSA-SHA256')
    .update(message)
    .verify(credentials.merchantPublicKey, params['paySign'] ?? '', 'base64');
}

/** The four headers with which the platform vouches for a body. */
export function vouch(credentials: Credentials, body: string, at = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const nonce = randomBytes(16).toString('hex');
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': credentials.platformSerial,
    'wechatpay-signature': rsaSign(credentials.platformPrivateKey, `${timestamp}\n${nonce}\n${body}\n`),
  };
}

/** Signs an answer, as the real platform does for refusals too. */
export const signed = (credentials: Credentials, reply: Reply): Reply => ({
  ...reply,
  headers: {
    ...reply.headers,
    ...vouch(credentials, String(reply.body ?? '')),
    'request-id': randomBytes(12).toString('hex'),
  },
});

export type Notice = { id: string; event: string; original: string; summary: string; plain: object };

/** The body of a callback: the plain resource sealed with the APIv3 key. */
export function noticeBody(
  { apiV3Key }: Credentials,
  { id, event, original, summary, plain }: Notice,
): string {
  return JSON.stringify({
    id,
    create_time: chinaTime(Date.now()),
    resource_type: 'encrypt-resource',
    event_type: event,
    summary,
    resource: { original_type: original, ...sealed({ apiV3Key }, original, JSON.stringify(plain)) },
  });
}

/** Sealed with the APIv3 key, the tag behind the text. */
export function sealed({ apiV3Key }: Pick<Credentials, 'apiV3Key'>, label: string, plain: string) {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce).setAAD(Buffer.from(label));
  const bytes = [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: Buffer.concat(bytes).toString('base64'),
    associated_data: label,
    nonce,
  };
}

type Wire = { headers: Record<string, string>; body: string };
type Forge = (credentials: Credentials, notice: Notice) => Wire;

const genuine: Forge = (credentials, notice) => {
  const body = noticeBody(credentials, notice);
  return { headers: vouch(credentials, body), body };
};
const alteredHeader =
  (change: (headers: Record<string, string>) => Record<string, string>): Forge =>
  (credentials, notice) => {
    const { headers, body } = genuine(credentials, notice);
    return { headers: { ...headers, ...change(headers) }, body };
  };
const signedAt =
  (shiftSeconds: number): Forge =>
  (credentials, notice) => {
    const body = noticeBody(credentials, notice);
    return { headers: vouch(credentials, body, Date.now() + shiftSeconds * 1000), body };
  };
const withPlain =
  (change: object): Forge =>
  (credentials, notice) =>
    genuine(credentials, { ...notice, plain: { ...notice.plain, ...change } });

/** Callbacks that must not be believed, by what is wrong with them; `genuine` is the control. */
let stranger: string | undefined;
/** Of nobody; made once, since making one takes a second. */
const strangerKey = (): string =>
  (stranger ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString());

export const FORGERIES: Record<string, Forge> = {
  genuine,
  wrong_key: (credentials, notice) => genuine({ ...credentials, platformPrivateKey: strangerKey() }, notice),
  tampered: (credentials, notice) => {
    const { headers, body } = genuine(credentials, notice);
    return { headers, body: `${body} ` };
  },
  swapped_nonce: alteredHeader(() => ({ 'wechatpay-nonce': randomBytes(16).toString('hex') })),
  expired: signedAt(-301),
  future: signedAt(302),
  unknown_serial: alteredHeader(() => ({ 'wechatpay-serial': 'PUB_KEY_ID_0000000000000000000000000000' })),
  signtest: alteredHeader((headers) => ({
    'wechatpay-signature': `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']}`,
  })),
  missing_header: (credentials, notice) => {
    const { headers, body } = genuine(credentials, notice);
    delete headers['wechatpay-signature'];
    return { headers, body };
  },
  wrong_api_key: (credentials, notice) =>
    genuine({ ...credentials, apiV3Key: randomBytes(16).toString('hex') }, notice),
  foreign_mchid: withPlain({ mchid: '1900000001' }),
  foreign_appid: withPlain({ appid: 'wx0000000000000000' }),
  other_amount: (credentials, notice) => {
    const { amount } = notice.plain as { amount?: { total: number } };
    return genuine(credentials, {
      ...notice,
      plain: { ...notice.plain, amount: { ...amount, total: (amount?.total ?? 0) + 1 } },
    });
  },
  unknown_event: (credentials, notice) => genuine(credentials, { ...notice, event: 'PAYSCORE.USER_PAID' }),
};
