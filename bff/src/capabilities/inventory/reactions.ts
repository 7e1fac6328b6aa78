import { effectOn, type Reaction } from '../../kernel/outbox.ts';
import type { StockChanged } from './events.ts';
import type { Deps } from './ports.ts';

export const inventoryReactions = ({ tell }: Pick<Deps, 'tell'>): Reaction[] => [
  effectOn<StockChanged>('stock.changed', 'inventory: tell the screens of the store', async ({ subject }) =>
    tell({ store: subject }, { topic: 'stock', id: subject }),
  ),
];
