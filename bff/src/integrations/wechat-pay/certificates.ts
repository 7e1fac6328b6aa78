import { X509Certificate, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { unavailable } from '../outbound.ts';
import { openResource, signatureFault, type Vouch } from './signing.ts';
import { NAME, type SignedCall } from './signed-call.ts';

const Answer = z.object({
  data: z.array(
    z.object({
      serial_no: z.string().regex(/^[0-9A-F]{40}$/i),
      effective_time: z.string(),
      expire_time: z.string(),
      encrypt_certificate: z.object({
        algorithm: z.literal('AEAD_AES_256_GCM'),
        ciphertext: z.string(),
        nonce: z.string(),
        associated_data: z.string().optional(),
      }),
    }),
  ),
});

/**
 * Fetches the platform certificates of a merchant that has no public key yet, and adds them to what we believe. The answer
 * must be signed by a key we believe already, so a stranger can add nothing.
 */
export async function fetchCertificates(
  call: SignedCall,
  keys: Map<string, KeyObject>,
  apiV3Key: string,
  now: Date,
): Promise<string[]> {
  const answer = Answer.safeParse((await call('GET', '/v3/certificates')).value);
  if (!answer.success) throw unavailable(NAME, answer.error);
  const added: string[] = [];
  for (const { serial_no: serial, encrypt_certificate: sealed } of answer.data.data) {
    const certificate = new X509Certificate(openResource(apiV3Key, sealed));
    const current =
      Date.parse(certificate.validFrom) <= now.getTime() && now.getTime() < Date.parse(certificate.validTo);
    if (certificate.serialNumber.toUpperCase() !== serial.toUpperCase() || !current) continue;
    keys.set(serial, certificate.publicKey);
    added.push(serial);
  }
  return added;
}

/** A stranger may name unknown serials as often as they like; we ask at most this often. */
const ASK_AGAIN_AFTER_MS = 10 * 60_000;

/** Judges signatures, and learns the platform's new certificate when a serial of one is unknown. */
export function learningVouch(
  keys: Map<string, KeyObject>,
  now: () => Date,
  learn: () => Promise<string[]>,
): Vouch {
  let askedAt = -Infinity;
  return async (headers, rawBody) => {
    const fault = await signatureFault(keys, headers, rawBody, now());
    const certificate = /^[0-9A-F]{40}$/i.test(String(headers['wechatpay-serial']));
    if (fault !== 'unknown_serial' || !certificate || now().getTime() - askedAt < ASK_AGAIN_AFTER_MS)
      return fault;
    askedAt = now().getTime();
    const added = await learn().catch(() => []);
    return added.length > 0 ? signatureFault(keys, headers, rawBody, now()) : fault;
  };
}
