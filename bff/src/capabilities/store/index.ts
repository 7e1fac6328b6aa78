/**
 * Stores: where they are, when they are open, what their licence allows, who is on duty. Step 2 of the journey shows the ones
 * around that really have what is wanted; stock and prices come from their own capabilities.
 */
import { unwatch, watch, watches } from './arrivals.ts';
import { addDevice, pairDevice, removeDevice } from './fridge/devices.ts';
import { handleAlarm } from './fridge/handle-alarm.ts';
import { showFridge } from './fridge/show-fridge.ts';
import { fridgeWebhook, recordByHand } from './fridge/take-reading.ts';
import { findNearbyStores } from './find-nearby-stores.ts';
import { storeImporter } from './import-stores.ts';
import { nearbyFeed } from './nearby-feed.ts';
import type { Deps } from './ports.ts';
import { allStores, getStore, storeByCode, storesByCodes, storesByIds, storesNear } from './queries.ts';
import { storeReactions } from './reactions.ts';
import { storeRoutes } from './routes.ts';
import { listDays, putDay, removeDay } from './store-days.ts';

export function store(deps: Deps) {
  const feed = nearbyFeed(deps);
  const use = {
    findNearby: findNearbyStores(deps, feed),
    get: getStore(deps),
    listDays: listDays(deps),
    putDay: putDay(deps),
    removeDay: removeDay(deps),
    showFridge: showFridge(deps),
    recordFridge: recordByHand(deps),
    handleFridgeAlarm: handleAlarm(deps),
    addFridgeDevice: addDevice(deps),
    removeFridgeDevice: removeDevice(deps),
    watches: watches(deps),
    watch: watch(deps),
    unwatch: unwatch(deps),
  };
  return {
    use,
    routes: storeRoutes(use),
    reactions: storeReactions(deps, feed),
    webhooks: [fridgeWebhook(deps)],
    /** Reads the index of what is where, so that the first person need not wait. */
    warmUp: () => feed.reload(),
    nearbyIndex: () => feed.current(),
    /** For operators: registers a sensor whose key is known. */
    pairFridgeDevice: pairDevice(deps),
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
