/**
 * Identity: who somebody is, in which one role they are signed in, what they agreed to, what lets them work.
 * Patients, riders and pharmacists come through WeChat; store staff and compliance officers with password and TOTP.
 */
import { appointStaff } from './appoint-staff.ts';
import { authenticate } from './authenticate.ts';
import { decideConsent } from './decide-consent.ts';
import { holdPerson, personsOf } from './persons/queries.ts';
import { personRoutes } from './persons/routes.ts';
import { registerPerson } from './persons/register-person.ts';
import { forgetRemoved } from './persons/remove-person.ts';
import type { Deps } from './ports.ts';
import {
  credentials,
  displayNameOf,
  displayNamesOf,
  hasConsent,
  openidOf,
  pharmacistOf,
  readConsents,
  readMe,
  riderOf,
} from './queries.ts';
import { proveAgain } from './prove-again.ts';
import { refreshSession } from './refresh-session.ts';
import { identityRoutes } from './routes.ts';
import { signInStaff } from './sign-in-staff.ts';
import { signInWithWechat } from './sign-in-with-wechat.ts';
import { signOut } from './sign-out.ts';

export function identity(deps: Deps) {
  const use = {
    signInWithWechat: signInWithWechat(deps),
    signInStaff: signInStaff(deps),
    refresh: refreshSession(deps),
    signOut: signOut(deps),
    me: readMe(deps),
    consents: readConsents(deps),
    decideConsent: decideConsent(deps),
  };
  return {
    use,
    routes: [...identityRoutes(use), ...personRoutes(deps)],
    authenticate: authenticate(deps),
    appointStaff: appointStaff(deps),
    proveAgain: proveAgain(deps),
    hasConsent: hasConsent(deps),
    openidOf: openidOf(deps),
    displayNameOf: displayNameOf(deps),
    displayNamesOf: displayNamesOf(deps),
    pharmacistOf: pharmacistOf(deps),
    riderOf: riderOf(deps),
    credentials: credentials(deps),
    personsOf: personsOf(deps),
    holdPerson,
    registerPerson: registerPerson(deps),
    forgetRemoved: forgetRemoved(deps),
  };
}

export type { RegisteredPerson } from './persons/queries.ts';
export type { WechatLogin } from './ports.ts';
