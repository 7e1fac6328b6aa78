import { RateLimiterMemory } from 'rate-limiter-flexible';
import { problem } from '@xinglin/shared/kernel/problem';

/** So many tries in a minute under one key; `giveBack` returns one that was no guess. @throws TOO_MANY_REQUESTS */
export function attemptLimit(points: number) {
  const limiter = new RateLimiterMemory({ points, duration: 60 });
  const take = (key: string): Promise<unknown> =>
    limiter.consume(key).catch(() => Promise.reject(problem('TOO_MANY_REQUESTS')));
  return Object.assign(take, { giveBack: (key: string): Promise<unknown> => limiter.reward(key) });
}
