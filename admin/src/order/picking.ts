import type { StoreParcel } from '@xinglin/shared/order/contract';

type Line = StoreParcel['lines'][number];
export type Lot = Line['picks'][number] & { key: string; lineId: string };

export const lotKey = (lineId: string, batchId: string): string => `${lineId}/${batchId}`;

/** Every lot to take, line by line. */
export const lotsOf = (lines: readonly Line[]): Lot[] =>
  lines.flatMap(({ id, picks }) =>
    picks.map((pick) => ({ ...pick, key: lotKey(id, pick.batchId), lineId: id })),
  );

const plain = (lotNo: string) => lotNo.trim().toUpperCase();

/** The lot a scanned or typed number confirms: the first one with it that is still open, else `again`, else `unknown`. */
export function lotScanned(
  lots: readonly Lot[],
  confirmed: ReadonlySet<string>,
  scanned: string,
): Lot | 'again' | 'unknown' {
  const same = lots.filter(({ lotNo }) => plain(lotNo) === plain(scanned));
  return same.find(({ key }) => !confirmed.has(key)) ?? (same.length > 0 ? 'again' : 'unknown');
}

/** The parcel can be picked when it has lots and each was confirmed in hand. */
export const allConfirmed = (lots: readonly Lot[], confirmed: ReadonlySet<string>): boolean =>
  lots.length > 0 && lots.every(({ key }) => confirmed.has(key));

/** What the server is told was taken. */
export const picksFrom = (lots: readonly Lot[], confirmed: ReadonlySet<string>) =>
  lots
    .filter(({ key }) => confirmed.has(key))
    .map(({ lineId, batchId, quantity }) => ({ lineId, batchId, quantity }));
