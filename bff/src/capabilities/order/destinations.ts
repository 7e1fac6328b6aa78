import { destinationsOf, type Destination } from '@xinglin/shared/order/refund-matrix';
import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { linesOf, type ParcelRow } from './store.ts';

/** Where the goods of a returning parcel may go. */
export async function destinationsFor(
  deps: Pick<Deps, 'drugsByIds'>,
  tx: Tx,
  parcel: ParcelRow,
): Promise<Destination[]> {
  if (parcel.status !== 'returning' || !parcel.goodsWay) return [];
  const drugIds = [...new Set((await linesOf(tx, [parcel.id])).map(({ drugId }) => drugId))];
  const drugs = await deps.drugsByIds(drugIds, tx);
  return destinationsOf(
    parcel.goodsWay,
    drugs.some(({ storage }) => storage !== 'normal'),
  );
}
