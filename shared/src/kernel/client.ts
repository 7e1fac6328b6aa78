import type { z } from 'zod';
import type { Endpoint, Output } from './endpoint.ts';
import { Problem, problem } from './problem.ts';

export type Request = {
  method: Endpoint['method'];
  /** Path and query under the API prefix, e.g. `/orders?limit=20`. */
  url: string;
  headers: Record<string, string>;
  body: object | undefined;
};

/** How one platform sends a request: `fetch` in the admin panel, `Taro.request` in the mini-program. Throws only when there was no answer. */
export type Transport = (request: Request) => Promise<{ status: number; body: unknown }>;

export type CallOptions = {
  /** Key of the person's intention: the same for every try of one tap. Made up when left out. */
  idempotencyKey?: string;
};
export type Call = <E extends Endpoint>(
  endpoint: E,
  input: z.input<E['input']>,
  options?: CallOptions,
) => Promise<Output<E>>;

/** Calls an endpoint by its contract; a problem answered by the BFF is thrown here as the same `Problem`. */
export function createClient(deps: {
  transport: Transport;
  token: () => string | undefined;
  /** Tries to get a fresh access token after a 401; false when the person must sign in again. */
  renew?: () => Promise<boolean>;
}): Call {
  const { transport, token, renew } = deps;
  return async (endpoint, input, options) => {
    const { path, rest } = fill(endpoint.path, input ?? {});
    const reads = endpoint.method === 'GET';
    const key = endpoint.idempotent && (options?.idempotencyKey ?? newIdempotencyKey());
    const send = () =>
      transport({
        method: endpoint.method,
        url: reads ? path + query(rest) : path,
        headers: {
          ...(token() ? { authorization: `Bearer ${token()}` } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
        },
        body: reads ? undefined : rest,
      });

    let answer = await send();
    if (answer.status === 401 && token() && renew && (await renew())) answer = await send();
    if (answer.status < 400) return endpoint.output.parse(answer.body) as Output<typeof endpoint>;
    throw asProblem(answer.status, answer.body);
  };
}

/** RFC 9457 as the BFF writes it. */
type ProblemBody = { code: string; detail?: string } & Record<string, unknown>;

function asProblem(status: number, body: unknown): Problem {
  if (!body || typeof body !== 'object' || !('code' in body))
    return problem('UPSTREAM_UNAVAILABLE', { status });
  const { code, detail, status: _, type: __, title: ___, ...extra } = body as ProblemBody;
  return new Problem(code, status, detail ?? '', extra);
}

/** Unique enough to tell two taps apart; not a secret. Mini-programs have no `crypto`. */
export const newIdempotencyKey = (): string =>
  `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;

/** Puts the input's ids into the path (`/orders/:id`) and returns what is left. */
function fill(template: string, input: Record<string, unknown>) {
  const rest = { ...input };
  const path = template.replace(/:(\w+)/g, (_, name: string) => {
    const value = encodeURIComponent(String(rest[name]));
    delete rest[name];
    return value;
  });
  return { path, rest };
}

/** Mini-programs have no URLSearchParams. */
function query(values: Record<string, unknown>): string {
  const pairs = Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
