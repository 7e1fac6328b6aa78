import type { LocalDate } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { sealAddress } from './sealed.ts';
import { orderTable, picksIn } from './store.ts';

/** Until when the goods that went into the parcel last. */
export const expiriesOfParcel = async (tx: Tx, parcelId: string): Promise<LocalDate[]> =>
  (await picksIn(tx, [parcelId])).map(({ expires }) => expires);

const DESTROYED = {
  text: '收货信息已按保存期限销毁',
  point: { lng: 0, lat: 0 },
  contactName: '已销毁',
  phone: '10000000000',
};

/** After the record's term: what was sold stays in the books, who got it where does not. */
export const forgetBuyer =
  ({ crypto }: Pick<Deps, 'crypto'>) =>
  async (tx: Tx, orderId: string): Promise<void> => {
    const address = sealAddress(crypto, orderId, DESTROYED);
    await tx.update(orderTable, { id: orderId }, { address, destinationLng: 0, destinationLat: 0 });
  };
