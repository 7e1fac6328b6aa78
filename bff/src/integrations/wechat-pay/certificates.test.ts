import { createPrivateKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { expect, it } from 'vitest';
import { MINUTE_MS } from '@xinglin/shared/kernel/time';
import { sealed } from './simulated-platform.ts';
import { freshCertificate } from './simulated-certificate.ts';
import { fetchCertificates, learningVouch } from './certificates.ts';
import { signLines } from './signing.ts';
import type { SignedCall } from './signed-call.ts';

const API_KEY = '0123456789abcdef0123456789abcdef';
const DAY = 24 * 60 * MINUTE_MS;
const now = new Date('2026-11-22T04:00:00Z');

/** What the platform answers when asked for its certificates. */
const answering = (serial: string, certificate: string): SignedCall =>
  Object.assign(
    async () => ({
      status: 200,
      value: {
        data: [
          {
            serial_no: serial,
            effective_time: '',
            expire_time: '',
            encrypt_certificate: sealed({ apiV3Key: API_KEY }, 'certificate', certificate),
          },
        ],
      },
    }),
    { download: () => Promise.reject(new Error('no files here')) },
  );
async function learned(serial: string, certificate: string, at = now) {
  const keys = new Map<string, KeyObject>();
  const added = await fetchCertificates(answering(serial, certificate), keys, API_KEY, at);
  expect([...keys.keys()]).toEqual(added);
  return added;
}

it('a certificate is believed under its own number and within its own time only', async () => {
  const { serial, certificate } = freshCertificate(now.getTime());
  expect(await learned(serial, certificate)).toEqual([serial]);
  expect(await learned('A'.repeat(40), certificate)).toEqual([]);
  expect(await learned(serial, certificate, new Date(now.getTime() - 2 * DAY))).toEqual([]);
  expect(await learned(serial, certificate, new Date(now.getTime() + 366 * DAY))).toEqual([]);
});

/** A callback signed by the holder of a certificate. */
async function signedBy(privateKey: string, serial: string, at: Date) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = await signLines(createPrivateKey(privateKey), [timestamp, 'n', '{}']);
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': 'n',
    'wechatpay-serial': serial,
    'wechatpay-signature': signature,
  };
}

it('a stranger who names unknown numbers makes us ask the platform once in ten minutes, and is never believed', async () => {
  let asked = 0;
  let at = now;
  const keys = new Map<string, KeyObject>();
  const vouch = learningVouch(
    keys,
    () => at,
    async () => {
      asked += 1;
      return [];
    },
  );
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const knock = async (serial: string) => vouch(await signedBy(key, serial, at), Buffer.from('{}'));
  for (const digit of ['A', 'B', 'C']) expect(await knock(digit.repeat(40))).toBe('unknown_serial');
  expect(await knock('PUB_KEY_ID_1')).toBe('unknown_serial');
  expect(asked).toBe(1);
  at = new Date(now.getTime() + 10 * MINUTE_MS);
  expect(await knock('D'.repeat(40))).toBe('unknown_serial');
  expect(asked).toBe(2);
});

it('a callback under a certificate just learned is believed, also when it is the first one', async () => {
  const { serial, certificate, privateKey } = freshCertificate(now.getTime());
  const keys = new Map<string, KeyObject>();
  const vouch = learningVouch(
    keys,
    () => now,
    async () => {
      keys.set(serial, new X509Certificate(certificate).publicKey);
      return [serial];
    },
  );
  const headers = await signedBy(privateKey, serial, now);
  expect(await vouch(headers, Buffer.from('{}'))).toBeUndefined();
  expect(await vouch(headers, Buffer.from('{ }'))).toBe('bad_signature');
});
