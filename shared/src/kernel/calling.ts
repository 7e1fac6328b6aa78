/** What both clients do around a call, whatever they run on. */
import type { z } from 'zod';
import { createClient, newIdempotencyKey, type Call, type Transport } from './client.ts';
import type { Endpoint, Output } from './endpoint.ts';
import { Problem, problem } from './problem.ts';

/** Calls as the person signed in; without one, nothing but what is public leaves the device. */
export function callAsMe(deps: {
  transport: Transport;
  token: () => string | undefined;
  renew: () => Promise<boolean>;
}): Call {
  const client = createClient(deps);
  return async (endpoint, input, options) => {
    if (endpoint.access !== 'public' && !deps.token()) throw problem('NOT_SIGNED_IN');
    return client(endpoint, input, options);
  };
}

/** Whatever was thrown, as something that can be shown. */
export const problemOf = (error: unknown): Problem =>
  error instanceof Problem ? error : problem('INTERNAL', { cause: String(error) });

/** Key of a read: everything read through `endpoint` starts with its path. */
export const readKey = (endpoint: Endpoint, input: unknown) => [endpoint.path, input] as const;

// A refusal stays a refusal; only what may pass by itself is tried again.
const mayPass = (error: unknown) => !(error instanceof Problem) || error.status >= 500;

/** How reads are tried again. */
export const readAgain = {
  retry: (failures: number, error: unknown): boolean => failures < 2 && mayPass(error),
  retryDelay: (failures: number): number => Math.min(1_000 * 2 ** failures, 8_000),
};

/**
 * One button's acts. A tap that fails for want of an answer and is repeated with the same input carries the same idempotency key,
 * so it is done once.
 */
export function actsOf(call: Call) {
  let open: { input: string; key: string } | undefined;
  return async <E extends Endpoint>(endpoint: E, input: z.input<E['input']>): Promise<Output<E>> => {
    const wanted = JSON.stringify(input);
    if (open?.input !== wanted) open = { input: wanted, key: newIdempotencyKey() };
    try {
      const output = await call(endpoint, input, { idempotencyKey: open.key });
      open = undefined;
      return output;
    } catch (error) {
      // Answered: the next tap is a new intention. Not answered: it may have been done.
      const stillRunning = error instanceof Problem && error.code === 'IDEMPOTENCY_IN_PROGRESS';
      if (error instanceof Problem && error.status < 500 && !stillRunning) open = undefined;
      throw error;
    }
  };
}

/** However many want it at once, it is done once, and all get that answer. */
export function onceAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () =>
    (running ??= work().finally(() => {
      running = undefined;
    }));
}
