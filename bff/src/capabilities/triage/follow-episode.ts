import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import { triageProblem, type followEpisode as contract } from '@xinglin/shared/triage/contract';
import type { Handler } from '../../kernel/http.ts';
import { begin } from './begin.ts';
import type { Deps } from './ports.ts';
import { sealer } from './seal.ts';
import { episodeStore } from './store.ts';

/** 「还没好」: the same illness looked at again, with what was told and answered then. The earlier result stays as it is. */
export function followEpisode(deps: Deps): Handler<typeof contract> {
  const { db, crypto, now } = deps;
  const { open } = sealer(crypto);
  const start = begin(deps);
  return async (patient, { id, course, text }) => {
    const row = await episodeStore(db.read).ofPatient(id, patient.id, toInstant(now()));
    if (row.status !== 'concluded') throw triageProblem('TRIAGE_NOT_CONCLUDED', { id });
    const { told } = open(row);
    const follows = { id, at: row.createdAt, course, told };
    return start(patient, { text: text ?? '', given: told.given, answered: [], undone: {}, follows });
  };
}

/** How long an earlier result can be followed up. */
const FOLLOWED_DAYS = 14;

/** For home: the last result, to ask how it went. Emergencies are not asked after by a machine. */
export function followableEpisode({ db, crypto, now }: Deps) {
  const { open } = sealer(crypto);
  return async (patientId: string): Promise<{ id: string; text: string; createdAt: string } | null> => {
    const at = toInstant(now());
    const row = await episodeStore(db.read).lastConcluded(patientId, plus(at, -FOLLOWED_DAYS * DAY_MS), at);
    if (!row || Date.parse(at) - Date.parse(row.createdAt) < SOONEST_MS) return null;
    const { told, view } = open(row);
    if (view.result?.urgency === 'emergency') return null;
    return { id: row.id, text: firstText(told), createdAt: row.createdAt };
  };
}

const SOONEST_MS = 12 * 3_600_000;

type Chain = { text: string; follows?: { told: Chain } | undefined };
const firstText = ({ text, follows }: Chain): string => (follows ? firstText(follows.told) : text);
