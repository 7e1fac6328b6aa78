import type { Instant } from '@xinglin/shared/kernel/time';
import type { Inquiry } from '@xinglin/shared/prescription/inquiry-contract';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Tx } from '../../kernel/database.ts';
import { inquiryStore, type InquiryRow } from './inquiry-store.ts';

type Column = 'words' | 'answer' | 'withdrawReason';

/** Locks and unlocks what was said. */
export const sealedWords = (crypto: FieldCrypto) => {
  const place = (column: Column, row: string) => ({ table: 'prescription_inquiry', column, row });
  return {
    seal: (id: string, column: Column, text: string) => crypto.encrypt(text, place(column, id)),
    open: (row: InquiryRow, column: Column) => {
      const text = row[column];
      return text === null ? null : crypto.decrypt(text, place(column, row.id));
    },
  };
};

/** A row of which nothing happened yet. */
export const freshInquiry = (
  given: Pick<InquiryRow, 'id' | 'prescriptionId' | 'kind' | 'actorId'> &
    Partial<InquiryRow> & { askedAt: Instant },
): InquiryRow => ({
  words: null,
  answer: null,
  answeredAt: null,
  readAt: null,
  readBy: null,
  withdrawnAt: null,
  withdrawReason: null,
  ...given,
});

export function inquiryView(crypto: FieldCrypto, row: InquiryRow): Inquiry {
  const { open } = sealedWords(crypto);
  const { id, kind, askedAt, answeredAt, readAt, withdrawnAt } = row;
  return {
    id,
    kind: kind === 'note' ? 'note' : 'question',
    question: open(row, 'words'),
    askedAt,
    answer: open(row, 'answer'),
    answeredAt,
    readAt,
    withdrawnAt,
    withdrawReason: open(row, 'withdrawReason'),
  };
}

/** For the pharmacist: an answer shows its words once it was opened, because opening it is written down. */
export async function inquiriesFor(
  tx: Tx,
  crypto: FieldCrypto,
  prescriptionId: string,
): Promise<{ inquiries: Inquiry[]; handOverNotes: string[] }> {
  const rows = await inquiryStore(tx).of(prescriptionId);
  const { open } = sealedWords(crypto);
  return {
    inquiries: rows
      .filter(({ kind }) => kind !== 'hand_over')
      .map((row) => inquiryView(crypto, row))
      .map((it) => (it.readAt === null ? { ...it, answer: null } : it)),
    handOverNotes: rows.flatMap((row) => (row.kind === 'hand_over' ? [open(row, 'words') ?? ''] : [])),
  };
}

/** What the decision rests on: everything that was answered and read. */
export async function askedAndRead(tx: Tx, crypto: FieldCrypto, prescriptionId: string) {
  const { inquiries } = await inquiriesFor(tx, crypto, prescriptionId);
  return inquiries.flatMap(({ question, answer }) => (answer === null ? [] : [{ question, answer }]));
}
