import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** What is signed: every parameter that says something, sorted by name, `k=v` joined by `&`. */
const signedText = (params: Readonly<Record<string, string>>, without: readonly string[]) =>
  Object.keys(params)
    .filter((name) => !without.includes(name) && params[name] !== '')
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join('&');

/** RSA2: SHA-256 with RSA over the sorted parameters, in base64. */
export const signParams = (key: KeyObject, params: Readonly<Record<string, string>>): string =>
  sign('sha256', Buffer.from(signedText(params, ['sign'])), key).toString('base64');

/** A notice is signed without its `sign_type` too. */
export const noticeHolds = (key: KeyObject, params: Readonly<Record<string, string>>): boolean =>
  holds(key, signedText(params, ['sign', 'sign_type']), params['sign'] ?? '');

export const holds = (key: KeyObject, text: string, signature: string): boolean =>
  signature !== '' && verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'));

export const privateKeyOf = (pem: string) => createPrivateKey(pem);
export const publicKeyOf = (pem: string) => createPublicKey(pem);

/** Yuan as text to fen, without ever being a fraction. @throws for what is no amount */
export function fen(text: string): number {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text);
  if (!found) throw new Error(`not an amount: ${text}`);
  return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}

/** `2026-11-22 20:00:00` in China, and back. */
export const chinaClock = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
export const fromChinaClock = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+08:00`);
