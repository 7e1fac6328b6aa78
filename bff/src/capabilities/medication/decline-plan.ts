import {
  medicationProblem,
  type declineMedicationPlan as contract,
} from '@xinglin/shared/medication/contract';
import type { Handler } from '../../kernel/http.ts';
import { movePlan } from './move.ts';
import type { Deps } from './ports.ts';
import { planView } from './present.ts';
import { medicationStore } from './store.ts';

/** The person does not want this plan; it will not be proposed again. */
export function declinePlan({ db }: Pick<Deps, 'db'>): Handler<typeof contract> {
  return async (actor, { id }) => {
    await db.write(async (tx) => {
      const plan = await medicationStore(tx).planOf(actor.id, id);
      if (!plan) throw medicationProblem('MEDICATION_PLAN_NOT_FOUND');
      await movePlan(tx, actor, plan, 'decline');
    });
    return planView(db.read, actor.id, id);
  };
}
