export type Arrivals = {
  /** Ids that were on the list at any time; null before the first list. */
  seen: ReadonlySet<string> | null;
  /** Arrived since, not opened yet, still to pick. */
  unread: ReadonlySet<string>;
};

export const noArrivals: Arrivals = { seen: null, unread: new Set() };

/** What the list of parcels to pick means for those unread; `arrived` is what to ring for. The first list is no news. */
export function noteList(before: Arrivals, ids: readonly string[]): Arrivals & { arrived: string[] } {
  const { seen } = before;
  const arrived = seen ? ids.filter((id) => !seen.has(id)) : [];
  const unread = new Set([...before.unread, ...arrived].filter((id) => ids.includes(id)));
  return { seen: new Set([...(seen ?? []), ...ids]), unread, arrived };
}

/** Somebody opened the parcel. */
export const noteOpened = (before: Arrivals, id: string): Arrivals => ({
  ...before,
  unread: new Set([...before.unread].filter((each) => each !== id)),
});
