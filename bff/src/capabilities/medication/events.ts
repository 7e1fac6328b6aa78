import type { DomainEvent } from '../../kernel/outbox.ts';

type OfPlan = { patientId: string; drugId: string; drugName: string };
/** The subject of each is the plan's id. */
export type PlanProposed = DomainEvent<'medication.plan_proposed', OfPlan>;
export type PlanConfirmed = DomainEvent<'medication.plan_confirmed', OfPlan>;
export type PlanEnded = DomainEvent<'medication.plan_ended', OfPlan & { how: 'finished' | 'stopped' }>;
export type FollowedUp = DomainEvent<
  'medication.followed_up',
  OfPlan & { feeling: 'better' | 'same' | 'worse'; sideEffects: string }
>;
/** Timers; the subject is the dose's id, for follow-up the plan's. */
export type DoseTime = DomainEvent<'dose.time', OfPlan>;
export type DoseOverdue = DomainEvent<'dose.overdue', OfPlan>;
export type FollowUpTime = DomainEvent<'medication.follow_up_time', OfPlan>;
/** The subject is the dose's id. */
export type DoseDue = DomainEvent<'dose.due', OfPlan & { planId: string; amountText: string }>;
export type DoseTaken = DomainEvent<'dose.taken', OfPlan & { planId: string; amountText: string }>;
