import { medicationProblem, type Dose, type MedicationPlan } from '@xinglin/shared/medication/contract';
import type { Tx } from '../../kernel/database.ts';
import { amountText } from './move.ts';
import { medicationStore, type DoseRow, type PlanRow } from './store.ts';

export const doseView = ({ id, planId, dueAt, status, decidedAt }: DoseRow, plan: PlanRow): Dose => ({
  id,
  planId,
  drugName: plan.drugName,
  amountText: amountText(plan),
  timing: plan.timing,
  dueAt,
  status,
  decidedAt,
});

export const planOut = (plan: PlanRow, doses: DoseRow[]): MedicationPlan => ({
  ...plan,
  taken: doses.filter(({ status }) => status === 'taken').length,
  total: doses.filter(({ status }) => status !== 'cancelled').length,
  maxTimesPerDay: plan.timesPerDay,
});

export async function planView(tx: Tx, patientId: string, id: string): Promise<MedicationPlan> {
  const store = medicationStore(tx);
  const plan = await store.planOf(patientId, id);
  if (!plan) throw medicationProblem('MEDICATION_PLAN_NOT_FOUND');
  return planOut(plan, await store.dosesOfPlan(id));
}
