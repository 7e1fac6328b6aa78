import { useIsMutating, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { MINUTE_MS } from '@xinglin/shared/kernel/time';
import { getReview, type Review } from '@xinglin/shared/prescription/review-contract';
import type { Problem } from '@xinglin/shared/kernel/problem';
import { call } from '../../client/call.ts';
import { useLive } from '../../client/live.ts';
import { readKey } from '../../client/use-endpoint.ts';
import { ownEcho } from './own-echo.ts';

const FRESH_MS = 10 * MINUTE_MS;

/**
 * The page of one prescription. Every read of it is a look at the patient's health record that the patient is shown, so it
 * is read once, and again only when something happened to this very prescription.
 */
export function useReview(id: string, enabled: boolean) {
  const [rule] = useState(ownEcho);
  const acting = useIsMutating() > 0;
  const review = useQuery<Review, Problem | Error>({
    queryKey: readKey(getReview, { id }),
    queryFn: () => call(getReview, { id }),
    enabled,
    staleTime: FRESH_MS,
    refetchOnWindowFocus: false,
  });
  const { dataUpdatedAt: readAt, refetch } = review;
  const again = useCallback(
    () => void refetch().then((read) => rule.read(read.dataUpdatedAt)),
    [refetch, rule],
  );
  useEffect(() => {
    if (enabled && !acting && rule.acted(readAt)) again();
  }, [enabled, acting, readAt, rule, again]);
  useLive(['prescription'], (event) => {
    if (!enabled) return;
    const now = Date.now();
    if (event === 'reconnected') {
      if (rule.back({ readAt, now })) again();
    } else if (event.id === id && rule.came({ acting, readAt, now })) again();
  });
  return review;
}
