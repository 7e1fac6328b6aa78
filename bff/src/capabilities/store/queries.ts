import { distanceInMetres, type Gcj02Point } from '@xinglin/shared/kernel/geo';
import { storeProblem, type getStore as contract } from '@xinglin/shared/store/contract';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { presentStore } from './present.ts';
import { storeStore } from './store.ts';

export function getStore({ db, now }: Pick<Deps, 'db' | 'now'>): Handler<typeof contract> {
  return async (_, { id }) => {
    const [store] = await storeStore(db.read).byIds([id]);
    if (!store) throw storeProblem('STORE_NOT_FOUND', { id });
    return presentStore(store, now());
  };
}

/** Unknown ids are not in the answer. Pass `tx` inside a transaction. */
export const storesByIds =
  ({ db }: Pick<Deps, 'db'>) =>
  (ids: string[], tx: Tx = db.read): Promise<StoreFacts[]> =>
    storeStore(tx).byIds(ids);

/** Unknown codes are not in the answer. Pass `tx` inside a transaction. */
export const storesByCodes =
  ({ db }: Pick<Deps, 'db'>) =>
  (codes: string[], tx: Tx = db.read): Promise<StoreFacts[]> =>
    storeStore(tx).byCodes(codes);

export const storeByCode =
  ({ db }: Pick<Deps, 'db'>) =>
  async (code: string, tx: Tx = db.read): Promise<StoreFacts | undefined> =>
    (await storeStore(tx).byCodes([code]))[0];

export type StoreAtDistance = { store: StoreFacts; distanceM: number };

/** All stores within `radiusM` metres, open or not, nearest first; distances in whole metres. */
export const storesNear =
  ({ db }: Pick<Deps, 'db'>) =>
  async (point: Gcj02Point, radiusM: number): Promise<StoreAtDistance[]> =>
    (await storeStore(db.read).inBox(point, radiusM))
      .map((store) => ({ store, exact: distanceInMetres(point, store.point) }))
      .filter(({ exact }) => exact <= radiusM)
      .sort((a, b) => a.exact - b.exact || (a.store.code < b.store.code ? -1 : 1))
      .map(({ store, exact }) => ({ store, distanceM: Math.round(exact) }));

/** For operators and compliance, by code. */
export const allStores =
  ({ db }: Pick<Deps, 'db'>) =>
  (): Promise<StoreFacts[]> =>
    storeStore(db.read).all();
