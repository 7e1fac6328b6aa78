import type { StoreParcel } from '@xinglin/shared/order/store-parcel';

type Line = StoreParcel['lines'][number];
export type Lot = Line['picks'][number] & { key: string; lineId: string };
/** A box in hand, as its code was read. */
export type Scan = { code: string; key: string };
export type Picked = { confirmed: ReadonlySet<string>; scans: readonly Scan[] };

export const nothingPicked: Picked = { confirmed: new Set(), scans: [] };
export const lotKey = (lineId: string, batchId: string): string => `${lineId}/${batchId}`;

/** Every lot to take, line by line. */
export const lotsOf = (lines: readonly Line[]): Lot[] =>
  lines.flatMap(({ id, picks }) =>
    picks.map((pick) => ({ ...pick, key: lotKey(id, pick.batchId), lineId: id })),
  );

const plain = (lotNo: string) => lotNo.trim().toUpperCase();

/** Old stock without trace codes is confirmed by its lot number or a tick; boxes with codes by their codes alone. */
export const needsTick = ({ toScan, quantity }: Lot): boolean => toScan < quantity;

/** The lot a scanned or typed number confirms: the first one with it that is still open, else `again`, else `unknown`. */
export function lotScanned(
  lots: readonly Lot[],
  { confirmed }: Picked,
  scanned: string,
): Lot | 'again' | 'unknown' {
  const same = lots.filter((lot) => needsTick(lot) && plain(lot.lotNo) === plain(scanned));
  return same.find(({ key }) => !confirmed.has(key)) ?? (same.length > 0 ? 'again' : 'unknown');
}

export const scansOf = ({ scans }: Picked, key: string): Scan[] => scans.filter((scan) => scan.key === key);

/** Adds a box, or says why it does not belong in the bag. */
export function addScan(lots: readonly Lot[], picked: Picked, scan: Scan): Picked | 'again' | 'enough' {
  if (picked.scans.some(({ code }) => code === scan.code)) return 'again';
  const lot = lots.find(({ key }) => key === scan.key);
  if (!lot || scansOf(picked, scan.key).length >= lot.quantity) return 'enough';
  return { ...picked, scans: [...picked.scans, scan] };
}

export const removeScan = (picked: Picked, code: string): Picked => ({
  ...picked,
  scans: picked.scans.filter((scan) => scan.code !== code),
});

export const isDone = (lot: Lot, picked: Picked): boolean =>
  scansOf(picked, lot.key).length >= lot.toScan && (!needsTick(lot) || picked.confirmed.has(lot.key));

/** The parcel can be picked when it has lots, each in hand and each box that must be scanned is. */
export const allDone = (lots: readonly Lot[], picked: Picked): boolean =>
  lots.length > 0 && lots.every((lot) => isDone(lot, picked));

/** What the server is told was taken. */
export const picksFrom = (lots: readonly Lot[], picked: Picked) =>
  lots
    .filter((lot) => isDone(lot, picked))
    .map(({ key, lineId, batchId, quantity }) => ({
      ...{ lineId, batchId, quantity },
      codes: scansOf(picked, key).map(({ code }) => code),
    }));
