import type { changePerson as contract } from '@xinglin/shared/identity/person';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../../kernel/audit.ts';
import type { Handler } from '../../../kernel/http.ts';
import { POLICY_VERSION } from '../decide-consent.ts';
import type { Deps } from '../ports.ts';
import { mustBeGuarded, mustBeSomebody } from './policy.ts';
import { presentPerson } from './present.ts';
import { personStore, sealedFacts } from './store.ts';

/** Corrects a name, a number or a relation. Prescriptions already handed in keep what they were handed in with. */
export function changePerson({
  db,
  crypto,
  now,
}: Pick<Deps, 'db' | 'crypto' | 'now'>): Handler<typeof contract> {
  const { seal, factsOf } = sealedFacts(crypto);
  return async (actor, { id, name, idNo, relation, guardianConsent }) =>
    db.write(async (tx) => {
      const store = personStore(tx);
      const row = await store.get(actor.id, id);
      const facts = mustBeSomebody(name, idNo ?? factsOf(row).idNo, now());
      const agreed = guardianConsent || row.guardianConsentAt !== null;
      const guarded = mustBeGuarded(facts, relation, agreed, now());
      const changes = {
        relation,
        facts: seal(id, facts),
        idIndex: crypto.blindIndex(facts.idNo),
        selfOf: relation === 'self' ? actor.id : null,
        ...(guarded && row.guardianConsentAt === null
          ? { guardianConsentAt: toInstant(now()), guardianPolicy: POLICY_VERSION }
          : {}),
      };
      if (!(await store.update(row, changes))) throw problem('CHANGED_MEANWHILE');
      await audit(tx, actor, 'person.change', id, { guardian: guarded });
      return presentPerson({ ...row, ...changes }, facts, now());
    });
}
