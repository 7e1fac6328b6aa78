import type { Call } from '@xinglin/shared/kernel/client';
import { callAsMe } from '@xinglin/shared/kernel/calling';
import { accessToken, renew } from './session.ts';
import { fetchTransport } from './transport.ts';

/** Calls an endpoint of the BFF as the person signed in; throws a `Problem`. */
export const call: Call = callAsMe({ transport: fetchTransport, token: accessToken, renew });
