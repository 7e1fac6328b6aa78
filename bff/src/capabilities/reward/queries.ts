import type { getRewards } from '@xinglin/shared/reward/contract';
import type { Handler } from '../../kernel/http.ts';
import { REWARDS } from './catalogue.ts';
import type { Deps } from './ports.ts';
import { rewardStore } from './store.ts';

export const readRewards =
  ({ db }: Pick<Deps, 'db'>): Handler<typeof getRewards> =>
  async (actor, { page, pageSize }) => {
    const store = rewardStore(db.read);
    const { items, total } = await store.entries(actor.id, page, pageSize);
    return {
      balance: await store.balance(actor.id),
      entries: items,
      total,
      items: [...REWARDS],
      vouchers: await store.vouchers(actor.id),
    };
  };

/** For the home screen. */
export const balanceOf =
  ({ db }: Pick<Deps, 'db'>) =>
  (personId: string): Promise<number> =>
    rewardStore(db.read).balance(personId);
