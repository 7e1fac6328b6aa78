import { next } from '@xinglin/shared/kernel/lifecycle';
import { episodeLifecycle, type EpisodeEvent } from '@xinglin/shared/triage/lifecycle';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { View } from './interview.ts';
import { episodeStore, type EpisodeRow } from './store.ts';

/** The one way an episode changes state: check, write unless changed meanwhile, note who did it. In the caller's transaction. */
export async function move(
  tx: Tx,
  actor: Actor,
  current: EpisodeRow,
  event: EpisodeEvent,
  changes: Partial<Pick<EpisodeRow, 'sealed' | 'kept'>> = {},
): Promise<EpisodeRow> {
  const status = next(episodeLifecycle, current.status, event);
  const moved = await episodeStore(tx).update({ ...current, ...changes, status });
  // Single answers are not audited: they would fill the trail and say nothing of who did what to whom.
  if (event !== 'answer')
    await audit(tx, actor, `triage.${event}`, current.id, { from: current.status, to: status });
  return moved;
}

/** What a view means for the state. */
export const eventOf = ({ result, message }: View): EpisodeEvent =>
  message !== null ? 'refuse' : result !== null ? 'conclude' : 'answer';
