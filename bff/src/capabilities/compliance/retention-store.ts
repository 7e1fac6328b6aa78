import type { RecordKind } from '@xinglin/shared/compliance/retention-contract';
import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import { In } from 'typeorm';
import { isDuplicate, type Tx } from '../../kernel/database.ts';
import { column, entity, nullable } from '../../kernel/entity.ts';

export type KeptRecordRow = {
  /** Id of the thing itself. */
  id: string;
  kind: RecordKind;
  number: string;
  createdAt: Instant;
  keepUntil: LocalDate;
  rule: string;
  /** Encrypted: it names who is investigated for what. */
  holdReason: string | null;
  heldBy: string | null;
  heldAt: Instant | null;
  destroyedAt: Instant | null;
};

export const keptRecordTable = entity<KeptRecordRow>(
  'kept_record',
  {
    id: column.id(),
    kind: column.string(16),
    number: column.string(40),
    createdAt: column.instant(),
    keepUntil: column.date(),
    rule: column.string(24),
    holdReason: nullable(column.text('personal')),
    heldBy: nullable(column.id()),
    heldAt: nullable(column.instant()),
    destroyedAt: nullable(column.instant()),
  },
  { index: [['number'], ['keepUntil'], ['heldAt']] },
);

export type RecordFilter = {
  number?: string | undefined;
  state?: 'held' | 'over' | undefined;
  today: LocalDate;
  page: number;
  pageSize: number;
};

export const keptRecords = (tx: Tx) => ({
  find: (id: string) => tx.findOneBy(keptRecordTable, { id }),
  all: (ids: string[]) => tx.findBy(keptRecordTable, { id: In(ids) }),
  async page({ number, state, today, page, pageSize }: RecordFilter) {
    const query = tx
      .createQueryBuilder(keptRecordTable, 'r')
      .orderBy('r.createdAt', 'DESC')
      .addOrderBy('r.id', 'DESC');
    if (number) query.andWhere('r.number = :number', { number });
    if (state === 'held') query.andWhere('r.heldAt IS NOT NULL');
    if (state === 'over')
      query.andWhere('r.keepUntil <= :today AND r.heldAt IS NULL AND r.destroyedAt IS NULL', { today });
    return query
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
  },
  /** Told twice, it is kept once. */
  async insert(row: KeptRecordRow): Promise<void> {
    if (await tx.existsBy(keptRecordTable, { id: row.id })) return;
    await tx.insert(keptRecordTable, row).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
  },
  /** Terms only ever grow. */
  async extend(id: string, until: LocalDate): Promise<void> {
    await tx
      .createQueryBuilder()
      .update(keptRecordTable)
      .set({ keepUntil: until })
      .where('id = :id AND keepUntil < :until', { id, until })
      .execute();
  },
  /** False when `condition` does not hold (any more). */
  async change(
    id: string,
    changes: Partial<KeptRecordRow>,
    condition: string,
    values: object = {},
  ): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(keptRecordTable)
      .set(changes)
      .where(`id = :id AND ${condition}`, { id, ...values })
      .execute();
    return affected === 1;
  },
});
