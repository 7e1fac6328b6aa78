import { createCipheriv, createDecipheriv } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { z } from 'zod';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';

/** The SM2 identity both sides use when nothing else is agreed (GM/T 0009). */
export const SM2_USER_ID = '1234567812345678';

/** How the gateways of the health insurance bureau wrap a call or an answer: body under SM4, the whole signed with SM2. */
export const Envelope = z.object({
  appId: z.string(),
  version: z.literal('1.0.0'),
  encType: z.literal('SM4'),
  signType: z.literal('SM2'),
  /** Milliseconds since 1970, as text. */
  timestamp: z.string().regex(/^\d{13}$/),
  encData: z.string().regex(/^([0-9A-F]{32})+$/),
  signData: z.string().min(64),
});
export type Envelope = z.infer<typeof Envelope>;

export type EnvelopeSecrets = {
  appId: string;
  appSecret: string;
  /** Provinces derive the SM4 key from the two in their own ways; 16 bytes. */
  sm4Key?: (appId: string, appSecret: string) => Buffer;
};
export type Sealer = EnvelopeSecrets & { privateKey: string; publicKey: string };
export type Opener = EnvelopeSecrets & { publicKey: Sm2PublicKey };
/** Hex, or the point computed from it once, which verifies several times faster. */
export type Sm2PublicKey = string | ReturnType<typeof sm2.precomputePublicKey>;

/** The common way: the secret's SM4 encryption under the app id, its first 16 hex digits as bytes of text. */
export function usualSm4Key(appId: string, appSecret: string): Buffer {
  const cipher = createCipheriv('sm4-ecb', Buffer.from(appId.padEnd(16, '0').slice(0, 16)), null);
  const sealed = Buffer.concat([cipher.update(appSecret, 'utf8'), cipher.final()]);
  return Buffer.from(sealed.toString('hex').toUpperCase().slice(0, 16));
}

/** Wraps `data`. The signature covers the plain data, the head and the shared secret. */
export function seal(sealer: Sealer, data: Json, now: Date): Envelope {
  const head = {
    appId: sealer.appId,
    version: '1.0.0',
    encType: 'SM4',
    signType: 'SM2',
    timestamp: String(now.getTime()),
  } as const;
  const cipher = createCipheriv('sm4-ecb', keyOf(sealer), null);
  const sealed = Buffer.concat([cipher.update(canonicalJson(data), 'utf8'), cipher.final()]);
  const signature = sm2.doSignature(textToSign(head, data, sealer.appSecret), sealer.privateKey, {
    hash: true,
    der: false,
    userId: SM2_USER_ID,
    publicKey: sealer.publicKey,
  });
  return {
    ...head,
    encData: sealed.toString('hex').toUpperCase(),
    signData: Buffer.from(signature, 'hex').toString('base64'),
  };
}

const TIME_WINDOW_MS = 300_000;

/** Unwraps an envelope. @throws when it is stale, for another app, altered, or signed by someone else */
export function open(opener: Opener, envelope: unknown, now: Date): Json {
  const { encData, signData, ...head } = Envelope.parse(envelope);
  if (head.appId !== opener.appId) throw new Error('envelope of another app');
  if (Math.abs(now.getTime() - Number(head.timestamp)) > TIME_WINDOW_MS)
    throw new Error('envelope outside the time window');
  const decipher = createDecipheriv('sm4-ecb', keyOf(opener), null);
  const plain = Buffer.concat([decipher.update(Buffer.from(encData, 'hex')), decipher.final()]);
  const data = JSON.parse(plain.toString('utf8')) as Json;
  const signature = Buffer.from(signData, 'base64').toString('hex');
  const holds = sm2.doVerifySignature(textToSign(head, data, opener.appSecret), signature, opener.publicKey, {
    hash: true,
    der: false,
    userId: SM2_USER_ID,
  });
  if (!holds) throw new Error('signature of the envelope does not hold');
  return data;
}

const keyOf = ({ appId, appSecret, sm4Key = usualSm4Key }: EnvelopeSecrets) => sm4Key(appId, appSecret);

/** `appId=…&data={…}&encType=SM4&signType=SM2&timestamp=…&version=1.0.0&key=secret` */
function textToSign(head: Omit<Envelope, 'encData' | 'signData'>, data: Json, appSecret: string): string {
  const fields: Record<string, string> = { ...head, data: canonicalJson(data) };
  const pairs = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`);
  return `${pairs.join('&')}&key=${appSecret}`;
}
