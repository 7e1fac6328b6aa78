import { createHash } from 'node:crypto';

/** The openid the simulator gives a demo person: `o` and 27 characters, always the same for the same name. */
export const openidOf = (wechatUser: string): string =>
  `o${createHash('sha256').update(`xinglin-demo:${wechatUser}`).digest('base64url').slice(0, 27)}`;
