import { storeProblem, type Fridge, type getFridge } from '@xinglin/shared/store/contract';
import { coldChainAt } from '@xinglin/shared/store/rules';
import type { Handler } from '../../../kernel/http.ts';
import { ownStore } from '../own-store.ts';
import type { Deps } from '../ports.ts';
import { storeStore } from '../store.ts';
import { fridgeStore } from './store.ts';

const READINGS = 50;
const ALARMS = 20;

/** How the fridge of the caller's own store stands, what was read and what went wrong lately, and who reports. */
export function showFridge({ db, now }: Pick<Deps, 'db' | 'now'>): Handler<typeof getFridge> {
  return async (actor): Promise<Fridge> => {
    const storeId = ownStore(actor);
    const [store] = await storeStore(db.read).byIds([storeId]);
    if (!store) throw storeProblem('STORE_NOT_FOUND');
    const fridge = fridgeStore(db.read);
    const devices = await fridge.devices(storeId);
    const labelOf = new Map(devices.map(({ id, label }) => [id, label]));
    return {
      state: coldChainAt(store, now()),
      last: store.fridge ?? null,
      readings: (await fridge.readings(storeId, READINGS)).map(({ celsius, at, source }) => ({
        celsius,
        at,
        device: labelOf.get(source) ?? null,
      })),
      alarms: (await fridge.alarms(storeId, ALARMS)).map(({ storeId: _, handledBy: __, ...row }) => row),
      devices: devices.map(({ id, label, createdAt }) => ({ id, label, createdAt })),
    };
  };
}
