import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { findNearbyStores } from '@xinglin/shared/store/contract';
import { lookAt, useLive } from '../../client/live.ts';
import { concerns } from './stock-words.ts';

/** The widest circle that is searched. */
const REACH_M = 10_000;
/** In a busy hour stores nearby sell every second; so often one reads again at most. */
const AT_MOST_EVERY_MS = 2_000;

/** Reads the stores again when one around sold or received something of the list, or changed its hours: within two seconds of it. */
export function useNearbyChanges(
  point: Gcj02Point | null,
  drugIds: readonly string[],
): { connected: boolean } {
  const reads = useQueryClient();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lng = point?.lng;
  const lat = point?.lat;
  useEffect(() => {
    if (lng === undefined || lat === undefined) return;
    lookAt({ point: { lng, lat }, radiusM: REACH_M });
    return () => lookAt(null);
  }, [lng, lat]);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const readAgain = () => void reads.invalidateQueries({ queryKey: [findNearbyStores.path] });
  const soon = () => {
    if (waiting.current !== undefined) return;
    waiting.current = setTimeout(() => {
      waiting.current = undefined;
      readAgain();
    }, AT_MOST_EVERY_MS);
  };
  return useLive(['nearby'], (event) => {
    if (event === 'reconnected') readAgain();
    else if (event.topic === 'nearby' && concerns(event.drugIds, drugIds)) soon();
  });
}
