import { toInstant } from '@xinglin/shared/kernel/time';
import type { abandonEpisode as contract } from '@xinglin/shared/triage/contract';
import type { Handler } from '../../kernel/http.ts';
import { move } from './move.ts';
import type { Deps } from './ports.ts';
import { present } from './present.ts';
import { sealer } from './seal.ts';
import { episodeStore } from './store.ts';

/** The person gives up the visit. */
export function abandonEpisode({ db, crypto, now }: Deps): Handler<typeof contract> {
  const { open } = sealer(crypto);
  return (patient, { id }) =>
    db.write(async (tx) => {
      const row = await episodeStore(tx).ofPatient(id, patient.id, toInstant(now()));
      return present(await move(tx, patient, row, 'abandon'), open(row));
    });
}
