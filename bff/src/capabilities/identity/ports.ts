import type { AccessTokens } from '../../kernel/auth.ts';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Instant } from '@xinglin/shared/kernel/time';
import type { Database, Tx } from '../../kernel/database.ts';

/** What identity needs of WeChat: the sign-in of the mini-program. */
export type WechatLogin = {
  /**
   * Swaps the one-use code of `wx.login` for who signed in. The session key WeChat hands out with it is dropped at once.
   * @throws WECHAT_CODE_REJECTED, WECHAT_LOGIN_BLOCKED, TOO_MANY_REQUESTS, UPSTREAM_UNAVAILABLE
   */
  exchangeCode(code: string): Promise<{ openid: string; unionid: string | null }>;
};

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  wechat: WechatLogin;
  tokens: AccessTokens;
  crypto: FieldCrypto;
  passwords: Passwords;
  now: () => Date;
  newId: () => string;
  /** From prescription: until when what was handed in for this person is kept at least; null when nothing was. */
  handedInUntil: (tx: Tx, personId: string) => Promise<Instant | null>;
};

/** Hashing of passwords (argon2id), with a bounded queue so that a flood of sign-ins can't starve everything else. */
export type Passwords = {
  hash(password: string): Promise<string>;
  /** True when it fits; against an unknown account pass null: the same time goes by. */
  verify(hash: string | null, password: string): Promise<boolean>;
};
