import { randomBytes, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { unavailable, type Outbound } from '../outbound.ts';
import { signLines, signatureFault } from './signing.ts';

export const NAME = 'wechat-pay';
/** "Same parameters, try again": the platform promises nothing was done, or that a repeat is the same. */
const TRY_AGAIN = new Set([
  'SYSTEM_ERROR',
  'SYSTEMERROR',
  'BANK_ERROR',
  'FREQUENCY_LIMITED',
  'RATELIMIT_EXCEEDED',
]);
/** `code` and `message` only of a refusal. */
export type Answer = { status: number; code?: string; message?: string; value: unknown };

/** Signs what goes out and checks the signature of what comes back. All of these calls are keyed by our own numbers. */
export function signedCall(options: {
  door: Outbound;
  mchId: string;
  merchantSerial: string;
  platformSerial: string | undefined;
  key: KeyObject;
  keys: ReadonlyMap<string, KeyObject>;
  now: () => Date;
}) {
  const { door, mchId, merchantSerial, platformSerial, key, keys, now } = options;
  return async (method: 'GET' | 'POST', path: string, content?: object): Promise<Answer> => {
    const body = content && JSON.stringify(content);
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const nonce = randomBytes(16).toString('hex');
    const signature = await signLines(key, [method, path, timestamp, nonce, body ?? '']);
    const answer = await door.send({
      method,
      path,
      headers: {
        accept: 'application/json',
        'user-agent': 'xinglin-bff',
        authorization:
          `WECHATPAY2-SHA256-RSA2048 mchid="${mchId}",nonce_str="${nonce}",timestamp="${timestamp}",` +
          `serial_no="${merchantSerial}",signature="${signature}"`,
        ...(platformSerial ? { 'wechatpay-serial': platformSerial } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body,
      keyed: true,
    });
    const fault = await signatureFault(keys, answer.headers, answer.body, now());
    const success = answer.status >= 200 && answer.status < 300;
    // An unsigned success is nobody's; an unsigned refusal only ever makes us stop or ask again.
    if (fault && (success || fault !== 'missing_header'))
      throw unavailable(NAME, new Error(`answer not trusted: ${fault}`));
    const value = parse(answer.body);
    if (success) return { status: answer.status, value };
    const { code = '', message = '' } = Refusal.safeParse(value).data ?? {};
    if (answer.status === 429 || answer.status >= 500 || !code || TRY_AGAIN.has(code))
      throw unavailable(NAME, new Error(`HTTP ${answer.status} ${code} ${message}`));
    return { status: answer.status, code, message, value };
  };
}

const Refusal = z.object({ code: z.string(), message: z.string().optional() });

function parse(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw unavailable(NAME, cause);
  }
}
