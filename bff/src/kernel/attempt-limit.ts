import { RateLimiterMemory } from 'rate-limiter-flexible';
import { problem } from '@xinglin/shared/kernel/problem';

/** So many tries in a minute under one key. @throws TOO_MANY_REQUESTS */
export function attemptLimit(points: number) {
  const limiter = new RateLimiterMemory({ points, duration: 60 });
  return (key: string): Promise<unknown> =>
    limiter.consume(key).catch(() => Promise.reject(problem('TOO_MANY_REQUESTS')));
}
