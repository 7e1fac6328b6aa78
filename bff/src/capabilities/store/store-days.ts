import { done } from '@xinglin/shared/kernel/endpoint';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import {
  storeProblem,
  type StoreDay,
  type listStoreDays,
  type putStoreDay,
  type removeStoreDay,
} from '@xinglin/shared/store/contract';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import type { StoreHoursChanged } from './events.ts';
import { ownStore } from './own-store.ts';
import type { Deps } from './ports.ts';
import { storeDayTable, storeStore } from './store.ts';

const hoursChanged = (storeId: string, day: string) =>
  ({ name: 'store.hours_changed', subject: storeId, data: { day } }) as const;

/** Holidays and days that differ, from today on. */
export function listDays({ db, now }: Pick<Deps, 'db' | 'now'>): Handler<typeof listStoreDays> {
  return async (actor) => {
    const storeId = ownStore(actor);
    const [store] = await storeStore(db.read).byIds([storeId]);
    if (!store) throw storeProblem('STORE_NOT_FOUND');
    const rows = await db.read.find(storeDayTable, {
      where: { storeId },
      order: { day: 'ASC' },
    });
    const today = shanghaiDate(now());
    return {
      items: rows
        .filter(({ day }) => day === 'holiday' || day >= today)
        .map(({ storeId: _, ...row }): StoreDay => row),
      usual: { opens: store.opens, closes: store.closes, closedWeekdays: store.closedWeekdays },
    };
  };
}

export function putDay({ db }: Pick<Deps, 'db'>): Handler<typeof putStoreDay> {
  return async (actor, day) => {
    const storeId = ownStore(actor);
    await db.write(async (tx) => {
      await tx.upsert(storeDayTable, { storeId, ...day }, ['storeId', 'day']);
      await audit(tx, actor, 'store.day_set', storeId, day);
      await publish<StoreHoursChanged>(tx, hoursChanged(storeId, day.day));
    });
    return done;
  };
}

export function removeDay({ db }: Pick<Deps, 'db'>): Handler<typeof removeStoreDay> {
  return async (actor, { day }) => {
    const storeId = ownStore(actor);
    await db.write(async (tx) => {
      await tx.delete(storeDayTable, { storeId, day });
      await audit(tx, actor, 'store.day_removed', storeId, { day });
      await publish<StoreHoursChanged>(tx, hoursChanged(storeId, day));
    });
    return done;
  };
}
