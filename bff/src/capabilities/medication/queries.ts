import type { Dose, getMedication } from '@xinglin/shared/medication/contract';
import { addDays, atShanghai, shanghaiDate } from '@xinglin/shared/kernel/time';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { doseView, planOut } from './present.ts';
import { medicationStore } from './store.ts';

/** For the home screen too: the doses of today in Shanghai, by time. */
export const dosesToday =
  ({ db, now }: Pick<Deps, 'db' | 'now'>) =>
  async (patientId: string): Promise<Dose[]> => {
    const store = medicationStore(db.read);
    const today = shanghaiDate(now());
    const doses = await store.dosesBetween(
      patientId,
      atShanghai(today, '00:00'),
      atShanghai(addDays(today, 1), '00:00'),
    );
    const plans = new Map((await store.plans(patientId)).map((plan) => [plan.id, plan]));
    return doses.flatMap((dose) => {
      const plan = plans.get(dose.planId);
      return plan ? [doseView(dose, plan)] : [];
    });
  };

export const readMedication = (deps: Pick<Deps, 'db' | 'now'>): Handler<typeof getMedication> => {
  const today = dosesToday(deps);
  return async (actor) => {
    const store = medicationStore(deps.db.read);
    const plans = (await store.plans(actor.id)).filter(({ status }) => status !== 'declined');
    return {
      today: await today(actor.id),
      plans: await Promise.all(plans.map(async (plan) => planOut(plan, await store.dosesOfPlan(plan.id)))),
    };
  };
};
