import type { listPersons as contract } from '@xinglin/shared/identity/person';
import { needsGuardian } from '@xinglin/shared/identity/person';
import { shanghaiDate, type LocalDate } from '@xinglin/shared/kernel/time';
import type { Handler } from '../../../kernel/http.ts';
import type { Deps } from '../ports.ts';
import type { Tx } from '../../../kernel/database.ts';
import { presentPerson } from './present.ts';
import { personStore, sealedFacts } from './store.ts';

type Reading = Pick<Deps, 'db' | 'crypto' | 'now'>;

export const listPersons =
  ({ db, crypto, now }: Reading): Handler<typeof contract> =>
  async (actor) => {
    const rows = await personStore(db.read).ofAccount(actor.id);
    return { persons: rows.map((row) => presentPerson(row, sealedFacts(crypto).factsOf(row), now())) };
  };

/** A registered person as prescription needs them. */
export type RegisteredPerson = {
  id: string;
  name: string;
  sex: 'female' | 'male';
  birthDate: LocalDate;
  idNo: string;
  /** Under fourteen and the guardian's agreement is on record, or fourteen and over. */
  mayBeTreated: boolean;
  guarded: boolean;
};

/** For prescription and consultation: the persons an account may hand in a prescription for. */
export const personsOf =
  ({ db, crypto, now }: Reading) =>
  async (accountId: string): Promise<RegisteredPerson[]> => {
    const rows = await personStore(db.read).ofAccount(accountId);
    return rows.map((row) => {
      const { name, sex, birthDate, idNo } = sealedFacts(crypto).factsOf(row);
      const guarded = row.guardianConsentAt !== null;
      const mayBeTreated = guarded || !needsGuardian(birthDate, shanghaiDate(now()));
      return { id: row.id, name, sex, birthDate, idNo, mayBeTreated, guarded };
    });
  };

/** For prescription, in its transaction: something is handed in for this person, so that removing them waits or finds it. False: removed. */
export const holdPerson = (tx: Tx, accountId: string, id: string): Promise<boolean> =>
  personStore(tx).hold(accountId, id);
