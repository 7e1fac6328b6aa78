import { MOST_PERSONS, personProblem, type addPerson as contract } from '@xinglin/shared/identity/person';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../../kernel/audit.ts';
import type { Handler } from '../../../kernel/http.ts';
import { POLICY_VERSION } from '../decide-consent.ts';
import type { Deps } from '../ports.ts';
import { mustBeGuarded, mustBeSomebody } from './policy.ts';
import { presentPerson } from './present.ts';
import { personStore, sealedFacts, type PersonRow } from './store.ts';

/** Somebody names a person they buy medicine for; for a child the guardian's agreement is kept with it. */
export function addPerson(deps: Pick<Deps, 'db' | 'crypto' | 'now' | 'newId'>): Handler<typeof contract> {
  const { db, crypto, now, newId } = deps;
  return async (actor, { name, idNo, relation, guardianConsent }) => {
    const facts = mustBeSomebody(name, idNo, now());
    const guarded = mustBeGuarded(facts, relation, guardianConsent, now());
    const id = newId();
    const at = toInstant(now());
    const row: PersonRow = {
      id,
      accountId: actor.id,
      relation,
      facts: sealedFacts(crypto).seal(id, facts),
      idIndex: crypto.blindIndex(facts.idNo),
      selfOf: relation === 'self' ? actor.id : null,
      guardianConsentAt: guarded ? at : null,
      guardianPolicy: guarded ? POLICY_VERSION : null,
      version: 1,
      createdAt: at,
      removedAt: null,
    };
    await db.write(async (tx) => {
      const store = personStore(tx);
      const known = await store.ofAccount(actor.id);
      if (known.length >= MOST_PERSONS) throw personProblem('PERSON_LIMIT');
      if (known.some(({ idIndex }) => idIndex === row.idIndex)) throw personProblem('PERSON_ALREADY_ADDED');
      await store.insert(row);
      await audit(tx, actor, 'person.add', id, { guardian: guarded });
    });
    return presentPerson(row, facts, now());
  };
}
