import { effectOn, type Reaction } from '../../kernel/outbox.ts';
import type { StockChanged } from '../inventory/events.ts';
import { tellArrivals } from './arrivals.ts';
import type { FridgeChanged } from './events.ts';
import type { NearbyFeed } from './nearby-feed.ts';
import type { Deps } from './ports.ts';

export const storeReactions = (deps: Deps, feed: NearbyFeed): Reaction[] => [
  effectOn<StockChanged>('stock.changed', 'store: keep the index of what is where', ({ subject, data }) =>
    feed.changed(subject, data.drugIds),
  ),
  effectOn<StockChanged>('stock.changed', 'store: tell who waits for an arrival', ({ subject, data }) =>
    tellArrivals(deps, subject, data.drugIds),
  ),
  effectOn<FridgeChanged>(
    'store.fridge_changed',
    'store: tell who waits for something cold',
    async ({ subject, data }) => data.healthy ? tellArrivals(deps, subject, []) : undefined,
  ),
  effectOn<FridgeChanged>(
    'store.fridge_changed',
    'store: tell the screens of the store',
    async ({ subject }) => deps.tell({ store: subject }, { topic: 'stock', id: subject }),
  ),
];
