import {
  medicationProblem,
  type confirmMedicationPlan as contract,
} from '@xinglin/shared/medication/contract';
import { addDays } from '@xinglin/shared/kernel/time';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { movePlan, ofPlan } from './move.ts';
import type { Deps } from './ports.ts';
import { planView } from './present.ts';
import { doseMoments, followUpMoment } from './schedule.ts';
import { medicationStore } from './store.ts';

/** The person confirms a proposal, with times of their own but never more often than the prescription or the leaflet says. */
export function confirmPlan({ db, now, newId }: Deps): Handler<typeof contract> {
  return async (actor, { id, times, days, startsOn }) => {
    await db.write(async (tx) => {
      const store = medicationStore(tx);
      const plan = await store.planOf(actor.id, id);
      if (!plan) throw medicationProblem('MEDICATION_PLAN_NOT_FOUND');
      if (new Set(times).size > plan.timesPerDay)
        throw medicationProblem('TOO_MANY_TIMES', { most: plan.timesPerDay });
      const moments = doseMoments(startsOn, days, times, now());
      const doses = moments.map((dueAt) => ({
        id: newId(),
        planId: id,
        patientId: actor.id,
        dueAt,
        status: 'planned' as const,
        decidedAt: null,
      }));
      const followUpDueAt = followUpMoment(startsOn, days);
      const changes = { times, days, startsOn, endsOn: addDays(startsOn, days - 1), followUpDueAt };
      const told = { name: 'medication.plan_confirmed', subject: id, data: ofPlan(plan) };
      await movePlan(tx, actor, plan, 'confirm', changes, told);
      for (let i = 0; i < doses.length; i += 100) await store.insertDoses(doses.slice(i, i + 100));
      for (const dose of doses)
        await publish(tx, { name: 'dose.time', subject: dose.id, data: ofPlan(plan) }, dose.dueAt);
      await publish(
        tx,
        { name: 'medication.follow_up_time', subject: id, data: ofPlan(plan) },
        followUpDueAt,
      );
    });
    return planView(db.read, actor.id, id);
  };
}
