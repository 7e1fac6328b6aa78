import type { Transport } from '@xinglin/shared/kernel/client';
import { problem } from '@xinglin/shared/kernel/problem';

const TIMEOUT_MS = 20_000;

/** Sends one request with `fetch`; no answer at all is the problem OFFLINE. */
export const fetchTransport: Transport = async ({ method, url, headers, body }) => {
  try {
    const answer = await fetch(`/api${url}`, {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // A proxy's error page is no JSON; the client makes a problem of it.
    return { status: answer.status, body: await answer.json().catch(() => undefined) };
  } catch {
    throw problem('OFFLINE');
  }
};
