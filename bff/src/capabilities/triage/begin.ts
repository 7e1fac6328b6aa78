import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import type { Episode } from '@xinglin/shared/triage/contract';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { publish } from '../../kernel/outbox.ts';
import { triageExpired } from './events.ts';
import { explained, hintsIn } from './helper.ts';
import { interview, type Told } from './interview.ts';
import { eventOf, move } from './move.ts';
import type { Deps } from './ports.ts';
import { present } from './present.ts';
import { sealer } from './seal.ts';
import { episodeStore, type EpisodeRow } from './store.ts';

/** A new visit with what is told so far; an unfinished one of theirs is left behind. */
export function begin({ db, crypto, otcFacts, healthFactsOf, helper, now, newId }: Deps) {
  const { seal } = sealer(crypto);
  return async (patient: Actor, said: Told): Promise<Episode> => {
    const at = toInstant(now());
    const [record, catalogue] = await Promise.all([healthFactsOf(patient.id), otcFacts()]);
    const byRules = interview(said, record, catalogue, at);
    // Nobody in an emergency waits for a second reader.
    const urgent = byRules.result?.urgency === 'emergency';
    const hints = urgent ? [] : await hintsIn(said.text, helper);
    const told: Told = hints.length > 0 ? { ...said, hints } : said;
    const view = hints.length > 0 ? interview(told, record, catalogue, at) : byRules;
    const content = { told, view: await explained(view, helper) };
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
