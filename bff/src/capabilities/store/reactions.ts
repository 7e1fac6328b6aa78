import { toInstant } from '@xinglin/shared/kernel/time';
import { effectOn, on, type Reaction } from '../../kernel/outbox.ts';
import type { StockChanged } from '../inventory/events.ts';
import { tellArrivals } from './arrivals.ts';
import type { ArrivalOver, FridgeChanged, StoreHoursChanged } from './events.ts';
import type { NearbyFeed } from './nearby-feed.ts';
import type { Deps } from './ports.ts';
import { arrivalStore, storeStore } from './store.ts';

/** Of a delivery with more kinds than this no screen asks which. */
const MOST_NAMED = 50;

/** Every screen that looks at the place of the store reads again, if it cares for one of these drugs. Not named: for any. */
async function tellAround(
  { db, tell }: Deps,
  storeId: string,
  drugIds: readonly string[] = [],
): Promise<void> {
  const [store] = await storeStore(db.read).byIds([storeId]);
  if (!store) return;
  const named = drugIds.length > MOST_NAMED ? [] : [...drugIds];
  tell({ around: store.point }, { topic: 'nearby', id: storeId, drugIds: named });
}

/** The index first: a screen that reads again at once must find what it was told of. */
export const storeReactions = (deps: Deps, feed: NearbyFeed): Reaction[] => [
  effectOn<StockChanged>(
    'stock.changed',
    'store: keep the index, tell who looks',
    async ({ subject, data }) => {
      await feed.changed(subject, data.drugIds);
      await tellAround(deps, subject, data.drugIds);
    },
  ),
  effectOn<StockChanged>('stock.changed', 'store: tell who waits for an arrival', ({ subject, data }) =>
    tellArrivals(deps, subject, data.drugIds),
  ),
  on<ArrivalOver>('arrival.over', 'store: forget who waited in vain', async (tx, { subject }) => {
    await arrivalStore(tx).removeOver(subject, toInstant(deps.now()));
  }),
  effectOn<FridgeChanged>(
    'store.fridge_changed',
    'store: tell who waits for something cold',
    async (event) => (event.data.healthy ? tellArrivals(deps, event.subject, []) : undefined),
  ),
  effectOn<FridgeChanged>(
    'store.fridge_changed',
    'store: tell the store and who looks',
    async ({ subject }) => {
      deps.tell({ store: subject }, { topic: 'stock', id: subject });
      await tellAround(deps, subject);
    },
  ),
  effectOn<StoreHoursChanged>('store.hours_changed', 'store: tell who looks', ({ subject }) =>
    tellAround(deps, subject),
  ),
];
