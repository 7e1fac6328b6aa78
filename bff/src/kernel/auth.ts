import {
  SignJWT,
  exportJWK,
  importPKCS8,
  jwtVerify,
  calculateJwkThumbprint,
  createLocalJWKSet,
  type JWK,
} from 'jose';
import { createPublicKey } from 'node:crypto';
import { errors } from 'jose';
import { Role } from '@xinglin/shared/kernel/endpoint';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant, type Instant } from '@xinglin/shared/kernel/time';
import type { Actor } from './actor.ts';

const ISSUER = 'xinglin';
const AUDIENCE = 'xinglin-api';
const ALGORITHM = 'ES256';
export const ACCESS_TOKEN_SECONDS = 600;

export type AccessTokens = {
  issue(actor: Actor): Promise<{ token: string; expiresAt: Instant }>;
  /** The actor in a valid token; NOT_SIGNED_IN or TOKEN_EXPIRED otherwise. */
  read(token: string): Promise<Actor>;
};

/** Access tokens: ES256 JWTs of ten minutes. `pems[0]` signs; the others still verify, so keys can be rotated. */
export async function accessTokens(pems: string[]): Promise<AccessTokens> {
  const publicKeys: JWK[] = await Promise.all(
    pems.map(async (pem) => {
      const jwk = await exportJWK(createPublicKey(pem));
      return { ...jwk, alg: ALGORITHM, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
    }),
  );
  const keys = createLocalJWKSet({ keys: publicKeys });
  const signingKey = await importPKCS8(pems[0]!, ALGORITHM);
  const kid = publicKeys[0]!.kid!;
  return {
    async issue({ id, role, storeId, sessionId }) {
      const expiresAt = Math.floor(Date.now() / 1000) + ACCESS_TOKEN_SECONDS;
      const token = await new SignJWT({ role, storeId, sid: sessionId })
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'at+jwt' })
        .setSubject(id)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(signingKey);
      return { token, expiresAt: toInstant(expiresAt * 1000) };
    },
    async read(token) {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: ISSUER,
          audience: AUDIENCE,
          algorithms: [ALGORITHM],
          typ: 'at+jwt',
        });
        return {
          id: String(payload.sub),
          role: Role.parse(payload['role']),
          storeId: (payload['storeId'] as string | null) ?? null,
          sessionId: String(payload['sid']),
        };
      } catch (error) {
        throw problem(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'NOT_SIGNED_IN');
      }
    },
  };
}

/** Turns the token of a request or a socket into who asks; also refuses sessions that were ended. */
export type Authenticate = (token: string) => Promise<Actor>;
