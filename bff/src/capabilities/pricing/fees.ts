import type { FulfilmentMode } from '@xinglin/shared/pricing/contract';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import type { BandRow } from './store.ts';

/** What a store asks besides the goods for one parcel to this place in this mode. */
export type Fees = {
  deliveryFeeFen: number;
  packagingFeeFen: number;
  /** Goods from here on waive both; null: nothing is waived. */
  freeAtFen: number | null;
  minOrderFen: number;
};

/**
 * Fees by distance band, else the store's one fee; null when the store does not bring it so far. From the free-delivery threshold
 * on both fees are free (满额免配送费和包装费); where delivery costs nothing anyway, as when the parcel is fetched (自提), there is
 * nothing to waive and packaging is charged as the store says. A minimum order (起送价) is for what must be brought.
 */
export function feesOf(
  store: StoreFacts,
  bands: BandRow[],
  distanceM: number,
  mode: FulfilmentMode,
): Fees | null {
  const { packagingFeeFen, freeDeliveryFen, minOrderFen } = store;
  if (mode === 'pickup') return { deliveryFeeFen: 0, packagingFeeFen, freeAtFen: null, minOrderFen: 0 };
  if (distanceM > store.deliveryRadiusM) return null;
  const band = bands.find(({ storeId, uptoM }) => storeId === store.id && distanceM <= uptoM);
  if (!band && bands.some(({ storeId }) => storeId === store.id)) return null;
  const deliveryFeeFen = band?.feeFen ?? store.deliveryFeeFen;
  return {
    deliveryFeeFen,
    packagingFeeFen,
    freeAtFen: deliveryFeeFen === 0 ? null : freeDeliveryFen,
    minOrderFen,
  };
}

/** The two fees of a parcel with goods for so much. */
export function chargedFees(
  fees: Fees,
  goodsFen: number,
): { deliveryFeeFen: number; packagingFeeFen: number } {
  const free = goodsFen === 0 || (fees.freeAtFen !== null && goodsFen >= fees.freeAtFen);
  return free
    ? { deliveryFeeFen: 0, packagingFeeFen: 0 }
    : { deliveryFeeFen: fees.deliveryFeeFen, packagingFeeFen: fees.packagingFeeFen };
}
