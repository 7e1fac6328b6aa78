import type { Lifecycle } from '../kernel/lifecycle.ts';
import type { EpisodeStatus } from './contract.ts';

export type EpisodeEvent = 'answer' | 'conclude' | 'refuse' | 'abandon' | 'reopen';

/** Questions until there is a result; stepping back from a result reopens it. A refused or abandoned one stays so. */
export const episodeLifecycle: Lifecycle<EpisodeStatus, EpisodeEvent> = {
  asking: { answer: 'asking', conclude: 'concluded', refuse: 'refused', abandon: 'abandoned' },
  concluded: { reopen: 'asking', abandon: 'abandoned' },
  refused: {},
  abandoned: {},
};
