import type { PrescriptionStatus } from '@xinglin/shared/prescription/contract';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import type { Content, Decision } from './content.ts';
import type { PrescriptionRow } from './store.ts';

/** The columns of a prescription that are signed beside what it says. */
type Row = Pick<
  PrescriptionRow,
  | 'id'
  | 'traceCode'
  | 'status'
  | 'source'
  | 'patientId'
  | 'personId'
  | 'institution'
  | 'issuedAt'
  | 'validUntil'
  | 'submittedAt'
  | 'reviewerId'
  | 'decidedAt'
  | 'pharmacistName'
  | 'licenceNo'
  | 'rejectReason'
>;

const VERDICTS: Partial<Record<PrescriptionStatus, 'approve' | 'reject' | 'request_changes'>> = {
  approved: 'approve',
  used: 'approve',
  dispensed: 'approve',
  expired: 'approve',
  rejected: 'reject',
  changes_requested: 'request_changes',
};
/** What was decided, read from where it stands now: a refusal turned into an approval is not what was signed. */
export const verdictOf = (status: PrescriptionStatus) => VERDICTS[status] ?? null;

/**
 * What a pharmacist signs, whatever the decision: the whole prescription, the whole decision and the photographs that were
 * before them, in the one canonical spelling, so that the signature can be checked again from what is stored and fails when a
 * word of it was changed.
 */
export function signedWords(row: Row, content: Content, { signature: _, ...decision }: Decision): string {
  const words = decision.words === 2 ? wordsOf(row, content, decision) : olderWords(row, content, decision);
  // What is left out and what is undefined must spell the same before and after storage.
  return canonicalJson(JSON.parse(JSON.stringify(words)) as Json);
}

type Unsigned = Omit<Decision, 'signature'>;

function wordsOf(row: Row, content: Content, decision: Unsigned) {
  const { id, traceCode, source, patientId, personId, institution, issuedAt, validUntil, submittedAt } = row;
  const { status, rejectReason: reason, decidedAt, reviewerId, pharmacistName: name, licenceNo } = row;
  const where = { id, traceCode, source, patientId, personId, institution };
  return {
    prescription: { ...where, issuedAt, validUntil, submittedAt, ...content },
    decision: { verdict: verdictOf(status), reason, decidedAt, ...decision },
    pharmacist: { id: reviewerId, name, licenceNo },
  };
}

/** Of approvals signed before every decision was: they stay checkable. */
const olderWords = (
  { id, traceCode, issuedAt, validUntil, decidedAt, pharmacistName, licenceNo, status }: Row,
  content: Content,
  decision: Unsigned,
) => ({
  prescription: { id, traceCode, issuedAt, validUntil, ...content },
  decision: { verdict: verdictOf(status), decidedAt, ...decision },
  pharmacist: { name: pharmacistName, licenceNo },
});
