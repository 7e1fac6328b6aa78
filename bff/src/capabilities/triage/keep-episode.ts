import { toInstant } from '@xinglin/shared/kernel/time';
import { triageProblem, type keepEpisode as contract } from '@xinglin/shared/triage/contract';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { triageConcluded } from './events.ts';
import type { Deps } from './ports.ts';
import { present } from './present.ts';
import { sealer } from './seal.ts';
import { episodeStore } from './store.ts';

/** The person agrees to keep the result; only then is anything told to the health record. */
export function keepEpisode({ db, crypto, now }: Deps): Handler<typeof contract> {
  const { open } = sealer(crypto);
  return (patient, { id }) =>
    db.write(async (tx) => {
      const store = episodeStore(tx);
      const row = await store.ofPatient(id, patient.id, toInstant(now()));
      if (row.status !== 'concluded') throw triageProblem('TRIAGE_NOT_CONCLUDED', { id });
      if (row.kept) return present(row, open(row));
      const kept = await store.update({ ...row, kept: true });
      await audit(tx, patient, 'triage.keep', id);
      await publish(tx, triageConcluded(id, patient.id));
      return present(kept, open(kept));
    });
}
