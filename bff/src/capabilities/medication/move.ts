import type { DoseEvent, MedicationPlanEvent } from '@xinglin/shared/medication/contract';
import { doseLifecycle, medicationPlanLifecycle } from '@xinglin/shared/medication/lifecycle';
import { next } from '@xinglin/shared/kernel/lifecycle';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish, type DomainEvent } from '../../kernel/outbox.ts';
import { medicationStore, type DoseRow, type PlanRow } from './store.ts';

export const ofPlan = ({ patientId, drugId, drugName }: PlanRow) => ({ patientId, drugId, drugName });
export const amountText = ({ dose, unit }: Pick<PlanRow, 'dose' | 'unit'>) => `${dose} ${unit}`;

/** The one way a plan changes state; `event` says what to tell the others. */
export async function movePlan(
  tx: Tx,
  actor: Actor,
  plan: PlanRow,
  event: MedicationPlanEvent,
  changes: Partial<PlanRow> = {},
  told?: DomainEvent,
): Promise<PlanRow> {
  const status = next(medicationPlanLifecycle, plan.status, event);
  const store = medicationStore(tx);
  if (!(await store.movePlan(plan.id, plan.status, status))) throw problem('CHANGED_MEANWHILE');
  if (Object.keys(changes).length > 0) await store.updatePlan(plan.id, changes);
  await audit(tx, actor, `medication.${event}`, plan.id, { from: plan.status, to: status });
  if (told) await publish(tx, told);
  return { ...plan, ...changes, status };
}

/** The one way a dose changes state. A dose taken counts the units down. */
export async function moveDose(
  tx: Tx,
  actor: Actor,
  dose: DoseRow,
  plan: PlanRow,
  event: DoseEvent,
  now: Date,
): Promise<DoseRow> {
  const status = next(doseLifecycle, dose.status, event);
  const decidedAt = event === 'fall_due' ? null : toInstant(now);
  const store = medicationStore(tx);
  if (!(await store.moveDose(dose.id, dose.status, status, decidedAt))) throw problem('CHANGED_MEANWHILE');
  await audit(tx, actor, `dose.${event}`, dose.id, { from: dose.status, to: status });
  const data = { ...ofPlan(plan), planId: plan.id, amountText: amountText(plan) };
  if (status === 'taken') {
    await store.useUnits(plan.id, plan.dose);
    await publish(tx, { name: 'dose.taken', subject: dose.id, data });
  }
  if (status === 'due') await publish(tx, { name: 'dose.due', subject: dose.id, data });
  return { ...dose, status, decidedAt };
}
