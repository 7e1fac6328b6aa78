import { effectOn, type Reaction } from '../../kernel/outbox.ts';
import type { CatalogueChanged } from './events.ts';
import type { Shelf } from './shelf.ts';

export const catalogueReactions = (shelf: Shelf): Reaction[] => [
  effectOn<CatalogueChanged>('catalogue.changed', 'catalogue.refresh_search', () => shelf.refresh()),
];
