import { verify } from 'otplib';
import { identityProblem, type signInStaff as contract } from '@xinglin/shared/identity/contract';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { signInLimit } from './limits.ts';
import { openSession, sessionAnswer } from './open-session.ts';
import type { Deps } from './ports.ts';
import { identityStore, type AccountRow } from './store.ts';

const STEP_SECONDS = 30;

/** Staff prove a password and a code of their authenticator; each code is good once. The refusal says not which was wrong. */
export function signInStaff(deps: Deps): Handler<typeof contract> {
  const { db, passwords } = deps;
  const limit = signInLimit();
  return async (_, { account: username, password, totp }, { ip }) => {
    await limit(`${username}|${ip}`);
    const account = await identityStore(db.read).accountByUsername(username);
    const fits = await passwords.verify(account?.passwordHash ?? null, password);
    const step = account ? await stepOf(deps, account, totp) : null;
    if (!account || account.disabledAt || !fits || step === null) throw identityProblem('SIGN_IN_REFUSED');

    const role = account.roles.find((each) => each === 'store_staff' || each === 'compliance_officer');
    if (!role) throw identityProblem('SIGN_IN_REFUSED');
    const { session, refreshToken } = await db.write(async (tx) => {
      if (!(await identityStore(tx).useTotpStep(account.id, step))) throw identityProblem('SIGN_IN_REFUSED');
      const opened = await openSession(deps, tx, account, role);
      const actor = { id: account.id, role, storeId: opened.session.storeId, sessionId: opened.session.id };
      await audit(tx, actor, 'identity.sign_in', account.id, { by: 'password+totp' });
      return opened;
    });
    return sessionAnswer(deps, account, session, refreshToken);
  };
}

/** The 30-second step the code belongs to (one step of clock difference is allowed), or null when it fits none. */
export async function stepOf(
  { crypto, now }: Deps,
  { id, totpSecret }: AccountRow,
  token: string,
): Promise<number | null> {
  if (!totpSecret) return null;
  const secret = crypto.decrypt(totpSecret, { table: 'account', column: 'totpSecret', row: id });
  const epoch = Math.floor(now().getTime() / 1000);
  const result = await verify({ strategy: 'totp', secret, token, epoch, epochTolerance: STEP_SECONDS });
  return result.valid ? Math.floor(epoch / STEP_SECONDS) + result.delta : null;
}
