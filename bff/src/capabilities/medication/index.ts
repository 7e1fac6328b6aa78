/** Medication (用药跟踪): what was delivered becomes a plan the person confirms, its doses fall due, the course is followed up. */
import { confirmPlan } from './confirm-plan.ts';
import { skipOne, takeOne } from './decide-dose.ts';
import { declinePlan } from './decline-plan.ts';
import { answerFollowUp } from './follow-up.ts';
import type { Deps } from './ports.ts';
import { dosesToday, readMedication } from './queries.ts';
import { medicationReactions } from './reactions.ts';
import { medicationRoutes } from './routes.ts';

export function medication(deps: Deps) {
  const use = {
    read: readMedication(deps),
    confirm: confirmPlan(deps),
    decline: declinePlan(deps),
    take: takeOne(deps),
    skip: skipOne(deps),
    followUp: answerFollowUp(deps),
  };
  return {
    use,
    routes: medicationRoutes(use),
    reactions: medicationReactions(deps),
    dosesToday: dosesToday(deps),
  };
}

export { clinicImporter } from './clinic.ts';
export type { DrugSig } from './ports.ts';
