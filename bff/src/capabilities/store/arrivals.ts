import { done } from '@xinglin/shared/kernel/endpoint';
import { distanceInMetres } from '@xinglin/shared/kernel/geo';
import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import {
  storeProblem,
  type listArrivalWatches,
  type unwatchArrival,
  type watchArrival,
} from '@xinglin/shared/store/contract';
import { licenceInForce, mayCarry, type StoreFacts } from '@xinglin/shared/store/rules';
import { MoreThan } from 'typeorm';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import type { ArrivalFound } from './events.ts';
import type { Deps } from './ports.ts';
import { arrivalWatchTable, storeStore, type ArrivalWatchRow } from './store.ts';

const KEPT_DAYS = 30;
const MOST = 20;
const named = (names: Map<string, string>, drugId: string) => names.get(drugId) ?? '';

export function watches({ db, now, drugNames }: Deps): Handler<typeof listArrivalWatches> {
  return async (actor) => {
    const rows = await db.read.find(arrivalWatchTable, {
      where: { personId: actor.id, state: 'waiting', expiresAt: MoreThan(toInstant(now())) },
      order: { createdAt: 'ASC' },
    });
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
      const waiting = await tx.findBy(arrivalWatchTable, {
        personId: actor.id,
        state: 'waiting',
        expiresAt: MoreThan(at),
      });
      if (waiting.filter((each) => each.drugId !== drugId).length >= MOST)
        throw storeProblem('TOO_MANY_WATCHES');
      await tx.upsert(arrivalWatchTable, row, ['personId', 'drugId']);
    });
    return { drugId, drugName: named(await drugNames([drugId]), drugId), radiusM, expiresAt };
  };
}

export function unwatch({ db }: Pick<Deps, 'db'>): Handler<typeof unwatchArrival> {
  return async (actor, { drugId }) => {
    await db.write((tx) => tx.delete(arrivalWatchTable, { personId: actor.id, drugId }));
    return done;
  };
}

/**
 * Stock changed at a store: who waits for it around there is told, once. The conditional update decides who tells when two changes
 * arrive together; a store that may not sell the drug tells nobody.
 */
export async function tellArrivals(deps: Deps, storeId: string, drugIds: string[]): Promise<void> {
  const at = deps.now();
  const waiting: ArrivalWatchRow[] = [];
  for (const drugId of drugIds)
    waiting.push(
      ...(await deps.db.read.findBy(arrivalWatchTable, {
        drugId,
        state: 'waiting',
        expiresAt: MoreThan(toInstant(at)),
      })),
    );
  const [store] = waiting.length > 0 ? await storeStore(deps.db.read).byIds([storeId]) : [];
  if (!store || !licenceInForce(store, at)) return;
  const there = await sellable(deps, store, [...new Set(waiting.map(({ drugId }) => drugId))]);
  const names = await deps.drugNames([...there]);
  for (const { personId, drugId, lng, lat, radiusM } of waiting) {
    if (!there.has(drugId) || distanceInMetres({ lng, lat }, store.point) > radiusM) continue;
    await deps.db.write(async (tx) => {
      const { affected } = await tx.update(
        arrivalWatchTable,
        { personId, drugId, state: 'waiting' },
        { state: 'told' },
      );
      if (affected !== 1) return;
      await publish<ArrivalFound>(tx, {
        name: 'arrival.found',
        subject: drugId,
        data: { patientId: personId, drugName: named(names, drugId) },
      });
    });
  }
}

/** Of these drugs the ones the store has, with a price, and may carry. */
async function sellable(
  { drugsByIds, stockAt, pricesAt }: Deps,
  store: StoreFacts,
  drugIds: string[],
): Promise<Set<string>> {
  const drugs = await drugsByIds(drugIds);
  const stock = await stockAt([store.id], drugIds);
  const priced = new Set((await pricesAt([store.id], drugIds)).map(({ drugId }) => drugId));
  return new Set(
    stock
      .filter(({ drugId, available }) => {
        const drug = drugs.get(drugId);
        return drug !== undefined && available > 0 && priced.has(drugId) && mayCarry(store, drug);
      })
      .map(({ drugId }) => drugId),
  );
}
