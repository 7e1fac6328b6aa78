import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { problem } from '@xinglin/shared/kernel/problem';

/** OWASP's minimum for argon2id (algorithm 2): 19 MiB, two passes, one lane. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const RUNNING = 2;
const WAITING = 20;

/** Passwords by argon2id. At most two are hashed at once and twenty wait; more is answered with 429. */
export function argonPasswords() {
  let running = 0;
  const waiting: (() => void)[] = [];
  async function bounded<T>(work: () => Promise<T>): Promise<T> {
    if (running >= RUNNING) {
      if (waiting.length >= WAITING) throw problem('TOO_MANY_REQUESTS');
      await new Promise<void>((turn) => waiting.push(turn));
    }
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  }
  // An unknown account costs as much as a known one, so time tells nothing.
  const nobody = hash(randomBytes(16).toString('hex'), COST);
  return {
    hash: (password: string) => bounded(() => hash(password, COST)),
    verify: (stored: string | null, password: string) =>
      bounded(async () => (await verify(stored ?? (await nobody), password)) && stored !== null),
  };
}
