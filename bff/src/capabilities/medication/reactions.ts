import { plus } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { effectOn, on, publish, type Reaction } from '../../kernel/outbox.ts';
import type { ParcelDelivered, ParcelRecalled } from '../order/events.ts';
import type { DoseDue, DoseOverdue, DoseTaken, DoseTime, FollowUpTime, PlanProposed } from './events.ts';
import { moveDose, movePlan, ofPlan } from './move.ts';
import type { Deps } from './ports.ts';
import { proposePlans } from './propose-plans.ts';
import { MISSED_AFTER_MS } from './schedule.ts';
import { stopRecalled } from './stop-recalled.ts';
import { medicationStore } from './store.ts';

/** Timers and deliveries. Each re-reads the row, so a plan that ended in the meantime stays ended. */
export function medicationReactions(deps: Deps): Reaction[] {
  const { now, tell } = deps;
  const notice = (name: string) =>
    effectOn<DoseDue | DoseTaken | PlanProposed>(
      name as DoseDue['name'],
      `medication: tell ${name}`,
      async (event) => tell({ person: event.data.patientId }, { topic: 'dose', id: event.subject }),
    );
  return [
    effectOn<ParcelDelivered>('parcel.delivered', 'medication: propose plans', proposePlans(deps)),
    on<DoseTime>('dose.time', 'medication: dose falls due', async (tx, { subject, data }) => {
      const store = medicationStore(tx);
      const dose = await store.dose(subject);
      const plan = dose && (await store.plan(dose.planId));
      if (!dose || plan?.status !== 'active' || dose.status !== 'planned') return;
      await moveDose(tx, system, dose, plan, 'fall_due', now());
      await publish(tx, { name: 'dose.overdue', subject, data }, plus(dose.dueAt, MISSED_AFTER_MS));
    }),
    on<DoseOverdue>('dose.overdue', 'medication: dose was missed', async (tx, { subject }) => {
      const store = medicationStore(tx);
      const dose = await store.dose(subject);
      const plan = dose && (await store.plan(dose.planId));
      if (dose?.status === 'due' && plan) await moveDose(tx, system, dose, plan, 'miss', now());
    }),
    on<FollowUpTime>('medication.follow_up_time', 'medication: course is over', async (tx, { subject }) => {
      const plan = await medicationStore(tx).plan(subject);
      if (plan?.status !== 'active') return;
      const told = { name: 'medication.plan_ended', subject, data: { ...ofPlan(plan), how: 'finished' } };
      await movePlan(tx, system, plan, 'finish', {}, told);
    }),
    on<ParcelRecalled>('parcel.recalled', 'medication: stop what was recalled', stopRecalled(deps)),
    notice('dose.due'),
    notice('dose.taken'),
    notice('medication.plan_proposed'),
  ];
}
