import { createHash } from 'node:crypto';
import { toInstant, type Instant } from '@xinglin/shared/kernel/time';
import { FRIDGE_CALLBACK, FridgeReport, type recordFridge } from '@xinglin/shared/store/contract';
import { FRIDGE_SILENCE_MS, beyondRange, inRange } from '@xinglin/shared/store/rules';
import type { Handler, Webhook } from '../../../kernel/http.ts';
import { attemptLimit } from '../../../kernel/attempt-limit.ts';
import { publish } from '../../../kernel/outbox.ts';
import type { FridgeChanged } from '../events.ts';
import { ownStore } from '../own-store.ts';
import type { Deps } from '../ports.ts';
import { showFridge } from './show-fridge.ts';
import { fridgeStore } from './store.ts';

type Taking = Pick<Deps, 'db' | 'now' | 'newId'>;
export const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/**
 * Keeps a reading and how the fridge stands by it. A late report never replaces a newer one, a clock that runs ahead counts as now.
 * Beyond the bounds an alarm begins, back within them it ends; each is an event, as is a fridge that speaks again after a silence:
 * what is cold stops or starts to be sold (the rules ask the reading itself).
 */
export const takeReading =
  ({ db, now, newId }: Taking) =>
  (storeId: string, celsius: number, source: string, reportedAt?: Instant): Promise<void> =>
    db.write(async (tx) => {
      const current = toInstant(now());
      const reported = reportedAt ? toInstant(new Date(reportedAt)) : current;
      const at = reported < current ? reported : current;
      const fridge = fridgeStore(tx);
      await fridge.addReading({ id: newId(), storeId, celsius, at, source });
      const before = await fridge.last(storeId);
      if (!(await fridge.keepNewest({ storeId, celsius, at }))) return;
      const alarm = await fridge.openAlarm(storeId);
      const healthy = inRange(celsius);
      if (alarm && !healthy) {
        if (beyondRange(celsius) > beyondRange(alarm.worstCelsius)) await fridge.worsen(alarm.id, celsius);
        return;
      }
      if (alarm) await fridge.endAlarm(alarm.id, at);
      else if (!healthy) {
        const handled = { handledAt: null, handledBy: null, action: null };
        const began = { startedAt: at, endedAt: null, worstCelsius: celsius };
        await fridge.addAlarm({ id: newId(), storeId, ...began, ...handled });
      } else if (before && Date.parse(at) - Date.parse(before.at) <= FRIDGE_SILENCE_MS) return;
      await publish<FridgeChanged>(tx, {
        name: 'store.fridge_changed',
        subject: storeId,
        data: { healthy, celsius },
      });
    });

export function recordByHand(deps: Taking): Handler<typeof recordFridge> {
  return async (actor, { celsius }, request) => {
    await takeReading(deps)(ownStore(actor), celsius, actor.id);
    return showFridge(deps)(actor, {}, request);
  };
}

/** A sensor speaks every two minutes; one gone mad, or who has its key, does not fill the books. */
const READINGS_A_MINUTE = 20;

/** The door of the sensors: a key instead of a person. Wrong key 401, wrong body 400, too often 429. */
export const fridgeWebhook = (deps: Taking): Webhook => {
  const limit = attemptLimit(READINGS_A_MINUTE);
  const handle: Webhook['handle'] = async (headers, raw) => {
    const key = headers['x-device-key'] ?? '';
    const device = key && (await fridgeStore(deps.db.read).deviceByKey(hashOf(key)));
    if (!device) return { status: 401 };
    await limit(device.id);
    const report = FridgeReport.safeParse(parsed(raw));
    if (!report.success) return { status: 400 };
    await takeReading(deps)(device.storeId, report.data.celsius, device.id, report.data.at);
    return { status: 200, body: { kept: true } };
  };
  return { path: FRIDGE_CALLBACK, handle };
};

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}
