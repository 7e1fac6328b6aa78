import type { PointsReason } from '@xinglin/shared/reward/contract';
import type { Instant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { column, entity, nullable } from '../../kernel/entity.ts';

/** One line of the append-only points ledger; `key` names what it is for, so nothing is earned or spent twice. */
export type PointsRow = {
  id: string;
  personId: string;
  key: string;
  points: number;
  reason: PointsReason;
  balance: number;
  at: Instant;
};

export const pointsTable = entity<PointsRow>(
  'points_entry',
  {
    id: column.id(),
    personId: column.id(),
    key: column.string(80),
    points: column.int(),
    reason: column.string(16),
    balance: column.int(),
    at: column.instant(),
  },
  { unique: [['key']], index: [['personId', 'id']] },
);

/** The balance of one person, moved only together with a ledger line. */
export const balanceTable = entity<{ personId: string; balance: number }>(
  'points_balance',
  { personId: column.id(), balance: column.int() },
  { key: ['personId'] },
);

export type VoucherRow = {
  id: string;
  personId: string;
  rewardCode: string;
  title: string;
  code: string;
  points: number;
  issuedAt: Instant;
  validUntil: Instant;
  usedAt: Instant | null;
};

export const voucherTable = entity<VoucherRow>(
  'voucher',
  {
    id: column.id(),
    personId: column.id(),
    rewardCode: column.string(40),
    title: column.string(60),
    code: column.string(16, 'secret'),
    points: column.int(),
    issuedAt: column.instant(),
    validUntil: column.instant(),
    usedAt: nullable(column.instant()),
  },
  { unique: [['code']], index: [['personId', 'id']] },
);

/** Reads and writes points and vouchers inside `tx`. Holds no rules. */
export function rewardStore(tx: Tx) {
  return {
    hasKey: (key: string) => tx.existsBy(pointsTable, { key }),
    balance: async (personId: string) => (await tx.findOneBy(balanceTable, { personId }))?.balance ?? 0,
    async openBalance(personId: string): Promise<void> {
      if (!(await tx.existsBy(balanceTable, { personId })))
        await tx.insert(balanceTable, { personId, balance: 0 });
    },
    /** False when the balance would fall below zero. */
    async moveBalance(personId: string, by: number): Promise<boolean> {
      const { affected } = await tx
        .createQueryBuilder()
        .update(balanceTable)
        .set({ balance: () => 'balance + :by' })
        .setParameter('by', by)
        .where('personId = :personId AND balance + :by >= 0', { personId, by })
        .execute();
      return affected === 1;
    },
    insertEntry: (row: PointsRow) => tx.insert(pointsTable, row),
    async entries(personId: string, page: number, pageSize: number) {
      const [items, total] = await tx.findAndCount(pointsTable, {
        where: { personId },
        order: { id: 'DESC' },
        skip: (page - 1) * pageSize,
        take: pageSize,
      });
      return { items, total };
    },
    insertVoucher: (row: VoucherRow) => tx.insert(voucherTable, row),
    vouchers: (personId: string) => tx.find(voucherTable, { where: { personId }, order: { id: 'DESC' } }),
  };
}
