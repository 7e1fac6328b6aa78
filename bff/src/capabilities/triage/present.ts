import type { Episode } from '@xinglin/shared/triage/contract';
import type { EpisodeContent } from './seal.ts';
import type { EpisodeRow } from './store.ts';

/** The episode as the contract promises it. */
export const present = (row: EpisodeRow, { told, view }: EpisodeContent): Episode => ({
  id: row.id,
  status: row.status,
  text: told.text,
  follows: told.follows
    ? {
        id: told.follows.id,
        course: told.follows.course,
        text: told.follows.told.text,
        at: told.follows.at,
      }
    : null,
  ...view,
  // Visits from before there was one have none.
  explanation: view.explanation ?? null,
  canStepBack: told.answered.length > 0 && (row.status === 'asking' || row.status === 'concluded'),
  kept: row.kept,
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
});
