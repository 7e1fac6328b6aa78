import { useEffect } from 'react';
import { create } from 'zustand';
import { reportPosition } from '@xinglin/shared/delivery/contract';
import { call } from '../client/call.ts';
import type { Position } from '../device/types.ts';
import { watchPosition } from '../device/watch-position.ts';
import { positionQueue } from './position-queue.ts';

const SEND_EVERY_MS = 4_000;
/** A browser says nothing while the rider stands; a new watch measures at once. The patient sees 位置更新中 after 60 s. */
const MEASURE_AGAIN_MS = 20_000;

type State = {
  /** The rider, or the device, gives no place. */
  refused: boolean;
  last: Position | null;
  /** Points measured and not yet taken by the server. */
  waiting: number;
};
/** Where the rider is, while a parcel is carried. */
export const usePosition = create<State>(() => ({ refused: false, last: null, waiting: 0 }));

const queue = positionQueue((points) => call(reportPosition, { points }), Date.now);
let holders = 0;
let stopWatch: (() => void) | undefined;
let timer: ReturnType<typeof setInterval> | undefined;
let measuredAt = 0;

function measure(): void {
  stopWatch?.();
  measuredAt = Date.now();
  stopWatch = watchPosition(
    (position) => {
      measuredAt = Date.now();
      queue.add(position);
      usePosition.setState({ refused: false, last: position, waiting: queue.size() });
    },
    () => usePosition.setState({ refused: true }),
  );
}

async function tick(): Promise<void> {
  if (Date.now() - measuredAt > MEASURE_AGAIN_MS && !usePosition.getState().refused) measure();
  await queue.flush();
  usePosition.setState({ waiting: queue.size() });
}

function start(): void {
  measure();
  timer = setInterval(() => void tick(), SEND_EVERY_MS);
}

function stop(): void {
  clearInterval(timer);
  stopWatch?.();
  stopWatch = undefined;
  void queue.flush().finally(() => holders === 0 && queue.clear());
  usePosition.setState({ refused: false, last: null, waiting: 0 });
}

/** Asks for the place again after the rider changed their mind. */
export function measureAgain(): void {
  usePosition.setState({ refused: false });
  if (holders > 0) measure();
}

/** Follows the device while `carrying`, on however many pages, and reports every few seconds. */
export function useReporting(carrying: boolean): void {
  useEffect(() => {
    if (!carrying) return;
    holders += 1;
    if (holders === 1) start();
    return () => {
      holders -= 1;
      if (holders === 0) stop();
    };
  }, [carrying]);
}
