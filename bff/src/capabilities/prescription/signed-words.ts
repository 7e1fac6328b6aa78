import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import type { Content, Decision } from './content.ts';
import type { PrescriptionRow } from './store.ts';

type Row = Pick<
  PrescriptionRow,
  'id' | 'traceCode' | 'issuedAt' | 'validUntil' | 'decidedAt' | 'pharmacistName' | 'licenceNo'
>;

/**
 * What a pharmacist signs: the whole prescription and the whole decision, in the one canonical spelling, so that the
 * signature can be checked again from what is stored and fails when a word of either was changed.
 */
export function signedWords(row: Row, content: Content, { signature: _, ...decision }: Decision): string {
  const { id, traceCode, issuedAt, validUntil, decidedAt, pharmacistName, licenceNo } = row;
  const words = {
    prescription: { id, traceCode, issuedAt, validUntil, ...content },
    decision: { verdict: 'approve', decidedAt, ...decision },
    pharmacist: { name: pharmacistName, licenceNo },
  };
  // What is left out and what is undefined must spell the same before and after storage.
  return canonicalJson(JSON.parse(JSON.stringify(words)) as Json);
}
