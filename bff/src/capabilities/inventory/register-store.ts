import type { Instant } from '@xinglin/shared/kernel/time';
import { column, entity } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';
import { isDuplicate } from '../../kernel/database.ts';

export type RegisteredSaleRow = {
  id: string;
  storeId: string;
  ruleId: string;
  drugId: string;
  batchId: string;
  strength: string;
  maker: string;
  lotNo: string;
  packs: number;
  /** Encrypted, as is the number; the index finds all purchases of one number. */
  buyerName: string;
  idNumber: string;
  buyerIndex: string;
  actorId: string;
  at: Instant;
};

/** Append-only register of the sales the law wants recorded (国食药监办〔2012〕260号); a line goes with its sale, after the term. */
export const registeredSaleTable = entity<RegisteredSaleRow>(
  'registered_sale',
  {
    id: column.id(),
    storeId: column.id(),
    ruleId: column.string(40),
    drugId: column.id(),
    batchId: column.id(),
    strength: column.string(60),
    maker: column.string(80),
    lotNo: column.string(40),
    packs: column.int(),
    buyerName: column.text('personal'),
    idNumber: column.text('personal'),
    buyerIndex: column.string(32, 'personal'),
    actorId: column.id(),
    at: column.instant(),
  },
  {
    index: [
      ['storeId', 'id'],
      ['buyerIndex', 'at'],
    ],
  },
);

/** One row a buyer, only to be locked: two counters selling to one person at once must see each other. */
const registeredBuyerTable = entity<{ buyerIndex: string; lastAt: Instant }>(
  'registered_buyer',
  {
    buyerIndex: column.string(32, 'personal'),
    lastAt: column.instant(),
  },
  { key: ['buyerIndex'] },
);

export const registerStore = (tx: Tx) => ({
  async lockBuyer(buyerIndex: string, lastAt: Instant): Promise<void> {
    await tx.insert(registeredBuyerTable, { buyerIndex, lastAt }).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
    await tx.update(registeredBuyerTable, { buyerIndex }, { lastAt });
  },
  async packsSince(buyerIndex: string, ruleId: string, since: Instant): Promise<number> {
    const row = await tx
      .createQueryBuilder(registeredSaleTable, 's')
      .select('SUM(s.packs)', 'packs')
      .where('s.buyerIndex = :buyerIndex AND s.ruleId = :ruleId AND s.at > :since', {
        buyerIndex,
        ruleId,
        since,
      })
      .getRawOne<{ packs: number | string | null }>();
    return Number(row?.packs ?? 0);
  },
  insert: (row: RegisteredSaleRow) => tx.insert(registeredSaleTable, row),
  list: (storeId: string, skip: number, take: number) =>
    tx.findAndCount(registeredSaleTable, { where: { storeId }, order: { id: 'DESC' }, skip, take }),
});
