import { randomInt } from 'node:crypto';
import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import { rewardProblem, type redeemReward as contract } from '@xinglin/shared/reward/contract';
import type { Handler } from '../../kernel/http.ts';
import { REWARDS, VOUCHER_DAYS } from './catalogue.ts';
import { movePoints } from './move-points.ts';
import type { Deps } from './ports.ts';
import { rewardStore } from './store.ts';

/** Points are taken and the voucher is issued in one unit of work; the code is read aloud in the store. */
export function redeemReward(deps: Deps): Handler<typeof contract> {
  const { db, now, newId } = deps;
  return async (actor, { code }) => {
    const reward = REWARDS.find((each) => each.code === code);
    if (!reward) throw rewardProblem('REWARD_NOT_OFFERED');
    const at = toInstant(now());
    const voucher = {
      id: newId(),
      personId: actor.id,
      rewardCode: reward.code,
      title: reward.title,
      code: String(randomInt(1e11, 1e12)),
      points: reward.points,
      issuedAt: at,
      validUntil: plus(at, VOUCHER_DAYS * DAY_MS),
      usedAt: null,
    };
    await db.write(async (tx) => {
      const spend = {
        personId: actor.id,
        key: `redeem:${voucher.id}`,
        points: -reward.points,
        reason: 'redeem' as const,
      };
      await movePoints(deps, tx, actor, spend);
      await rewardStore(tx).insertVoucher(voucher);
    });
    return voucher;
  };
}
