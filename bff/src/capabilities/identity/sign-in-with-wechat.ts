import { identityProblem, type signInWithWechat as contract } from '@xinglin/shared/identity/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../kernel/audit.ts';
import { isDuplicate } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { openSession, sessionAnswer } from './open-session.ts';
import type { Deps } from './ports.ts';
import { identityStore, type AccountRow } from './store.ts';

/** WeChat says who it is; a person we never saw becomes a patient, a worker must have been given the role before. */
export function signInWithWechat(deps: Deps): Handler<typeof contract> {
  const { db, wechat, crypto } = deps;
  return async (_, { code, role }) => {
    const { openid } = await wechat.exchangeCode(code);
    const account = await findOrCreate(deps, openid, crypto.blindIndex(openid));
    if (account.disabledAt || !account.roles.includes(role)) throw identityProblem('ROLE_NOT_HELD');
    const { session, refreshToken } = await db.write(async (tx) => {
      const opened = await openSession(deps, tx, account, role);
      const actor = { id: account.id, role, storeId: null, sessionId: opened.session.id };
      await audit(tx, actor, 'identity.sign_in', account.id, { by: 'wechat' });
      return opened;
    });
    return sessionAnswer(deps, account, session, refreshToken);
  };
}

/** Two first sign-ins at once make one account: the unique key decides. */
async function findOrCreate(deps: Deps, openid: string, openidIndex: string): Promise<AccountRow> {
  const { db, crypto, now, newId } = deps;
  const known = await identityStore(db.read).accountByOpenid(openidIndex);
  if (known) return known;
  const id = newId();
  const row: AccountRow = {
    id,
    displayName: `微信用户${openidIndex.slice(0, 4)}`,
    roles: ['patient'],
    storeId: null,
    openidIndex,
    openid: crypto.encrypt(openid, { table: 'account', column: 'openid', row: id }),
    username: null,
    passwordHash: null,
    totpSecret: null,
    totpStep: 0,
    disabledAt: null,
    createdAt: toInstant(now()),
  };
  try {
    await db.write((tx) => identityStore(tx).insertAccount(row));
    return row;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return (await identityStore(db.read).accountByOpenid(openidIndex))!;
  }
}
