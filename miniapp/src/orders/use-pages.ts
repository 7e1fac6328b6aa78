import { useInfiniteQuery } from '@tanstack/react-query';
import { useDidShow, useReachBottom } from '@tarojs/taro';
import type { z } from 'zod';
import type { Endpoint, Output } from '@xinglin/shared/kernel/endpoint';
import type { Problem } from '@xinglin/shared/kernel/problem';
import { call } from '../client/call.ts';
import { nextPage, type Item } from './pages.ts';

type Paged = Endpoint<z.ZodType, z.ZodType<{ items: Item[]; total: number }>>;
const PAGE_SIZE = 20;

/** A list that grows as one scrolls to its end, and is read again when its page is shown. */
export function usePages<E extends Paged>(
  endpoint: E,
  { enabled, pollMs }: { enabled: boolean; pollMs: number },
) {
  const query = useInfiniteQuery<
    Output<E>,
    Problem | Error,
    { pages: Output<E>[] },
    readonly string[],
    number
  >({
    queryKey: [endpoint.path, 'pages'],
    queryFn: ({ pageParam }) =>
      call(endpoint, { page: pageParam, pageSize: PAGE_SIZE } as z.input<E['input']>),
    initialPageParam: 1,
    getNextPageParam: nextPage,
    enabled,
    refetchInterval: pollMs,
  });
  const more = () => {
    if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
  };
  useReachBottom(more);
  useDidShow(() => {
    if (enabled && query.isStale) void query.refetch();
  });
  return { ...query, more };
}
