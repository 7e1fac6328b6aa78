import type { getHomeScreen } from '@xinglin/shared/screens/patient';
import type { Dose } from '@xinglin/shared/medication/contract';
import type { Order } from '@xinglin/shared/order/contract';
import { headline, waitsForMe } from '@xinglin/shared/order/headline';
import type { Handler } from '../../kernel/http.ts';
import type { Logger } from '../../kernel/log.ts';
import { section } from '../section.ts';

export type HomeDeps = {
  log: Logger;
  dosesToday: (personId: string) => Promise<Dose[]>;
  activeOrders: (personId: string) => Promise<Order[]>;
  openEpisode: (personId: string) => Promise<{ id: string; text: string; createdAt: string } | null>;
  followableEpisode: (personId: string) => Promise<{ id: string; text: string; createdAt: string } | null>;
  unreadOf: (personId: string) => Promise<number>;
  pointsOf: (personId: string) => Promise<number>;
};

/** What waits for the person first: a recalled drug in their hands, a choice, or a bag on the counter; then the newest, as they come. */
const mostUrgent = (a: Order, b: Order): number => urgency(b) - urgency(a);
const urgency = (order: Order): number =>
  order.recalled.length > 0
    ? 3
    : waitsForMe(order) && order.status === 'paid'
      ? 2
      : order.parcels.some(({ pickupCode }) => pickupCode)
        ? 1
        : 0;

/** Home: what the person is in the middle of. Each part stands alone. */
export function homeScreen(deps: HomeDeps): Handler<typeof getHomeScreen> {
  const { log } = deps;
  return async ({ id }) => {
    const [doses, activeOrders, episode, followUp, unread, points] = await Promise.all([
      section(log, 'doses', async () =>
        (await deps.dosesToday(id)).filter(({ status }) => status === 'due' || status === 'planned'),
      ),
      section(log, 'orders', async () =>
        (await deps.activeOrders(id)).toSorted(mostUrgent).map((order) => {
          const { title, text: note } = headline(order);
          return { id: order.id, orderNo: order.orderNo, text: title, note, at: order.placedAt };
        }),
      ),
      section(log, 'episode', async () => {
        const open = await deps.openEpisode(id);
        return open && { id: open.id, text: open.text, at: open.createdAt };
      }),
      section(log, 'followUp', async () => {
        const last = (await deps.openEpisode(id)) ? null : await deps.followableEpisode(id);
        return last && { id: last.id, text: last.text, at: last.createdAt };
      }),
      section(log, 'unread', () => deps.unreadOf(id)),
      section(log, 'points', () => deps.pointsOf(id)),
    ]);
    return { doses, activeOrders, episode, followUp, unread, points };
  };
}
