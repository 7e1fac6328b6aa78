import { randomBytes } from 'node:crypto';
import { done } from '@xinglin/shared/kernel/endpoint';
import { toInstant } from '@xinglin/shared/kernel/time';
import { storeProblem, type addFridgeDevice, type removeFridgeDevice } from '@xinglin/shared/store/contract';
import { audit } from '../../../kernel/audit.ts';
import type { Handler } from '../../../kernel/http.ts';
import { ownStore } from '../own-store.ts';
import type { Deps } from '../ports.ts';
import { fridgeStore } from './store.ts';
import { hashOf } from './take-reading.ts';

type Adding = Pick<Deps, 'db' | 'now' | 'newId'>;

export function addDevice({ db, now, newId }: Adding): Handler<typeof addFridgeDevice> {
  return async (actor, { label }) => {
    const storeId = ownStore(actor);
    const [id, key] = [newId(), randomBytes(32).toString('base64url')];
    await db.write(async (tx) => {
      const row = { id, storeId, label, keyHash: hashOf(key), createdAt: toInstant(now()) };
      await fridgeStore(tx).addDevice(row);
      await audit(tx, actor, 'store.fridge_device_added', id, { label });
    });
    return { id, key };
  };
}

export function removeDevice({ db }: Pick<Deps, 'db'>): Handler<typeof removeFridgeDevice> {
  return async (actor, { id }) => {
    await db.write(async (tx) => {
      if (!(await fridgeStore(tx).removeDevice(id, ownStore(actor)))) throw storeProblem('DEVICE_NOT_FOUND');
      await audit(tx, actor, 'store.fridge_device_removed', id);
    });
    return done;
  };
}

/** For operators: a sensor whose key is known already; doing it again changes nothing. */
export const pairDevice =
  ({ db, now, newId }: Adding) =>
  ({ storeId, label, key }: { storeId: string; label: string; key: string }): Promise<void> =>
    db.write(async (tx) => {
      const fridge = fridgeStore(tx);
      if (await fridge.deviceByKey(hashOf(key))) return;
      await fridge.addDevice({
        ...{ id: newId(), storeId, label },
        ...{ keyHash: hashOf(key), createdAt: toInstant(now()) },
      });
    });
