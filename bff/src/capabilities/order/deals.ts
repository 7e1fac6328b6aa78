import type { Instant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { lineTable, orderTable, parcelTable } from './store.ts';

type Db = Pick<Deps, 'db'>;
type Charged = {
  storeId: string;
  drugId: string;
  lineFen: number;
  quantity: number;
  goodsFen: number;
  couponOffFen: number;
  paidAt: Instant;
};

const KEPT = "o.paidAt >= :since AND o.status IN ('paid', 'completed')";

/** For pricing: what one pack really cost at these stores in orders paid since then, the store's coupon shared out over the goods. */
export const dealsAt =
  ({ db }: Db) =>
  async (storeIds: string[], drugIds: string[], since: Instant, tx: Tx = db.read) => {
    if (storeIds.length === 0 || drugIds.length === 0) return [];
    const rows = await tx
      .createQueryBuilder(lineTable, 'l')
      .innerJoin(parcelTable.options.name, 'p', 'p.id = l.parcelId')
      .innerJoin(orderTable.options.name, 'o', 'o.id = l.orderId')
      .select([
        'p.storeId AS storeId',
        'l.drugId AS drugId',
        'l.lineFen AS lineFen',
        'l.quantity AS quantity',
      ])
      .addSelect(['p.goodsFen AS goodsFen', 'p.couponOffFen AS couponOffFen', 'o.paidAt AS paidAt'])
      .where('p.storeId IN (:...storeIds) AND l.drugId IN (:...drugIds)', { storeIds, drugIds })
      .andWhere(KEPT, { since })
      .getRawMany<Charged>();
    return rows.map(({ storeId, drugId, lineFen, quantity, goodsFen, couponOffFen, paidAt }) => {
      const share = goodsFen > 0 ? (couponOffFen * lineFen) / goodsFen : 0;
      return { storeId, drugId, unitFen: Math.floor((lineFen - share) / quantity), paidAt };
    });
  };

/** For pricing: the paid purchases at a store since then, however many parcels, to compute what a coupon would have cost. */
export const salesOf =
  ({ db }: Db) =>
  async (storeId: string, since: Instant) => {
    const rows = await db.read
      .createQueryBuilder(parcelTable, 'p')
      .innerJoin(orderTable.options.name, 'o', 'o.id = p.orderId')
      .select(['o.patientId AS buyer', 'o.prescriptionId AS prescriptionId'])
      .addSelect('SUM(p.goodsFen)', 'goodsFen')
      .where('p.storeId = :storeId', { storeId })
      .andWhere(KEPT, { since })
      .groupBy('o.id')
      .addGroupBy('o.patientId')
      .addGroupBy('o.prescriptionId')
      .addGroupBy('o.paidAt')
      .orderBy('o.paidAt')
      .getRawMany<{ buyer: string; goodsFen: number | string; prescriptionId: string | null }>();
    return rows.map(({ buyer, goodsFen, prescriptionId }) => ({
      buyer,
      // MySQL answers a sum as text.
      goodsFen: Number(goodsFen),
      hasRx: prescriptionId !== null,
    }));
  };
