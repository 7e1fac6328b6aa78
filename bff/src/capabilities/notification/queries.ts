import { done } from '@xinglin/shared/kernel/endpoint';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import {
  SubscribeTemplate,
  type getSubscriptions,
  type listMessages,
  type readMessage,
} from '@xinglin/shared/notification/contract';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { notificationStore } from './store.ts';

export const inbox =
  ({ db }: Pick<Deps, 'db'>): Handler<typeof listMessages> =>
  async (actor, { page, pageSize }) => {
    const store = notificationStore(db.read);
    return { ...(await store.page(actor.id, page, pageSize)), unread: await store.unread(actor.id) };
  };

export const markRead =
  ({ db, now }: Pick<Deps, 'db' | 'now'>): Handler<typeof readMessage> =>
  async (actor, { id }) => {
    const mine = await db.write((tx) => notificationStore(tx).markRead(actor.id, id, toInstant(now())));
    if (!mine) throw problem('NOT_FOUND');
    return done;
  };

export const subscriptions =
  ({ db, templates }: Pick<Deps, 'db' | 'templates'>): Handler<typeof getSubscriptions> =>
  async (actor) => {
    const credits = await notificationStore(db.read).credits(actor.id);
    return {
      items: SubscribeTemplate.options.map((template) => ({
        template,
        templateId: templates[template],
        credits: credits.find((each) => each.template === template)?.credits ?? 0,
      })),
    };
  };

/** For the home screen. */
export const unreadOf =
  ({ db }: Pick<Deps, 'db'>) =>
  (personId: string): Promise<number> =>
    notificationStore(db.read).unread(personId);
