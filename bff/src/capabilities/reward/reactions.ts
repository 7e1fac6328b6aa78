import { FOLLOW_UP_POINTS } from '@xinglin/shared/reward/contract';
import { system } from '../../kernel/actor.ts';
import { on, type Reaction } from '../../kernel/outbox.ts';
import type { FollowedUp } from '../medication/events.ts';
import type { OrderCompensated } from '../order/events.ts';
import { movePoints } from './move-points.ts';
import type { Deps } from './ports.ts';

/** Points are earned by what really happened: a finished follow-up, once per plan. */
export const rewardReactions = (deps: Deps): Reaction[] => [
  on<OrderCompensated>('order.compensated', 'reward: points for our fault', (tx, { subject, data }) =>
    movePoints(deps, tx, system, {
      personId: data.patientId,
      key: `compensation:${subject}`,
      points: data.points,
      reason: 'compensation',
    }),
  ),
  on<FollowedUp>('medication.followed_up', 'reward: points for a follow-up', (tx, { subject, data }) =>
    movePoints(deps, tx, system, {
      personId: data.patientId,
      key: `follow_up:${subject}`,
      points: FOLLOW_UP_POINTS,
      reason: 'follow_up',
    }),
  ),
];
