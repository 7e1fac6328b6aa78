import { randomBytes, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { unavailable, type Outbound } from '../outbound.ts';
import { signLines, type Vouch } from './signing.ts';

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

type SigningOptions = {
  door: Outbound;
  /** For files, which are larger than answers may be. */
  files: Outbound;
  mchId: string;
  merchantSerial: string;
  platformSerial: string | undefined;
  key: KeyObject;
  /** What is wrong with the platform's signature, or undefined. */
  vouch: Vouch;
  now: () => Date;
};

/** Signs what goes out and checks the signature of what comes back. All of these calls are keyed by our own numbers. */
export function signedCall(options: SigningOptions) {
  const { door, platformSerial } = options;
  const call = async (method: 'GET' | 'POST', path: string, content?: object): Promise<Answer> => {
    const body = content && JSON.stringify(content);
    const answer = await door.send({
      method,
      path,
      headers: {
        accept: 'application/json',
        'user-agent': 'xinglin-bff',
        authorization: await authorization(options, method, path, body),
        ...(platformSerial ? { 'wechatpay-serial': platformSerial } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body,
      keyed: true,
    });
    const fault = await options.vouch(answer.headers, answer.body);
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
  /** A file: signed by us, not by the platform; what it must hash to came in a signed answer. */
  const download = async (path: string): Promise<Buffer> => {
    const sent = { accept: 'application/json', 'user-agent': 'xinglin-bff' };
    const headers = { ...sent, authorization: await authorization(options, 'GET', path) };
    const answer = await options.files.send({ method: 'GET', path, headers, keyed: true });
    if (answer.status !== 200) throw unavailable(NAME, new Error(`HTTP ${answer.status} for a file`));
    return answer.body;
  };
  return Object.assign(call, { download });
}
export type SignedCall = ReturnType<typeof signedCall>;

async function authorization(
  { mchId, merchantSerial, key, now }: SigningOptions,
  method: string,
  path: string,
  body = '',
): Promise<string> {
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const nonce = randomBytes(16).toString('hex');
  const signature = await signLines(key, [method, path, timestamp, nonce, body]);
  return (
    `WECHATPAY2-SHA256-RSA2048 mchid="${mchId}",nonce_str="${nonce}",timestamp="${timestamp}",` +
    `serial_no="${merchantSerial}",signature="${signature}"`
  );
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
