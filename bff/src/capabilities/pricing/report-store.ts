import type { Instant } from '@xinglin/shared/kernel/time';
import type { ReportState } from '@xinglin/shared/pricing/lifecycle';
import type { Tx } from '../../kernel/database.ts';
import { column, entity, nullable } from '../../kernel/entity.ts';

/** A wrong price that a patient reported. */
export type ReportRow = {
  id: string;
  patientId: string;
  storeId: string;
  drugId: string;
  planId: string;
  shownFen: number;
  seenFen: number | null;
  state: ReportState;
  createdAt: Instant;
  updatedAt: Instant;
};
export const reportTable = entity<ReportRow>(
  'price_report',
  {
    id: column.id(),
    patientId: column.id('personal'),
    storeId: column.id(),
    drugId: column.id('health'),
    planId: column.id(),
    shownFen: column.int(),
    seenFen: nullable(column.int()),
    state: column.string(8),
    createdAt: column.instant(),
    updatedAt: column.instant(),
  },
  { unique: [['patientId', 'planId', 'storeId', 'drugId']], index: [['storeId', 'state', 'updatedAt']] },
);

export type ReportMessageRow = {
  id: string;
  reportId: string;
  author: 'patient' | 'store';
  /** Encrypted: people write what they take, and why. */
  text: string;
  at: Instant;
};
export const reportMessageTable = entity<ReportMessageRow>(
  'price_report_message',
  {
    id: column.id(),
    reportId: column.id(),
    author: column.string(8),
    text: column.text('health'),
    at: column.instant(),
  },
  { index: [['reportId', 'id']] },
);

/** Where the words of a message stand, for the lock on them. */
export const wordsOf = (row: string) => ({ table: 'price_report_message', column: 'text', row });

type Slice = { page: number; pageSize: number };

/** Reads and writes reports of wrong prices inside `tx`. Holds no rules. */
export const reportStore = (tx: Tx) => ({
  report: (id: string) => tx.findOneBy(reportTable, { id }),
  insert: (row: ReportRow) => tx.insert(reportTable, row),
  insertMessage: (row: ReportMessageRow) => tx.insert(reportMessageTable, row),
  /** False when it moved meanwhile. */
  async setState(id: string, from: ReportState, to: ReportState, at: Instant): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(reportTable)
      .set({ state: to, updatedAt: at })
      .where('id = :id AND state = :from', { id, from })
      .execute();
    return affected === 1;
  },
  /** What moved last comes first. */
  page: (where: Partial<Pick<ReportRow, 'patientId' | 'storeId' | 'state'>>, { page, pageSize }: Slice) =>
    tx.findAndCount(reportTable, {
      where,
      order: { updatedAt: 'DESC', id: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  messagesOf: (reportIds: string[]): Promise<ReportMessageRow[]> =>
    reportIds.length
      ? tx
          .createQueryBuilder(reportMessageTable, 'm')
          .where('m.reportId IN (:...reportIds)', { reportIds })
          .orderBy('m.id')
          .getMany()
      : Promise.resolve([]),
});
