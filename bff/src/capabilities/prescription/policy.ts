import { problem } from '@xinglin/shared/kernel/problem';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import { CHECK_ITEMS, type CheckItem } from '@xinglin/shared/prescription/review-contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Deps } from './ports.ts';
import type { PrescriptionRow } from './store.ts';

/** What is not the patient's own does not exist for them. */
export function mustBeOf(patientId: string, row: PrescriptionRow): void {
  if (row.patientId !== patientId) throw prescriptionProblem('PRESCRIPTION_NOT_FOUND');
}

/** Only a person hands in a prescription: no timer, no import, no helper of ours (互联网诊疗监管细则 2022 art. 21). */
export function mustBePatient(actor: Actor): void {
  if (actor.role !== 'patient') throw problem('NOT_ALLOWED');
}

/** Only the pharmacist who claimed it works on it. */
export function mustHold(pharmacist: Actor, row: PrescriptionRow): void {
  if (row.reviewerId === pharmacist.id) return;
  throw prescriptionProblem(
    row.status === 'in_review' ? 'PRESCRIPTION_HELD_BY_ANOTHER' : 'PRESCRIPTION_NOT_FOUND',
  );
}

/**
 * Who reviews it, or decided it, reads it. One that ran out undecided is nobody's work any more, so nobody but its patient reads it.
 */
export const mayRead = (pharmacistId: string, { reviewerId, status, decidedAt }: PrescriptionRow): boolean =>
  reviewerId === pharmacistId && (status === 'in_review' || decidedAt !== null);

/** Free, or held on a lease that ran out, or already in these hands. */
export function mustBeFree(pharmacist: Actor, row: PrescriptionRow, now: Date): void {
  const lapsed = row.claimUntil !== null && Date.parse(row.claimUntil) <= now.getTime();
  if (row.status === 'in_review' && row.reviewerId !== pharmacist.id && !lapsed)
    throw prescriptionProblem('PRESCRIPTION_HELD_BY_ANOTHER');
}

export function mustBeValid({ validUntil }: Pick<PrescriptionRow, 'validUntil'>, now: Date): void {
  if (Date.parse(validUntil) <= now.getTime()) throw prescriptionProblem('PRESCRIPTION_EXPIRED');
}

/** No decision over the head of a patient who was asked or who wrote something. */
export function mustHaveRead({ inquiry }: Pick<PrescriptionRow, 'inquiry'>): void {
  if (inquiry === 'asked') throw prescriptionProblem('QUESTION_OPEN');
  if (inquiry === 'answered') throw prescriptionProblem('ANSWER_UNREAD');
}

/**
 * A decision on a prescription is a licensed pharmacist's own, never the system's (互联网诊疗监管细则 2022 art. 21; GSP art. 167).
 * The licence holds through its last day in Shanghai.
 */
export async function mustBeLicensed(
  { pharmacistOf, now }: Pick<Deps, 'pharmacistOf' | 'now'>,
  actor: Actor,
) {
  if (actor.role !== 'pharmacist') throw problem('NOT_ALLOWED');
  const pharmacist = await pharmacistOf(actor.id);
  if (!pharmacist) throw problem('NOT_ALLOWED');
  if (pharmacist.expires < shanghaiDate(now())) throw prescriptionProblem('PHARMACIST_LICENCE_EXPIRED');
  return { name: pharmacist.name, licenceNo: pharmacist.number };
}

export function mustHaveCheckedAll(checked: CheckItem[]): void {
  if (CHECK_ITEMS.some(([item]) => !checked.includes(item))) throw prescriptionProblem('CHECKS_INCOMPLETE');
}
