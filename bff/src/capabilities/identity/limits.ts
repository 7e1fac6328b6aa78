import { RateLimiterMemory } from 'rate-limiter-flexible';
import { problem } from '@xinglin/shared/kernel/problem';

/** Ten tries in a minute for one account from one address, then a pause; nobody is locked out for good. */
export const signInLimit = () => attemptLimit(10);

/** So many tries in a minute under one key. */
export function attemptLimit(points: number) {
  const limiter = new RateLimiterMemory({ points, duration: 60 });
  return (key: string): Promise<unknown> =>
    limiter.consume(key).catch(() => Promise.reject(problem('TOO_MANY_REQUESTS')));
}
