import type { UseQueryResult } from '@tanstack/react-query';
import type { Problem } from '@xinglin/shared/kernel/problem';
import { getClientSettings, type ClientSettings } from '@xinglin/shared/screens/client-settings';
import { queryClient } from './queries.ts';
import { call } from './call.ts';
import { readKey, useRead } from './use-endpoint.ts';

const HOUR_MS = 3_600_000;

/** The public settings of this deployment. */
export const useSettings = (): UseQueryResult<ClientSettings, Problem | Error> =>
  useRead(getClientSettings, {});

/** The same outside a component; read from the server at most once an hour. */
export const settings = (): Promise<ClientSettings> =>
  queryClient.fetchQuery({
    queryKey: readKey(getClientSettings, {}),
    queryFn: () => call(getClientSettings, {}),
    staleTime: HOUR_MS,
  });
