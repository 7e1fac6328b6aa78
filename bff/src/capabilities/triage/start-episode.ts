import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import type { startEpisode as contract, SubjectInput } from '@xinglin/shared/triage/contract';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import type { Given } from './engine/understand.ts';
import { triageExpired } from './events.ts';
import { interview, type Told } from './interview.ts';
import { eventOf, move } from './move.ts';
import type { Deps } from './ports.ts';
import { present } from './present.ts';
import { sealer } from './seal.ts';
import { episodeStore, type EpisodeRow } from './store.ts';

/** A person tells what is wrong; an unfinished visit of theirs is left behind. */
export function startEpisode(deps: Deps): Handler<typeof contract> {
  const { db, crypto, otcFacts, healthFactsOf, now, newId } = deps;
  const { seal } = sealer(crypto);
  return async (patient, { text, subject }) => {
    const at = toInstant(now());
    const [record, catalogue] = await Promise.all([healthFactsOf(patient.id), otcFacts()]);
    const told: Told = { text, given: givenOf(subject), answered: [], undone: {} };
    const content = { told, view: interview(told, record, catalogue, at) };
    const id = newId();
    const row: EpisodeRow = {
      id,
      patientId: patient.id,
      status: 'asking',
      sealed: seal(id, content),
      kept: false,
      version: 1,
      createdAt: at,
      expiresAt: plus(at, DAY_MS),
    };
    return db.write(async (tx) => {
      for (const open of await episodeStore(tx).open(patient.id, at))
        await move(tx, patient, open, 'abandon');
      await episodeStore(tx).insert(row);
      await audit(tx, patient, 'triage.start', id);
      await publish(tx, triageExpired(id), row.expiresAt);
      return present(await move(tx, patient, row, eventOf(content.view)), content);
    });
  };
}

const givenOf = (subject: SubjectInput = {}): Given => subject;
