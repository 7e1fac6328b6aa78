import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openResource, signText } from './signing.ts';

type Vectors = {
  certificate: Parameters<typeof openResource>[1] & { apiV3Key: string; plaintext: string };
  sign: { private_key: string; message: string; signature: string };
};
const { certificate, sign } = JSON.parse(
  readFileSync(new URL('./vectors-official.json', import.meta.url), 'utf8'),
) as Vectors;

it('opens the platform certificate the published way, and it is the certificate of the platform', () => {
  const pem = openResource(certificate.apiV3Key, certificate);
  expect(pem).toBe(certificate.plaintext);
  expect(new X509Certificate(pem).issuer).toContain('Tenpay.com');
});

it('signs to the very signature the official SDK publishes', async () => {
  expect(await signText(createPrivateKey(sign.private_key), sign.message)).toBe(sign.signature);
});
