import { useIsMutating, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { MINUTE_MS } from '@xinglin/shared/kernel/time';
import { getReview, type Review } from '@xinglin/shared/prescription/review-contract';
import type { Problem } from '@xinglin/shared/kernel/problem';
import { call } from '../../client/call.ts';
import { useLive } from '../../client/live.ts';
import { readKey } from '../../client/use-endpoint.ts';

const FRESH_MS = 10 * MINUTE_MS;
// What I did myself comes back as an event when its answer is already on the page.
const OWN_ECHO_MS = 5_000;

/**
 * The page of one prescription. Every read of it is a look at the patient's health record that the patient is shown, so it
 * is read once, and again only when something happened to this very prescription.
 */
export function useReview(id: string, enabled: boolean) {
  const echoOf = useRef(0);
  const early = useRef(false);
  const acting = useIsMutating() > 0;
  const review = useQuery<Review, Problem | Error>({
    queryKey: readKey(getReview, { id }),
    queryFn: () => call(getReview, { id }),
    enabled,
    staleTime: FRESH_MS,
    refetchOnWindowFocus: false,
  });
  useLive(['prescription'], (event) => {
    if (!enabled || event === 'reconnected' || event.id !== id) return;
    // The event of my own act may be here before its answer, which then brings the news.
    if (acting) {
      early.current = true;
      return;
    }
    const { dataUpdatedAt } = review;
    if (early.current) echoOf.current = dataUpdatedAt;
    early.current = false;
    const echo = Date.now() - dataUpdatedAt <= OWN_ECHO_MS && echoOf.current !== dataUpdatedAt;
    // One event is my own act; a second one, however soon, is the patient's.
    if (echo) echoOf.current = dataUpdatedAt;
    // What was read for an event has no echo of its own to come.
    else void review.refetch().then((read) => (echoOf.current = read.dataUpdatedAt));
  });
  return review;
}
