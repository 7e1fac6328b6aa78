import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { actsOf, readKey } from '@xinglin/shared/kernel/calling';
import type { Endpoint, Output } from '@xinglin/shared/kernel/endpoint';
import type { Problem } from '@xinglin/shared/kernel/problem';
import { call } from './call.ts';

export { readKey };

export type ReadOptions = {
  /** False holds the read back, e.g. until an id is known. */
  enabled?: boolean;
  /** Milliseconds between reads while the tab is in front; false or absent: none. */
  pollMs?: number | false;
  /** Polls in a tab behind others too: for what must be heard. */
  pollBehind?: boolean;
  /** Shows the last answer while the next one (another page, another filter) is on its way. */
  keepPrevious?: boolean;
  /** Not read again by itself while it is on the screen. */
  once?: boolean;
};

/** Reads through an endpoint. */
export function useRead<E extends Endpoint>(
  endpoint: E,
  input: z.input<E['input']>,
  {
    enabled = true,
    pollMs = false,
    pollBehind = false,
    keepPrevious = false,
    once = false,
  }: ReadOptions = {},
): UseQueryResult<Output<E>, Problem | Error> {
  return useQuery<Output<E>, Problem | Error>({
    queryKey: readKey(endpoint, input),
    queryFn: () => call(endpoint, input),
    enabled,
    refetchInterval: pollMs,
    refetchIntervalInBackground: pollBehind,
    ...(once && { refetchOnWindowFocus: false, refetchOnReconnect: false }),
    ...(keepPrevious && { placeholderData: keepPreviousData }),
  });
}

type ActOptions<E extends Endpoint> = {
  /** Reads that are stale after this act. */
  changes?: readonly Endpoint[];
  onDone?: (output: Output<E>) => unknown;
};

/** Acts through an endpoint; one that is repeated for want of an answer is done once. */
export function useAct<E extends Endpoint>(
  endpoint: E,
  { changes = [], onDone }: ActOptions<E> = {},
): UseMutationResult<Output<E>, Problem | Error, z.input<E['input']>> {
  const reads = useQueryClient();
  const [act] = useState(() => actsOf(call));
  return useMutation<Output<E>, Problem | Error, z.input<E['input']>>({
    mutationFn: (input) => act(endpoint, input),
    onSuccess: async (output) => {
      await Promise.all(changes.map(({ path }) => reads.invalidateQueries({ queryKey: [path] })));
      // Not waited for: a message is a promise until it has gone, and the button must not turn that long.
      onDone?.(output);
    },
  });
}
