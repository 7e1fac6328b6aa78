/**
 * Stores: where they are, when they are open, what their licence allows, who is on duty. Step 2 of the journey shows the ones
 * around that really have what is wanted; stock and prices come from their own capabilities.
 */
import { findNearbyStores } from './find-nearby-stores.ts';
import { storeImporter } from './import-stores.ts';
import type { Deps } from './ports.ts';
import { allStores, getStore, storeByCode, storesByCodes, storesByIds, storesNear } from './queries.ts';
import { storeRoutes } from './routes.ts';

export function store(deps: Deps) {
  const use = { findNearby: findNearbyStores(deps), get: getStore(deps) };
  return {
    use,
    routes: storeRoutes(use),
    reactions: [],
    importers: { stores: storeImporter(deps) },
    /** For everybody: facts of stores; rules over them are in shared/store/rules.ts. */
    storesByIds: storesByIds(deps),
    storesByCodes: storesByCodes(deps),
    storeByCode: storeByCode(deps),
    storesNear: storesNear(deps),
    allStores: allStores(deps),
  };
}

export type { Deps } from './ports.ts';
export type { StoreAtDistance } from './queries.ts';
export { storeTable } from './store.ts';
