import type { Instant } from '@xinglin/shared/kernel/time';
import type { InquiryState } from '@xinglin/shared/prescription/inquiry-contract';
import type { Tx } from '../../kernel/database.ts';
import { column, entity, nullable } from '../../kernel/entity.ts';

/** What was said about a prescription under review. `words`, `answer` and `withdrawReason` are encrypted. */
export type InquiryRow = {
  id: string;
  prescriptionId: string;
  kind: 'question' | 'note' | 'hand_over';
  /** Who asked, or left the note. */
  actorId: string;
  words: string | null;
  answer: string | null;
  askedAt: Instant;
  answeredAt: Instant | null;
  readAt: Instant | null;
  readBy: string | null;
  withdrawnAt: Instant | null;
  withdrawReason: string | null;
};

export const inquiryTable = entity<InquiryRow>(
  'prescription_inquiry',
  {
    id: column.id(),
    prescriptionId: column.id(),
    kind: column.string(12),
    actorId: column.id(),
    words: nullable(column.text('health')),
    answer: nullable(column.text('health')),
    askedAt: column.instant(),
    answeredAt: nullable(column.instant()),
    readAt: nullable(column.instant()),
    readBy: nullable(column.id()),
    withdrawnAt: nullable(column.instant()),
    withdrawReason: nullable(column.text('health')),
  },
  { index: [['prescriptionId', 'id']] },
);

/** Reads and writes questions, answers and notes inside `tx`. Holds no rules but which steps follow which. */
export const inquiryStore = (tx: Tx) => {
  const step = async (id: string, open: string, changes: Partial<InquiryRow>): Promise<boolean> => {
    const query = tx.createQueryBuilder().update(inquiryTable).set(changes);
    const { affected } = await query.where(`id = :id AND withdrawnAt IS NULL AND ${open}`, { id }).execute();
    return affected === 1;
  };
  return {
    insert: (row: InquiryRow) => tx.insert(inquiryTable, row),
    find: (prescriptionId: string, id: string) => tx.findOneBy(inquiryTable, { prescriptionId, id }),
    of: (prescriptionId: string) =>
      tx.find(inquiryTable, { where: { prescriptionId }, order: { askedAt: 'ASC', id: 'ASC' } }),
    /** Each false when somebody was quicker: answered, read or withdrawn already. */
    answer: (id: string, answer: string, answeredAt: Instant) =>
      step(id, 'answeredAt IS NULL', { answer, answeredAt }),
    read: (id: string, readBy: string, readAt: Instant) =>
      step(id, 'answeredAt IS NOT NULL AND readAt IS NULL', { readBy, readAt }),
    withdraw: (id: string, withdrawReason: string, withdrawnAt: Instant) =>
      step(id, 'answeredAt IS NULL', { withdrawReason, withdrawnAt }),
  };
};

/** What is still open: an unread answer comes before an unanswered question, since it can be acted on. */
export function inquiryState(rows: InquiryRow[]): InquiryState {
  const open = rows.filter(
    ({ kind, withdrawnAt, readAt }) => kind !== 'hand_over' && !withdrawnAt && !readAt,
  );
  if (open.some(({ answeredAt }) => answeredAt !== null)) return 'answered';
  return open.length > 0 ? 'asked' : 'none';
}
