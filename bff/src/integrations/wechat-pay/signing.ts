import { createDecipheriv, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

// The callback forms run on the thread pool; a signature takes over a millisecond, which the event loop should not wait for.
const signAsync = promisify(
  (data: Buffer, key: KeyObject, done: (error: Error | null, signature: Buffer) => void) =>
    sign('sha256', data, key, done),
);
const verifyAsync = promisify(
  (data: Buffer, key: KeyObject, signature: Buffer, done: (error: Error | null, holds: boolean) => void) =>
    verify('sha256', data, key, signature, done),
);

/** SHA256 with RSA, in base64. */
export const signText = async (key: KeyObject, text: string): Promise<string> =>
  (await signAsync(Buffer.from(text), key)).toString('base64');

/** Signs the lines, each ended by a line feed. */
export const signLines = (key: KeyObject, lines: readonly string[]): Promise<string> =>
  signText(key, lines.map((line) => `${line}\n`).join(''));

export type SignatureFault = 'missing_header' | 'outside_time_window' | 'unknown_serial' | 'bad_signature';

/** Judges the signature over a body; see `signatureFault`. */
export type Vouch = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
  rawBody: Buffer,
) => Promise<SignatureFault | undefined>;

/** Signatures older or newer than this are refused, seconds. */
const TIME_WINDOW_S = 300;
const MESSAGE_HEADERS = ['timestamp', 'nonce', 'serial', 'signature'] as const;

/**
 * Checks the platform's signature on an answer or callback, over the exact bytes: headers there, time near, key known by
 * its serial, signature right. Returns what is wrong, or undefined.
 */
export async function signatureFault(
  keys: ReadonlyMap<string, KeyObject>,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  rawBody: Buffer,
  now: Date,
): Promise<SignatureFault | undefined> {
  const values = MESSAGE_HEADERS.map((name) => headers[`wechatpay-${name}`]);
  const [timestamp, nonce, serial, signature] = values;
  if (typeof timestamp !== 'string' || typeof nonce !== 'string') return 'missing_header';
  if (typeof serial !== 'string' || typeof signature !== 'string') return 'missing_header';
  if (values.some((value) => value === '')) return 'missing_header';
  if (!/^\d{1,12}$/.test(timestamp)) return 'outside_time_window';
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TIME_WINDOW_S) return 'outside_time_window';
  const key = keys.get(serial);
  if (!key) return 'unknown_serial';
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), rawBody, Buffer.from('\n')]);
  const holds = await verifyAsync(message, key, Buffer.from(signature, 'base64'));
  return holds ? undefined : 'bad_signature';
}

/** Public keys or certificates in PEM by serial, the only ones we believe. */
export const trustedKeys = (pems: Readonly<Record<string, string>>): Map<string, KeyObject> =>
  new Map(Object.entries(pems).map(([serial, pem]) => [serial, createPublicKey(pem)]));

export type SealedResource = { ciphertext: string; nonce: string; associated_data?: string };

/** Opens an AEAD_AES_256_GCM resource; the last 16 bytes are the tag. @throws when the tag does not hold */
export function openResource(apiV3Key: string, resource: SealedResource): string {
  const sealed = Buffer.from(resource.ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(resource.nonce), {
    authTagLength: 16,
  });
  decipher.setAuthTag(sealed.subarray(-16));
  decipher.setAAD(Buffer.from(resource.associated_data ?? ''));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8');
}
