import type { DomainEvent } from '../../kernel/outbox.ts';

type About = { patientId: string };
/** A patient asked; the hospital is told. */
export type ConsultationAsked = DomainEvent<'consultation.asked', About>;
/** Timer: time to look whether the doctor has answered. */
export type ConsultationLookDue = DomainEvent<'consultation.look_due', About>;
/** Timer: whoever has not got an answer by now gets none, whether no doctor came or the hospital could not be reached. */
export type ConsultationLapseDue = DomainEvent<'consultation.lapse_due', About>;
/** A doctor answered, or nobody did. */
export type ConsultationEnded = DomainEvent<'consultation.ended', About & { status: string }>;
