import type { Role } from '@xinglin/shared/kernel/endpoint';
import { toInstant, type LocalDate } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Deps } from './ports.ts';
import { identityStore, type AccountRow, type CredentialRow } from './store.ts';

export type Appointment = {
  displayName: string;
  roles: Role[];
  storeId?: string;
  /** Signs in with WeChat (patient, rider, pharmacist). */
  openid?: string;
  /** Signs in at the admin panel; of a pharmacist, what they sign with. */
  login?: { username: string; password: string; totpSecret: string };
  credential?: { kind: CredentialRow['kind']; number: string; expires: LocalDate; phone: string };
};

async function giveLogin(
  { db, passwords }: Deps,
  id: string,
  { username, password, totpSecret }: NonNullable<Appointment['login']>,
  sealed: (column: string, value: string) => string,
): Promise<void> {
  const passwordHash = await passwords.hash(password);
  const login = { username, passwordHash, totpSecret: sealed('totpSecret', totpSecret) };
  await db.write((tx) => identityStore(tx).giveLogin(id, login));
}

/** An operator gives a person an account and a role. Appointing the same WeChat user or username again changes nothing. */
export function appointStaff(deps: Deps) {
  const { db, crypto, passwords, now, newId } = deps;
  return async (who: Appointment): Promise<string> => {
    const openidIndex = who.openid ? crypto.blindIndex(who.openid) : null;
    const store = identityStore(db.read);
    const known = openidIndex
      ? await store.accountByOpenid(openidIndex)
      : await store.accountByUsername(who.login!.username);
    const id = known?.id ?? newId();
    const sealed = (column: string, value: string) =>
      crypto.encrypt(value, { table: 'account', column, row: id });
    if (known) {
      // A pharmacist appointed before signing needed a password of their own.
      if (who.login && known.passwordHash === null) await giveLogin(deps, id, who.login, sealed);
      return id;
    }
    const row: AccountRow = {
      id,
      displayName: who.displayName,
      roles: who.roles,
      storeId: who.storeId ?? null,
      openidIndex,
      openid: who.openid ? sealed('openid', who.openid) : null,
      username: who.login?.username ?? null,
      passwordHash: who.login ? await passwords.hash(who.login.password) : null,
      totpSecret: who.login ? sealed('totpSecret', who.login.totpSecret) : null,
      totpStep: 0,
      disabledAt: null,
      createdAt: toInstant(now()),
    };
    await db.write(async (tx) => {
      await identityStore(tx).insertAccount(row);
      if (who.credential) {
        const { kind, number, expires, phone } = who.credential;
        const place = { table: 'credential', column: 'phone', row: `${id}:${kind}` };
        await identityStore(tx).saveCredential({
          accountId: id,
          kind,
          holder: who.displayName,
          number,
          expires,
          phone: crypto.encrypt(phone, place),
        });
      }
      await audit(tx, system, 'identity.appoint', id, { roles: who.roles });
    });
    return id;
  };
}
