import type { saveHealthProfile as contract } from '@xinglin/shared/health-record/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { sealer } from './seal.ts';
import { healthRecordStore } from './store.ts';

/** The person writes down what safety checks need. Kept only with the separate consent. */
export function saveProfile({ db, crypto, hasConsent, now }: Deps): Handler<typeof contract> {
  const { sealProfile } = sealer(crypto);
  return async (actor, profile) => {
    if (!(await hasConsent(actor.id, 'health_record')))
      throw problem('CONSENT_REQUIRED', { purpose: 'health_record' });
    await db.write(async (tx) => {
      await healthRecordStore(tx).saveProfile(actor.id, sealProfile(actor.id, profile), toInstant(now()));
      await audit(tx, actor, 'health_record.save_profile', actor.id);
    });
    return profile;
  };
}
