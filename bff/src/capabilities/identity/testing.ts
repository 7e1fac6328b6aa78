import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { identityProblem } from '@xinglin/shared/identity/contract';
import { accessTokens } from '../../kernel/auth.ts';
import { fieldCrypto } from '../../kernel/crypto.ts';
import type { Database } from '../../kernel/database.ts';
import { argonPasswords } from '../../kernel/passwords.ts';
import { identity } from './index.ts';

export const testPem = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
export const testCrypto = () => fieldCrypto({ k1: randomBytes(32) }, randomBytes(32));

/** Identity as the app has it; a WeChat code `user:<name>` belongs to that person, once. */
export async function identityWorld(db: Database, clock = { now: new Date() }) {
  const used = new Set<string>();
  const pem = testPem();
  const capability = identity({
    db,
    wechat: {
      async exchangeCode(code) {
        if (!code.startsWith('user:') || used.has(code)) throw identityProblem('WECHAT_CODE_REJECTED');
        used.add(code);
        return { openid: `o-${code.split(':')[1]}`, unionid: null };
      },
    },
    tokens: await accessTokens([pem]),
    crypto: testCrypto(),
    passwords: argonPasswords(),
    now: () => clock.now,
    newId: () => uuidv7(),
    handedInUntil: async () => null,
  });
  return { ...capability, clock, pem };
}
