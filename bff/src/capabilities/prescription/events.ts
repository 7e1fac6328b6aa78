import type { PrescriptionStatus } from '@xinglin/shared/prescription/contract';
import type { DomainEvent } from '../../kernel/outbox.ts';

/** `prescription.submitted`, `prescription.approved` and so on: one event a state. The subject is the prescription's id. */
export type PrescriptionMoved = DomainEvent<
  `prescription.${PrescriptionStatus}`,
  { patientId: string; status: PrescriptionStatus }
>;
/** Timer: at `validUntil` a prescription that was not used ends. */
export type PrescriptionValidityDue = DomainEvent<'prescription.validity_due', { patientId: string }>;
/** The order it served ended before the goods left, so it may serve another; told instead of `prescription.approved`. */
export type PrescriptionFreed = DomainEvent<'prescription.freed', { patientId: string; orderId: string }>;
/** The circulation platform refused the claim: the order must not be filled on this prescription. It is `expired` from now on. */
export type PrescriptionClaimRefused = DomainEvent<
  'prescription.claim_refused',
  { patientId: string; orderId: string; why: 'taken' | 'expired' | 'revoked' }
>;
/** The pharmacist asks, the patient answered or left a note, or something smaller changed. The state stays. */
export type PrescriptionTalk = DomainEvent<
  'prescription.asked' | 'prescription.answered' | 'prescription.talked',
  { patientId: string }
>;
