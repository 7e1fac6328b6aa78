import { RateLimiterMemory } from 'rate-limiter-flexible';
import { problem } from '@xinglin/shared/kernel/problem';

/** Ten tries in a minute for one account from one address, then a pause; nobody is locked out for good. */
export const signInLimit = () => attemptLimit(10);

/** So many tries in a minute under one key; `giveBack` returns one that was no guess. */
export function attemptLimit(points: number) {
  const limiter = new RateLimiterMemory({ points, duration: 60 });
  const take = (key: string): Promise<unknown> =>
    limiter.consume(key).catch(() => Promise.reject(problem('TOO_MANY_REQUESTS')));
  return Object.assign(take, { giveBack: (key: string): Promise<unknown> => limiter.reward(key) });
}
