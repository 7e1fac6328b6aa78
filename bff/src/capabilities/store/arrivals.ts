import { done } from '@xinglin/shared/kernel/endpoint';
import { distanceInMetres } from '@xinglin/shared/kernel/geo';
import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import {
  storeProblem,
  type listArrivalWatches,
  type unwatchArrival,
  type watchArrival,
} from '@xinglin/shared/store/contract';
import { licenceInForce, mayKeep, type StoreFacts } from '@xinglin/shared/store/rules';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import type { ArrivalFound, ArrivalOver } from './events.ts';
import type { Deps } from './ports.ts';
import { arrivalStore, storeStore, type ArrivalWatchRow } from './store.ts';

const KEPT_DAYS = 30;
const MOST = 20;
const named = (names: Map<string, string>, drugId: string) => names.get(drugId) ?? '';

export function watches({ db, now, drugNames }: Deps): Handler<typeof listArrivalWatches> {
  return async (actor) => {
    const rows = await arrivalStore(db.read).waitingOf(actor.id, toInstant(now()));
    const names = await drugNames(rows.map(({ drugId }) => drugId));
    return {
      items: rows.map(({ drugId, radiusM, expiresAt }) => ({
        drugId,
        drugName: named(names, drugId),
        radiusM,
        expiresAt,
      })),
    };
  };
}

/** Waits for one drug around one place; waiting again for the same drug moves the place and starts the thirty days anew. */
export function watch({ db, now, drugsByIds, drugNames }: Deps): Handler<typeof watchArrival> {
  return async (actor, { drugId, lng, lat, radiusM }) => {
    const drug = (await drugsByIds([drugId])).get(drugId);
    if (!drug || drug.prohibitedOnline) throw storeProblem('NOTHING_TO_WATCH');
    const at = toInstant(now());
    const expiresAt = plus(at, KEPT_DAYS * DAY_MS);
    const row: ArrivalWatchRow = {
      ...{ personId: actor.id, drugId, lng, lat, radiusM },
      ...{ state: 'waiting', createdAt: at, expiresAt },
    };
    await db.write(async (tx) => {
      const waiting = await arrivalStore(tx).waitingOf(actor.id, at);
      if (waiting.filter((each) => each.drugId !== drugId).length >= MOST)
        throw storeProblem('TOO_MANY_WATCHES');
      await arrivalStore(tx).put(row);
      await publish<ArrivalOver>(tx, { name: 'arrival.over', subject: drugId, data: {} }, expiresAt);
    });
    return { drugId, drugName: named(await drugNames([drugId]), drugId), radiusM, expiresAt };
  };
}

export function unwatch({ db }: Pick<Deps, 'db'>): Handler<typeof unwatchArrival> {
  return async (actor, { drugId }) => {
    await db.write((tx) => arrivalStore(tx).remove(actor.id, drugId));
    return done;
  };
}

/**
 * Stock changed at a store, or its fridge works again (`drugIds` empty: of whatever is waited for): who waits for it around there
 * is told, once. The conditional update decides who tells when two changes arrive together; a store that may not sell it tells nobody.
 */
export async function tellArrivals(deps: Deps, storeId: string, drugIds: readonly string[]): Promise<void> {
  const at = deps.now();
  const waiting = await arrivalStore(deps.db.read).waitingFor(drugIds, toInstant(at));
  const [store] = waiting.length > 0 ? await storeStore(deps.db.read).byIds([storeId]) : [];
  if (!store || !licenceInForce(store, at)) return;
  const near = waiting.filter(
    ({ lng, lat, radiusM }) => distanceInMetres({ lng, lat }, store.point) <= radiusM,
  );
  const there = await sellable(deps, store, [...new Set(near.map(({ drugId }) => drugId))]);
  const names = await deps.drugNames([...there]);
  for (const { personId, drugId } of near) {
    if (!there.has(drugId)) continue;
    await deps.db.write(async (tx) => {
      if (!(await arrivalStore(tx).endTold(personId, drugId))) return;
      await publish<ArrivalFound>(tx, {
        name: 'arrival.found',
        subject: drugId,
        data: { patientId: personId, drugName: named(names, drugId) },
      });
    });
  }
}

/** Of these drugs the ones the store has, with a price, and may carry and keep as they must be kept. */
async function sellable(
  { drugsByIds, stockAt, pricesAt, now }: Deps,
  store: StoreFacts,
  drugIds: string[],
): Promise<Set<string>> {
  if (drugIds.length === 0) return new Set();
  const drugs = await drugsByIds(drugIds);
  const stock = await stockAt([store.id], drugIds);
  const priced = new Set((await pricesAt([store.id], drugIds)).map(({ drugId }) => drugId));
  return new Set(
    stock
      .filter(({ drugId, available }) => {
        const drug = drugs.get(drugId);
        return drug !== undefined && available > 0 && priced.has(drugId) && mayKeep(store, drug, now());
      })
      .map(({ drugId }) => drugId),
  );
}
