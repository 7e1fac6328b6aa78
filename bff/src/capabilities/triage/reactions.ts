import { on, type Reaction } from '../../kernel/outbox.ts';
import type { TriageExpired } from './events.ts';
import { episodeStore } from './store.ts';

export const triageReactions = (): Reaction[] => [
  on<TriageExpired>('triage.expired', 'triage: forget what was not kept', (tx, { subject }) =>
    episodeStore(tx).forget(subject),
  ),
];
