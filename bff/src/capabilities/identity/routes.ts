import * as contract from '@xinglin/shared/identity/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  signInWithWechat: Handler<typeof contract.signInWithWechat>;
  signInStaff: Handler<typeof contract.signInStaff>;
  refresh: Handler<typeof contract.refreshSession>;
  signOut: Handler<typeof contract.signOut>;
  me: Handler<typeof contract.getMe>;
  consents: Handler<typeof contract.getConsents>;
  decideConsent: Handler<typeof contract.decideConsent>;
};

export const identityRoutes = (use: UseCases): Route[] => [
  route(contract.signInWithWechat, use.signInWithWechat),
  route(contract.signInStaff, use.signInStaff),
  route(contract.refreshSession, use.refresh),
  route(contract.signOut, use.signOut),
  route(contract.getMe, use.me),
  route(contract.getConsents, use.consents),
  route(contract.decideConsent, use.decideConsent),
];
