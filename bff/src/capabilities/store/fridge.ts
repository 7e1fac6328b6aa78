import { createHash, randomBytes } from 'node:crypto';
import { done } from '@xinglin/shared/kernel/endpoint';
import { toInstant, type Instant } from '@xinglin/shared/kernel/time';
import {
  FRIDGE_CALLBACK,
  FridgeReport,
  storeProblem,
  type Fridge,
  type addFridgeDevice,
  type getFridge,
  type recordFridge,
  type removeFridgeDevice,
} from '@xinglin/shared/store/contract';
import { coldChainAt, inRange } from '@xinglin/shared/store/rules';
import { audit } from '../../kernel/audit.ts';
import type { Handler, Webhook } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import type { FridgeChanged } from './events.ts';
import { ownStore } from './own-store.ts';
import type { Deps } from './ports.ts';
import { fridgeDeviceTable, fridgeReadingTable, storeFridgeTable, storeStore } from './store.ts';

type Taking = Pick<Deps, 'db' | 'now' | 'newId'>;
const SHOWN = 50;
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/**
 * Keeps a reading and how the fridge stands by it. A late report never replaces a newer one, a clock that runs ahead counts as now. Passing the bounds in either direction is
 * an event: screens of the store ring, and what is cold stops or starts to be sold (the rules ask the reading itself).
 */
export const takeReading =
  ({ db, now, newId }: Taking) =>
  (storeId: string, celsius: number, source: string, reportedAt?: Instant): Promise<void> =>
    db.write(async (tx) => {
      const current = toInstant(now());
      const at =
        reportedAt && toInstant(new Date(reportedAt)) < current ? toInstant(new Date(reportedAt)) : current;
      await tx.insert(fridgeReadingTable, { id: newId(), storeId, celsius, at, source });
      const before = await tx.findOneBy(storeFridgeTable, { storeId });
      if (before && before.at > at) return;
      await tx.upsert(storeFridgeTable, { storeId, celsius, at }, ['storeId']);
      const healthy = inRange(celsius);
      if (before ? inRange(before.celsius) !== healthy : !healthy)
        await publish<FridgeChanged>(tx, {
          name: 'store.fridge_changed',
          subject: storeId,
          data: { healthy, celsius },
        });
    });

export function showFridge({ db, now }: Pick<Deps, 'db' | 'now'>): Handler<typeof getFridge> {
  return async (actor): Promise<Fridge> => {
    const storeId = ownStore(actor);
    const [store] = await storeStore(db.read).byIds([storeId]);
    if (!store) throw storeProblem('STORE_NOT_FOUND');
    const readings = await db.read.find(fridgeReadingTable, {
      where: { storeId },
      order: { at: 'DESC', id: 'DESC' },
      take: SHOWN,
    });
    const devices = await db.read.find(fridgeDeviceTable, {
      where: { storeId },
      order: { createdAt: 'ASC' },
    });
    return {
      state: coldChainAt(store, now()),
      last: store.fridge ?? null,
      readings: readings.map(({ celsius, at }) => ({ celsius, at })),
      devices: devices.map(({ id, label, createdAt }) => ({ id, label, createdAt })),
    };
  };
}

export function recordByHand(deps: Taking): Handler<typeof recordFridge> {
  return async (actor, { celsius }, request) => {
    await takeReading(deps)(ownStore(actor), celsius, actor.id);
    return showFridge(deps)(actor, {}, request);
  };
}

export function addDevice({ db, now, newId }: Taking): Handler<typeof addFridgeDevice> {
  return async (actor, { label }) => {
    const storeId = ownStore(actor);
    const [id, key] = [newId(), randomBytes(32).toString('base64url')];
    await db.write(async (tx) => {
      const row = { id, storeId, label, keyHash: hashOf(key), createdAt: toInstant(now()) };
      await tx.insert(fridgeDeviceTable, row);
      await audit(tx, actor, 'store.fridge_device_added', id, { label });
    });
    return { id, key };
  };
}

export function removeDevice({ db }: Pick<Deps, 'db'>): Handler<typeof removeFridgeDevice> {
  return async (actor, { id }) => {
    await db.write(async (tx) => {
      const { affected } = await tx.delete(fridgeDeviceTable, { id, storeId: ownStore(actor) });
      if (!affected) throw storeProblem('DEVICE_NOT_FOUND');
      await audit(tx, actor, 'store.fridge_device_removed', id);
    });
    return done;
  };
}

/** The door of the sensors: a key instead of a person. Wrong key 401, wrong body 400. */
export const fridgeWebhook = (deps: Taking): Webhook => ({
  path: FRIDGE_CALLBACK,
  async handle(headers, raw) {
    const key = headers['x-device-key'] ?? '';
    const device = key && (await deps.db.read.findOneBy(fridgeDeviceTable, { keyHash: hashOf(key) }));
    if (!device) return { status: 401 };
    const report = FridgeReport.safeParse(parsed(raw));
    if (!report.success) return { status: 400 };
    await takeReading(deps)(device.storeId, report.data.celsius, device.id, report.data.at);
    return { status: 200, body: { kept: true } };
  },
});

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}
