import type { Relation } from '@xinglin/shared/identity/person';
import { Problem } from '@xinglin/shared/kernel/problem';
import type { Actor } from '../../../kernel/actor.ts';
import type { Deps } from '../ports.ts';
import { addPerson } from './add-person.ts';

const KNOWN = ['PERSON_ALREADY_ADDED', 'PERSON_SELF_ALREADY_ADDED'];

/** For operators: names a person in somebody's account, as that somebody would. Doing it again changes nothing. */
export const registerPerson =
  (deps: Pick<Deps, 'db' | 'crypto' | 'now' | 'newId'>) =>
  async (accountId: string, who: { name: string; idNo: string; relation: Relation }): Promise<void> => {
    const holder: Actor = { id: accountId, role: 'patient', storeId: null, sessionId: null };
    const asked = { ...who, guardianConsent: false };
    try {
      await addPerson(deps)(holder, asked, { idempotencyKey: null, ip: '' });
    } catch (error) {
      if (!(error instanceof Problem) || !KNOWN.includes(error.code)) throw error;
    }
  };
