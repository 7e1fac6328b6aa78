import { generateKeyPairSync } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import type { SigningKey } from './signatures.ts';

/** A fresh pair under the serial given. */
export function freshKey(alg: SigningKey['alg'], serial: string, holder = '*'): SigningKey {
  if (alg === 'SM2-SM3') return { alg, serial, holder, ...sm2.generateKeyPairHex() };
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    alg,
    serial,
    holder,
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
