import type { PrescriptionItem, RefusalReason } from '@xinglin/shared/prescription/contract';
import type { CheckItem, Finding, Proof } from '@xinglin/shared/prescription/review-contract';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Signature } from '../../kernel/signing/signatures.ts';
import type { SeenBefore } from './images/seen-before.ts';
import type { IssuedPrescription, PrescribedItem } from './ports.ts';
import type { PrescriptionRow } from './store.ts';

/** A line as the doctor wrote it, with what of ours it was matched to. */
export type Item = PrescribedItem & Pick<PrescriptionItem, 'drugId' | 'packs'>;
/** What a prescription says. Stored encrypted as a whole. */
export type Content = Omit<
  IssuedPrescription,
  'items' | 'issuedAt' | 'validUntil' | 'traceCode' | 'signature'
> & {
  items: Item[];
  /** Null on paper: there a pharmacist looks at the seal. */
  signature: IssuedPrescription['signature'] | null;
  imageCount?: number;
  seenBefore?: SeenBefore[];
};
/** What the pharmacist decided on, kept as evidence: the words, the checks, and the machine's findings at that moment. */
export type Decision = {
  note: string;
  checked: CheckItem[];
  findings: Finding[];
  notCovered: string[];
  rulesVersion: string;
  rulesRun: number;
  /** Lines let out of an approval, by their place. */
  refused: { index: number; reason: RefusalReason }[];
  /** What was asked of the patient and read before deciding. */
  asked: { question: string | null; answer: string }[];
  /** The photographs that were before the pharmacist, as they are kept. */
  photographs?: { id: string; sha256: string }[];
  /** How the pharmacist proved who they are: once more for an approval, else by being signed in. */
  proof?: Proof['kind'] | 'session';
  /** Which words were signed; left out: those of before every decision was signed. */
  words?: 2;
  /** Over everything above and the prescription. Null only on refusals of before every decision was signed. */
  signature: Signature | null;
};
/** What decisions of before lack. */
const OLDER = { rulesRun: 0, refused: [], asked: [], signature: null };

const place = (column: 'content' | 'decision', row: string) => ({ table: 'prescription', column, row });

/** Locks and unlocks the two encrypted columns of a prescription. */
export const sealed = (crypto: FieldCrypto) => ({
  content: (id: string, content: Content) => crypto.encrypt(JSON.stringify(content), place('content', id)),
  decision: (id: string, decision: Decision) =>
    crypto.encrypt(JSON.stringify(decision), place('decision', id)),
  contentOf: ({ id, content }: PrescriptionRow) =>
    JSON.parse(crypto.decrypt(content, place('content', id))) as Content,
  decisionOf: ({ id, decision }: PrescriptionRow) =>
    decision === null
      ? null
      : {
          ...OLDER,
          ...(JSON.parse(crypto.decrypt(decision, place('decision', id))) as Decision),
        },
});

/** The lines that may be bought: all but those the pharmacist let out. */
export function approvedItems(crypto: FieldCrypto, row: PrescriptionRow): Item[] {
  const { contentOf, decisionOf } = sealed(crypto);
  const refused = decisionOf(row)?.refused ?? [];
  return contentOf(row).items.filter((_, place) => !refused.some(({ index }) => index === place));
}
