import { createClient, type Call } from '@xinglin/shared/kernel/client';
import { problem } from '@xinglin/shared/kernel/problem';
import { accessToken, renew } from './session.ts';
import { fetchTransport } from './transport.ts';

const client = createClient({ transport: fetchTransport, token: accessToken, renew });

/** Calls an endpoint of the BFF as the person signed in; throws a `Problem`. */
export const call: Call = async (endpoint, input, options) => {
  if (endpoint.access !== 'public' && !accessToken()) throw problem('NOT_SIGNED_IN');
  return client(endpoint, input, options);
};
