import { BrokenCircuitError, CircuitState, circuitBreaker, handleAll, SamplingBreaker } from 'cockatiel';
import { Agent } from 'undici';
import { problem, type Problem } from '@xinglin/shared/kernel/problem';

export type OutboundRequest = {
  method: 'GET' | 'POST';
  /** Path and query, sent byte for byte as written (some peers sign it). */
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** The peer drops a repeat, so no answer may be answered by trying again. */
  keyed?: boolean;
};
export type OutboundResponse = { status: number; headers: Record<string, string>; body: Buffer };

export type OutboundOptions = {
  /** Name of the peer in problems, logs and metrics. */
  name: string;
  baseUrl: string;
  /** All tries together, milliseconds. */
  deadlineMs?: number;
  /** Half of at least this many calls in ten seconds failing opens the breaker. */
  breakerMinimumCalls?: number;
  /** Largest answer taken, bytes; 1 MiB unless the peer serves files. */
  bodyCap?: number;
  random?: () => number;
};
export type Outbound = {
  send: (request: OutboundRequest) => Promise<OutboundResponse>;
  close: () => Promise<void>;
};

const BODY_CAP = 1024 * 1024;
const TRIES = 3;
const SAMPLE_MS = 10_000;
const HALF_OPEN_AFTER_MS = 5_000;

/** What the person behind the call sees; the peer's own words stay in `cause`, for the log. */
export function unavailable(upstream: string, cause?: unknown): Problem {
  return Object.assign(problem('UPSTREAM_UNAVAILABLE', { upstream }), { cause });
}

/**
 * The one HTTP door of one peer: no redirects, bounded time and size, a breaker, and repeats only of what is keyed.
 * Any status below 500 is the peer's answer; a 5xx that stays is returned too, because some peers explain themselves in it.
 * @throws UPSTREAM_UNAVAILABLE when there was no answer
 */
export function outbound(options: OutboundOptions): Outbound {
  const { name, deadlineMs = 8_000, breakerMinimumCalls = 20, random = Math.random } = options;
  const { origin, prefix } = destination(options.baseUrl);
  const agent = new Agent({
    connections: 16,
    pipelining: 1,
    connect: { timeout: 2_000 },
    headersTimeout: 5_000,
    bodyTimeout: 5_000,
    maxResponseSize: options.bodyCap ?? BODY_CAP,
  });
  const breaker = circuitBreaker(
    handleAll.orWhenResult((answer) => isBroken(answer as OutboundResponse)),
    {
      halfOpenAfter: HALF_OPEN_AFTER_MS,
      breaker: new SamplingBreaker({
        threshold: 0.5,
        duration: SAMPLE_MS,
        minimumRps: (breakerMinimumCalls * 1000) / SAMPLE_MS,
      }),
    },
  );
  const budget = retryBudget();

  const once = async (request: OutboundRequest, signal: AbortSignal): Promise<OutboundResponse> => {
    const { method, path, headers, body } = request;
    const answer = await agent.request({ origin, path: prefix + path, method, headers, body, signal });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    if (answer.statusCode >= 300 && answer.statusCode < 400)
      throw new Error(`redirect refused (${answer.statusCode})`);
    return { status: answer.statusCode, headers: flat(answer.headers), body: bytes };
  };

  return {
    async send(request) {
      const signal = AbortSignal.timeout(deadlineMs);
      budget.earn();
      for (let attempt = 1; ; attempt++) {
        const outcome = await breaker
          .execute(() => once(request, signal))
          .catch((error: unknown) => ({ error }));
        const failed =
          'error' in outcome ? !(outcome.error instanceof BrokenCircuitError) : isBroken(outcome);
        const again = failed && request.keyed && attempt < TRIES && breaker.state !== CircuitState.Open;
        if (again && (await pause(200 * 2 ** (attempt - 1) * random(), signal)) && budget.spend()) continue;
        if ('error' in outcome) throw unavailable(name, outcome.error);
        return outcome;
      }
    },
    close: () => agent.destroy(),
  };
}

const isBroken = (answer: OutboundResponse) => answer.status >= 500;

function destination(baseUrl: string) {
  const { origin, pathname, protocol, hostname } = new URL(baseUrl);
  const loopback = hostname === '[::1]' || hostname === 'localhost' || hostname.startsWith('127.');
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback))
    throw new Error(`outside addresses are https, or http on loopback: ${origin}`);
  return { origin, prefix: pathname.replace(/\/$/, '') };
}

/** One repeat for ten calls in the long run, ten saved up at most: a peer in trouble is not buried under our repeats. */
function retryBudget() {
  let tokens = 10;
  return {
    earn: () => void (tokens = Math.min(10, tokens + 0.1)),
    spend: () => tokens >= 1 && (tokens--, true),
  };
}

/** False when the deadline came first. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((done) => {
    if (signal.aborted) return done(false);
    const stop = () => (clearTimeout(timer), done(false));
    const timer = setTimeout(() => (signal.removeEventListener('abort', stop), done(true)), ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
