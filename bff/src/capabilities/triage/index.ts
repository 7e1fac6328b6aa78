/**
 * The symptom check (症状自查): reads what a person writes, asks at most twelve questions, says how urgent it is, what it
 * may be, and which OTC products suit exactly this person. Rules and data only; it diagnoses nothing and prescribes nothing.
 */
import { abandonEpisode } from './abandon-episode.ts';
import { getAccuracy } from './accuracy.ts';
import { answerQuestion } from './answer-question.ts';
import { followableEpisode, followEpisode } from './follow-episode.ts';
import { keepEpisode } from './keep-episode.ts';
import type { Deps } from './ports.ts';
import { currentEpisode, getEpisode, interactions, openEpisode, summaryOf } from './queries.ts';
import { triageReactions } from './reactions.ts';
import { triageRoutes } from './routes.ts';
import { startEpisode } from './start-episode.ts';
import { stepBack } from './step-back.ts';

export function triage(deps: Deps) {
  const use = {
    start: startEpisode(deps),
    answer: answerQuestion(deps),
    back: stepBack(deps),
    get: getEpisode(deps),
    current: currentEpisode(deps),
    abandon: abandonEpisode(deps),
    keep: keepEpisode(deps),
    follow: followEpisode(deps),
    accuracy: getAccuracy(),
  };
  return {
    use,
    routes: triageRoutes(use),
    reactions: triageReactions(),
    /** For home: the visit left unfinished. */
    openEpisode: openEpisode(deps),
    /** For home: the last result, to ask how it went. */
    followableEpisode: followableEpisode(deps),
    /** For the health record. */
    summaryOf: summaryOf(deps),
    /** For prescription review: the interaction table. */
    interactions,
  };
}

export type { OtcFact } from './engine/otc.ts';
export type { HealthFacts } from './ports.ts';
export { episodeTable } from './store.ts';
