import { ConsentPurpose, type getConsents, type getMe } from '@xinglin/shared/identity/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import type { LocalDate } from '@xinglin/shared/kernel/time';
import type { Handler } from '../../kernel/http.ts';
import { POLICY_VERSION } from './decide-consent.ts';
import { meOf } from './open-session.ts';
import type { Deps } from './ports.ts';
import { identityStore, type CredentialRow } from './store.ts';

export const readMe =
  ({ db }: Pick<Deps, 'db'>): Handler<typeof getMe> =>
  async (actor) => {
    const account = await identityStore(db.read).account(actor.id);
    if (!account || actor.role === 'system') throw problem('NOT_SIGNED_IN');
    return meOf(account, { role: actor.role, storeId: actor.storeId });
  };

export const readConsents =
  ({ db }: Pick<Deps, 'db'>): Handler<typeof getConsents> =>
  async (actor) => {
    const decisions = await identityStore(db.read).consents(actor.id);
    const consents = ConsentPurpose.options.map((purpose) => {
      const newest = decisions.find((each) => each.purpose === purpose);
      return {
        purpose,
        policyVersion: newest?.policyVersion ?? POLICY_VERSION,
        granted: newest?.granted ?? false,
        decidedAt: newest?.decidedAt ?? null,
      };
    });
    return { consents };
  };

/** For others: has this person agreed to this purpose, now? */
export const hasConsent =
  ({ db }: Pick<Deps, 'db'>) =>
  async (personId: string, purpose: ConsentPurpose): Promise<boolean> => {
    const decisions = await identityStore(db.read).consents(personId);
    return decisions.find((each) => each.purpose === purpose)?.granted ?? false;
  };

/** For payment and messages: the WeChat openid of a person, or null. */
export const openidOf =
  ({ db, crypto }: Pick<Deps, 'db' | 'crypto'>) =>
  async (personId: string): Promise<string | null> => {
    const account = await identityStore(db.read).account(personId);
    return account?.openid
      ? crypto.decrypt(account.openid, { table: 'account', column: 'openid', row: account.id })
      : null;
  };

/** For others: the name staff and audit lists show. */
export const displayNameOf =
  ({ db }: Pick<Deps, 'db'>) =>
  async (personId: string): Promise<string | null> =>
    (await identityStore(db.read).account(personId))?.displayName ?? null;

/** The same for many at once, by account; who has none is not in it. */
export const displayNamesOf =
  ({ db }: Pick<Deps, 'db'>) =>
  async (personIds: string[]): Promise<Map<string, string>> => {
    const accounts = await identityStore(db.read).accounts(personIds);
    return new Map(accounts.flatMap(({ id, displayName }) => (displayName ? [[id, displayName]] : [])));
  };

export type WorkCredential = { name: string; number: string; expires: LocalDate; phone: string };
const credentialOf =
  ({ db, crypto }: Pick<Deps, 'db' | 'crypto'>, kind: CredentialRow['kind']) =>
  async (accountId: string): Promise<WorkCredential | null> => {
    const row = await identityStore(db.read).credential(accountId, kind);
    if (!row) return null;
    const place = { table: 'credential', column: 'phone', row: `${accountId}:${kind}` };
    return {
      name: row.holder,
      number: row.number,
      expires: row.expires,
      phone: crypto.decrypt(row.phone, place),
    };
  };
export const pharmacistOf = (deps: Pick<Deps, 'db' | 'crypto'>) => credentialOf(deps, 'pharmacist_licence');
export const riderOf = (deps: Pick<Deps, 'db' | 'crypto'>) => credentialOf(deps, 'rider_health_certificate');

/** For compliance: every credential, the first to expire first. */
export const credentials =
  ({ db }: Pick<Deps, 'db'>) =>
  async () =>
    (await identityStore(db.read).credentials()).map(({ kind, holder, number, expires }) => ({
      kind,
      holder,
      number,
      expires,
    }));
