import { timingSafeEqual } from 'node:crypto';
import { deliveryProblem } from '@xinglin/shared/delivery/contract';
import { orderProblem } from '@xinglin/shared/order/contract';
import { MAX_CODE_TRIES } from './policy.ts';
import type { Deps } from './ports.ts';
import { openReceiptCode } from './sealed.ts';
import { parcelById, parcelTable } from './store.ts';

/**
 * For delivery: is this the code the patient was shown? A unit of work of its own, to be called outside of any: a wrong try
 * is counted before it is judged, so that neither a rollback nor many tries at once give more than five.
 * @throws RECEIPT_CODE_WRONG, RECEIPT_CODE_LOCKED, PARCEL_NOT_FOUND when no rider carries it
 */
export const checkReceiptCode =
  ({ db, crypto }: Pick<Deps, 'db' | 'crypto'>) =>
  async (parcelId: string, code: string): Promise<void> => {
    const parcel = await parcelById(db.read, parcelId);
    if (parcel?.status !== 'on_the_way') throw orderProblem('PARCEL_NOT_FOUND');
    const { affected } = await db.write((tx) =>
      tx
        .createQueryBuilder()
        .update(parcelTable)
        .set({ codeTries: () => 'codeTries + 1' })
        .where('id = :parcelId AND codeTries < :max', { parcelId, max: MAX_CODE_TRIES })
        .execute(),
    );
    if (affected !== 1) throw deliveryProblem('RECEIPT_CODE_LOCKED');
    const [told, right] = [Buffer.from(code), Buffer.from(openReceiptCode(crypto, parcel))];
    if (told.length !== right.length || !timingSafeEqual(told, right))
      throw deliveryProblem('RECEIPT_CODE_WRONG');
    await db.write((tx) => tx.update(parcelTable, parcelId, { codeTries: 0 }));
  };
