import { toInstant } from '@xinglin/shared/kernel/time';
import { storeProblem, type handleFridgeAlarm } from '@xinglin/shared/store/contract';
import { audit } from '../../../kernel/audit.ts';
import type { Handler } from '../../../kernel/http.ts';
import { scrub } from '../../../kernel/log.ts';
import { ownStore } from '../own-store.ts';
import type { Deps } from '../ports.ts';
import { showFridge } from './show-fridge.ts';
import { fridgeStore } from './store.ts';

/** Staff say what they did about an alarm (GSP: 超温须记录处置). Said once; the fridge itself stays as it is measured. */
export function handleAlarm({ db, now }: Pick<Deps, 'db' | 'now'>): Handler<typeof handleFridgeAlarm> {
  return async (actor, { id, action }, request) => {
    const storeId = ownStore(actor);
    await db.write(async (tx) => {
      const fridge = fridgeStore(tx);
      const handled = { handledAt: toInstant(now()), handledBy: actor.id, action };
      if (!(await fridge.handleAlarm({ id, storeId }, handled)))
        throw storeProblem((await fridge.alarm(id, storeId)) ? 'ALARM_HANDLED' : 'ALARM_NOT_FOUND');
      await audit(tx, actor, 'store.fridge_alarm_handled', id, { action: scrub(action) });
    });
    return showFridge({ db, now })(actor, {}, request);
  };
}
