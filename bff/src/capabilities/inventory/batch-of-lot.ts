import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { isDuplicate, type Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { inventoryStore, type BatchRow } from './store.ts';

type Lot = Pick<BatchRow, 'storeId' | 'drugId' | 'lotNo' | 'expires'>;

/** The batch of that lot at that store, made empty when there is none. One lot has one expiry. */
export async function batchOfLot(
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  lot: Lot,
): Promise<string> {
  const store = inventoryStore(tx);
  const find = async () =>
    (await store.batchesAt([lot.storeId], [lot.drugId])).find(({ lotNo }) => lotNo === lot.lotNo);
  let known = await find();
  if (!known) {
    const empty = { onHand: 0, reserved: 0, quarantined: 0, updatedAt: toInstant(now()), recalledAt: null };
    const fresh = { id: newId(), ...lot, ...empty };
    await store.insertBatches([fresh]).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
    // Somebody may have received the same lot in the same moment.
    known = (await find()) ?? fresh;
  }
  if (known.expires !== lot.expires)
    throw inventoryProblem('EXPIRY_DIFFERS', { lotNo: lot.lotNo, expires: known.expires });
  return known.id;
}
