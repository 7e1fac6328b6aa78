import type { Episode } from '@xinglin/shared/triage/contract';
import type { EpisodeContent } from './seal.ts';
import type { EpisodeRow } from './store.ts';

/** The episode as the contract promises it. */
export const present = (row: EpisodeRow, { told, view }: EpisodeContent): Episode => ({
  id: row.id,
  status: row.status,
  text: told.text,
  ...view,
  canStepBack: told.answered.length > 0 && (row.status === 'asking' || row.status === 'concluded'),
  kept: row.kept,
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
});
