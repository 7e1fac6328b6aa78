import { shanghaiDate, toInstant, type LocalDate } from '@xinglin/shared/kernel/time';
import { nearbyIndex, type NearbyIndex } from './nearby-index.ts';
import type { Deps } from './ports.ts';
import { storeStamp, storeStore } from './store.ts';

/** How long another process's import of stores may go unnoticed. */
const STORES_STALE_MS = 5_000;
/** How long another process's sale may: its event may have been relayed there. Figures touched since are read again. */
const STOCK_STALE_MS = 2_000;
/** A transaction writes its moment before it commits: what is younger than this is looked at once more. */
const OVERLAP_MS = 20_000;
const STORES_AT_ONCE = 200;
const DRUGS_AT_ONCE = 500;

type Feeding = Pick<Deps, 'db' | 'now' | 'stockAt' | 'stockOf' | 'stockTouchedSince'>;
type Figure = { storeId: string; drugId: string; available: number };
export type NearbyFeed = ReturnType<typeof nearbyFeed>;

const put = (index: NearbyIndex, figures: readonly Figure[]) =>
  figures.forEach(({ storeId, drugId, available }) => index.setStock(storeId, drugId, available));

/**
 * Keeps the index in memory like the database: read whole on first use and every day (what is near its expiry changes at midnight),
 * then kept right by `stock.changed` and by what was touched since. It only narrows down: whoever answers a person reads the
 * figures of the few that remain.
 */
export function nearbyFeed({ db, now, stockAt, stockOf, stockTouchedSince }: Feeding) {
  let index: NearbyIndex = nearbyIndex();
  let stamp = '';
  let storesAt = -Infinity;
  let stockReadAt = -Infinity;
  let day: LocalDate = '';
  let loading: Promise<void> | undefined;
  let catchingUp: Promise<void> | undefined;

  async function readStores(into: NearbyIndex): Promise<string[]> {
    const latest = await storeStamp(db.read);
    storesAt = now().getTime();
    if (latest === stamp && into === index) return [];
    const known = new Set(into.storeIds());
    const places = await storeStore(db.read).places();
    for (const { id, point } of places) into.putStore(id, point);
    const there = new Set(places.map(({ id }) => id));
    for (const id of known) if (!there.has(id)) into.removeStore(id);
    stamp = latest;
    return places.map(({ id }) => id).filter((id) => !known.has(id));
  }

  async function readStock(into: NearbyIndex, storeIds: string[]): Promise<void> {
    for (let from = 0; from < storeIds.length; from += STORES_AT_ONCE)
      put(into, await stockOf(storeIds.slice(from, from + STORES_AT_ONCE)));
  }

  /** Reads everything into a new index, and shows it when it is whole. */
  async function load(): Promise<void> {
    const at = now();
    const fresh = nearbyIndex();
    await readStores(fresh);
    await readStock(fresh, fresh.storeIds());
    index = fresh;
    stockReadAt = at.getTime();
    day = shanghaiDate(at);
  }
  const reload = () => (loading ??= load().finally(() => (loading = undefined)));

  async function catchUp(): Promise<void> {
    const at = now().getTime();
    if (Math.abs(at - storesAt) > STORES_STALE_MS) await readStock(index, await readStores(index));
    if (Math.abs(at - stockReadAt) > STOCK_STALE_MS) {
      put(index, await stockTouchedSince(toInstant(stockReadAt - OVERLAP_MS)));
      stockReadAt = at;
    }
  }

  return {
    reload,
    /** The index as it should be now. */
    async current(): Promise<NearbyIndex> {
      const today = shanghaiDate(now());
      if (day === '') await reload();
      // At midnight figures only fall, so yesterday's index finds too much and never too little: nobody waits for the new one.
      // If reading it fails, the next question tries again.
      else if (day !== today) void reload().catch(() => undefined);
      await (catchingUp ??= catchUp().finally(() => (catchingUp = undefined)));
      return index;
    },
    /** Reads the figures of these drugs at the store again. */
    async changed(storeId: string, drugIds: string[]): Promise<void> {
      await loading;
      for (let from = 0; from < drugIds.length; from += DRUGS_AT_ONCE)
        put(index, await stockAt([storeId], drugIds.slice(from, from + DRUGS_AT_ONCE)));
    },
  };
}
