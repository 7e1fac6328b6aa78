import * as contract from '@xinglin/shared/notification/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  inbox: Handler<typeof contract.listMessages>;
  markRead: Handler<typeof contract.readMessage>;
  subscriptions: Handler<typeof contract.getSubscriptions>;
  recordSubscription: Handler<typeof contract.recordSubscription>;
};

export const notificationRoutes = (use: UseCases): Route[] => [
  route(contract.listMessages, use.inbox),
  route(contract.readMessage, use.markRead),
  route(contract.getSubscriptions, use.subscriptions),
  route(contract.recordSubscription, use.recordSubscription),
];
