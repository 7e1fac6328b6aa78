import type { Gcj02Point } from '@xinglin/shared/kernel/geo';

export type Placed = { id: string; point: Gcj02Point };
/** What stands on the map at one place: one store, or several that would hide each other. */
export type Cluster = { ids: string[]; point: Gcj02Point };

/** The map is about eight pins wide, six in 关怀模式; half of that leaves room between them. */
const ACROSS = 4;
const ACROSS_LARGE = 3;
/** Below this, in degrees (about 30 m), pins cannot be told apart however near one looks. */
const TINY = 0.0003;

/**
 * Puts stores that lie close together, measured by the stretch all of them take, under one pin. Every store is in exactly one cluster,
 * so the map shows as many stores as the list. The order is that of the list: the first of a cluster is the best of it.
 */
export function clustersOf(stores: readonly Placed[], large = false): Cluster[] {
  if (stores.length === 0) return [];
  const lngs = stores.map(({ point }) => point.lng);
  const lats = stores.map(({ point }) => point.lat);
  const [west, south] = [Math.min(...lngs), Math.min(...lats)];
  const across = large ? ACROSS_LARGE : ACROSS;
  const cell = Math.max((Math.max(...lngs) - west) / across, (Math.max(...lats) - south) / across, TINY);
  const byCell = new Map<string, Placed[]>();
  for (const store of stores) {
    const key = `${Math.floor((store.point.lng - west) / cell)}/${Math.floor((store.point.lat - south) / cell)}`;
    byCell.set(key, [...(byCell.get(key) ?? []), store]);
  }
  return [...byCell.values()].map((members) => ({
    ids: members.map(({ id }) => id),
    point: {
      lng: members.reduce((sum, { point }) => sum + point.lng, 0) / members.length,
      lat: members.reduce((sum, { point }) => sum + point.lat, 0) / members.length,
    },
  }));
}
