import { medicationProblem, type skipDose, type takeDose } from '@xinglin/shared/medication/contract';
import type { Handler } from '../../kernel/http.ts';
import { moveDose } from './move.ts';
import type { Deps } from './ports.ts';
import { doseView } from './present.ts';
import { EARLY_MS, LATE_MS } from './schedule.ts';
import { medicationStore } from './store.ts';

/** The person ticks a dose off, or leaves it out. Ticking twice, or turning the clock back, records one dose. */
const decide =
  ({ db, now }: Pick<Deps, 'db' | 'now'>, event: 'take' | 'skip'): Handler<typeof takeDose> =>
  (actor, { id }) =>
    db.write(async (tx) => {
      const store = medicationStore(tx);
      const dose = await store.doseOf(actor.id, id);
      const plan = dose && (await store.plan(dose.planId));
      if (!dose || !plan) throw medicationProblem('DOSE_NOT_FOUND');
      if (event === 'take' && dose.status === 'taken') return doseView(dose, plan);
      const early = Date.parse(dose.dueAt) - now().getTime();
      const outside = event === 'take' && (early > EARLY_MS || -early > LATE_MS);
      if (outside) throw medicationProblem('DOSE_NOT_YET', { dueAt: dose.dueAt });
      return doseView(await moveDose(tx, actor, dose, plan, event, now()), plan);
    });

export const takeOne = (deps: Pick<Deps, 'db' | 'now'>): Handler<typeof takeDose> => decide(deps, 'take');
export const skipOne = (deps: Pick<Deps, 'db' | 'now'>): Handler<typeof skipDose> => decide(deps, 'skip');
