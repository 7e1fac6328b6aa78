import { medicationProblem, type followUp as contract } from '@xinglin/shared/medication/contract';
import { FOLLOW_UP_POINTS } from '@xinglin/shared/reward/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { adviceFor } from './advice.ts';
import { clinicsOf } from './clinic.ts';
import { movePlan, ofPlan } from './move.ts';
import type { Deps } from './ports.ts';
import { planView } from './present.ts';
import { medicationStore } from './store.ts';

/** How did it go? Asked once a course. Who recovered ends it early; who got worse is told what to do, and is sold nothing. */
export function answerFollowUp(deps: Deps): Handler<typeof contract> {
  const { db, now } = deps;
  return async (actor, { id, feeling, sideEffects, endCourse, point }) => {
    const at = toInstant(now());
    await db.write(async (tx) => {
      const store = medicationStore(tx);
      const plan = await store.planOf(actor.id, id);
      if (!plan) throw medicationProblem('MEDICATION_PLAN_NOT_FOUND');
      const doses = await store.dosesOfPlan(id);
      if (!doses.some(({ status }) => status === 'taken')) throw medicationProblem('NOTHING_TAKEN_YET');
      const first = await store.answerFollowUp(id, {
        followedUpAt: at,
        feeling,
        sideEffects: sideEffects || null,
      });
      if (!first) throw medicationProblem('ALREADY_FOLLOWED_UP');
      await audit(tx, actor, 'medication.follow_up', id);
      await publish(tx, {
        name: 'medication.followed_up',
        subject: id,
        data: { ...ofPlan(plan), feeling, sideEffects },
      });
      if (!endCourse || plan.status !== 'active') return;
      const told = { name: 'medication.plan_ended', subject: id, data: { ...ofPlan(plan), how: 'stopped' } };
      await movePlan(tx, actor, plan, 'stop', {}, told);
      await store.cancelOpenDoses(id, at);
    });
    return {
      plan: await planView(db.read, actor.id, id),
      advice: adviceFor(feeling, sideEffects, await clinicsOf(db.read), point ?? null),
      pointsEarned: FOLLOW_UP_POINTS,
    };
  };
}
