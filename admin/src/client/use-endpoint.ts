import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useRef } from 'react';
import type { z } from 'zod';
import { newIdempotencyKey } from '@xinglin/shared/kernel/client';
import type { Endpoint, Output } from '@xinglin/shared/kernel/endpoint';
import { Problem } from '@xinglin/shared/kernel/problem';
import { call } from './call.ts';

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

/** Key of a read: everything read through `endpoint` starts with its path. */
export const readKey = (endpoint: Endpoint, input: unknown) => [endpoint.path, input] as const;

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

/**
 * Acts through an endpoint. A click that fails for want of an answer and is repeated with the same input carries the same
 * idempotency key, so it is done once.
 */
export function useAct<E extends Endpoint>(
  endpoint: E,
  { changes = [], onDone }: ActOptions<E> = {},
): UseMutationResult<Output<E>, Problem | Error, z.input<E['input']>> {
  const reads = useQueryClient();
  const intention = useRef<{ input: string; key: string }>(undefined);
  return useMutation<Output<E>, Problem | Error, z.input<E['input']>>({
    mutationFn: async (input) => {
      const wanted = JSON.stringify(input);
      if (intention.current?.input !== wanted)
        intention.current = { input: wanted, key: newIdempotencyKey() };
      try {
        const output = await call(endpoint, input, { idempotencyKey: intention.current.key });
        intention.current = undefined;
        return output;
      } catch (error) {
        // Answered: the next click is a new intention. Not answered: it may have been done.
        const stillRunning = error instanceof Problem && error.code === 'IDEMPOTENCY_IN_PROGRESS';
        if (error instanceof Problem && error.status < 500 && !stillRunning) intention.current = undefined;
        throw error;
      }
    },
    onSuccess: async (output) => {
      await Promise.all(changes.map(({ path }) => reads.invalidateQueries({ queryKey: [path] })));
      await onDone?.(output);
    },
  });
}
