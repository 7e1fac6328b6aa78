import { shanghaiDate, type LocalDate } from '@xinglin/shared/kernel/time';
import { nearbyIndex, type NearbyIndex } from './nearby-index.ts';
import type { Deps } from './ports.ts';
import { storeStamp, storeStore } from './store.ts';

/** How long another process's import of stores may go unnoticed. */
const STORES_STALE_MS = 5_000;
/** On a shared database other processes sell too, and their events may be relayed elsewhere: all figures are read again. */
const STOCK_STALE_MS = 30_000;
const STORES_AT_ONCE = 50;
const DRUGS_AT_ONCE = 500;

type Feeding = Pick<Deps, 'db' | 'now' | 'stockAt' | 'allDrugIds'>;
export type NearbyFeed = ReturnType<typeof nearbyFeed>;

/**
 * Keeps the index in memory like the database: read whole on first use and every day (what is near its expiry changes at midnight),
 * then kept right by `stock.changed`. It only narrows down: whoever answers a person reads the figures of the few that remain.
 */
export function nearbyFeed({ db, now, stockAt, allDrugIds }: Feeding) {
  const index: NearbyIndex = nearbyIndex();
  let stamp = '';
  let checkedAt = -Infinity;
  let readAt = -Infinity;
  let day: LocalDate = '';
  let loading: Promise<void> | undefined;

  async function readStock(storeIds: string[], drugIds: string[]): Promise<void> {
    for (let s = 0; s < storeIds.length; s += STORES_AT_ONCE)
      for (let d = 0; d < drugIds.length; d += DRUGS_AT_ONCE) {
        const [stores, drugs] = [storeIds.slice(s, s + STORES_AT_ONCE), drugIds.slice(d, d + DRUGS_AT_ONCE)];
        const figures = await stockAt(stores, drugs);
        const known = new Map(figures.map((each) => [`${each.storeId}/${each.drugId}`, each.available]));
        for (const storeId of stores)
          for (const drugId of drugs) index.setStock(storeId, drugId, known.get(`${storeId}/${drugId}`) ?? 0);
      }
  }

  async function readStores(): Promise<string[]> {
    const latest = await storeStamp(db.read);
    checkedAt = now().getTime();
    if (latest === stamp) return [];
    const known = new Set(index.storeIds());
    const places = await storeStore(db.read).places();
    for (const { id, point } of places) index.putStore(id, point);
    const there = new Set(places.map(({ id }) => id));
    for (const id of known) if (!there.has(id)) index.removeStore(id);
    stamp = latest;
    return places.map(({ id }) => id).filter((id) => !known.has(id));
  }

  async function load(): Promise<void> {
    const at = now();
    const added = await readStores();
    const all =
      day !== shanghaiDate(at) || (db.dialect === 'mysql' && at.getTime() - readAt > STOCK_STALE_MS);
    const storeIds = all ? index.storeIds() : added;
    if (storeIds.length > 0) await readStock(storeIds, await allDrugIds());
    if (all) readAt = at.getTime();
    day = shanghaiDate(at);
  }
  const refresh = () => (loading ??= load().finally(() => (loading = undefined)));
  const isStale = () => {
    const at = now();
    return Math.abs(at.getTime() - checkedAt) > STORES_STALE_MS || day !== shanghaiDate(at);
  };

  return {
    /** Reads everything again, whatever it looks like. */
    async reload(): Promise<void> {
      await loading;
      [stamp, day] = ['', ''];
      await refresh();
    },
    /** The index as it should be now. */
    async current(): Promise<NearbyIndex> {
      if (isStale()) await refresh();
      return index;
    },
    /** Reads the figures of these drugs at the store again. */
    async changed(storeId: string, drugIds: string[]): Promise<void> {
      await loading;
      await readStock([storeId], drugIds);
    },
  };
}
