/** Notification: what happened becomes words for a person, in the inbox always and in WeChat where it was allowed. */
import type { Deps } from './ports.ts';
import { inbox, markRead, subscriptions, unreadOf } from './queries.ts';
import { notificationReactions } from './reactions.ts';
import { recordSubscription } from './record-subscription.ts';
import { notificationRoutes } from './routes.ts';

export function notification(deps: Deps) {
  const use = {
    inbox: inbox(deps),
    markRead: markRead(deps),
    subscriptions: subscriptions(deps),
    recordSubscription: recordSubscription(deps),
  };
  return {
    use,
    routes: notificationRoutes(use),
    reactions: notificationReactions(deps),
    unreadOf: unreadOf(deps),
  };
}

export type { Messenger } from './ports.ts';
