import * as contract from '@xinglin/shared/reward/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  read: Handler<typeof contract.getRewards>;
  redeem: Handler<typeof contract.redeemReward>;
};

export const rewardRoutes = (use: UseCases): Route[] => [
  route(contract.getRewards, use.read),
  route(contract.redeemReward, use.redeem),
];
