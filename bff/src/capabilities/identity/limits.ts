import { RateLimiterMemory } from 'rate-limiter-flexible';
import { problem } from '@xinglin/shared/kernel/problem';

/** Ten tries in a minute for one account from one address, then a pause; nobody is locked out for good. */
export function signInLimit() {
  const limiter = new RateLimiterMemory({ points: 10, duration: 60 });
  return (key: string): Promise<unknown> =>
    limiter.consume(key).catch(() => Promise.reject(problem('TOO_MANY_REQUESTS')));
}
