import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { PageInput } from '../kernel/paging.ts';
import { problems } from '../kernel/problem.ts';
import { Instant } from '../kernel/time.ts';

/** Earned by verified actions, or given when an order fell through by our fault; never by sharing, never for prescription drugs. */
export const PointsReason = z.enum(['follow_up', 'redeem', 'reversal', 'expiry', 'compensation']);
export type PointsReason = z.infer<typeof PointsReason>;
export const pointsReasonText: Record<PointsReason, string> = {
  follow_up: '完成用药回访',
  redeem: '兑换',
  reversal: '退款冲回',
  expiry: '到期清零',
  compensation: '订单缺货补偿',
};
export const FOLLOW_UP_POINTS = 20;

export const PointsEntry = z.object({
  id: Id,
  points: z.int(),
  reason: PointsReason,
  at: Instant,
  balance: z.int(),
});
export type PointsEntry = z.infer<typeof PointsEntry>;

/** What points can buy: check-ups and delivery, never prescription drugs or 甲类OTC. */
export const RewardItem = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  points: z.int(),
});
export type RewardItem = z.infer<typeof RewardItem>;
export const Voucher = z.object({
  id: Id,
  title: z.string(),
  code: z.string(),
  usedAt: Instant.nullable(),
  validUntil: Instant,
});

export const getRewards = endpoint({
  method: 'GET',
  path: '/rewards',
  summary: '我的积分、明细与可兑换的权益',
  access: ['patient'],
  owner: 'caller',
  input: PageInput.strict(),
  output: z.object({
    balance: z.int(),
    entries: z.array(PointsEntry),
    total: z.int(),
    items: z.array(RewardItem),
    vouchers: z.array(Voucher),
  }),
});

export const redeemReward = endpoint({
  method: 'POST',
  path: '/rewards/redeem',
  summary: '用积分兑换权益',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({ code: z.string().max(40) }),
  output: Voucher,
});

export const rewardProblem = problems({
  NOT_ENOUGH_POINTS: [409, '积分不够，再攒一攒'],
  REWARD_NOT_OFFERED: [404, '没有这个权益'],
});
