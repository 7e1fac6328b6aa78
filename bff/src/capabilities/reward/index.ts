/** Reward: points for verified care, never for sharing and never for buying medicine, spent on services. */
import type { Deps } from './ports.ts';
import { balanceOf, readRewards } from './queries.ts';
import { rewardReactions } from './reactions.ts';
import { redeemReward } from './redeem-reward.ts';
import { rewardRoutes } from './routes.ts';

export function reward(deps: Deps) {
  const use = { read: readRewards(deps), redeem: redeemReward(deps) };
  return { use, routes: rewardRoutes(use), reactions: rewardReactions(deps), balanceOf: balanceOf(deps) };
}
