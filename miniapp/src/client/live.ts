import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import type { Endpoint, Output } from '@xinglin/shared/kernel/endpoint';
import {
  LIVE_EVENT,
  LIVE_LOOK,
  LIVE_PATH,
  LiveEvent,
  type LiveLook,
  type LiveTopic,
} from '@xinglin/shared/kernel/live';
import type { Problem } from '@xinglin/shared/kernel/problem';
import { accessToken, renew, useSession } from './session.ts';
import { socketTransports } from './socket-transport.ts';
import { useRead } from './use-endpoint.ts';

/** How often a page reads again while the socket is down. */
export const POLL_WHILE_OFFLINE_MS = 15_000;

const listeners = new Set<(event: LiveEvent) => void>();
const watchers = new Set<() => void>();
let socket: Socket | undefined;
let connected = false;
/** The place looked at, told to the server again on each connection. */
let looked: LiveLook = null;

/** Says which place is looked at, so that notices from around it arrive (topic `nearby`); null: none any more. */
export function lookAt(place: LiveLook): void {
  looked = place;
  if (connected) socket?.emit(LIVE_LOOK, place);
}

function setConnected(value: boolean) {
  connected = value;
  watchers.forEach((watch) => watch());
}

function connect(): void {
  if (socket || !accessToken()) return;
  const opened = io(API_ORIGIN || location.origin, {
    path: LIVE_PATH,
    transports: socketTransports,
    upgrade: false,
    auth: (give) => give({ token: accessToken() }),
    reconnectionDelay: 1_000,
    reconnectionDelayMax: 20_000,
  });
  socket = opened;
  const again = async () => {
    if (await renew()) opened.connect();
  };
  opened.on('connect', () => {
    if (looked) opened.emit(LIVE_LOOK, looked);
    setConnected(true);
  });
  opened.on('disconnect', (reason) => {
    setConnected(false);
    // The server cuts the socket when the token ends; socket.io does not come back from that by itself.
    if (reason === 'io server disconnect') void again();
  });
  opened.on('connect_error', ({ message }) => {
    if (message === 'TOKEN_EXPIRED' || message === 'NOT_SIGNED_IN') void again();
  });
  opened.on(LIVE_EVENT, (raw: unknown) => {
    const event = LiveEvent.safeParse(raw);
    if (event.success) listeners.forEach((listen) => listen(event.data));
  });
}

function disconnect(): void {
  socket?.close();
  socket = undefined;
  setConnected(false);
}

// Another person, another socket; a renewed token of the same person keeps it.
useSession.subscribe(({ session }, { session: before }) => {
  if (session?.me.id === before?.me.id && session?.me.role === before?.me.role) return;
  disconnect();
  if (listeners.size > 0) connect();
});

const watch = (onChange: () => void) => {
  watchers.add(onChange);
  return () => void watchers.delete(onChange);
};

/** Calls `onChange` for each live event of these topics while the page lives, and again after a gap in the connection. */
export function useLive(
  topics: readonly LiveTopic[],
  onChange: (event: LiveEvent | 'reconnected') => void,
): { connected: boolean } {
  const latest = useRef(onChange);
  latest.current = onChange;
  const wanted = topics.join();
  useEffect(() => {
    const listen = (event: LiveEvent) => {
      if (wanted.split(',').includes(event.topic)) latest.current(event);
    };
    let was = connected;
    const unwatch = watch(() => {
      if (connected && !was) latest.current('reconnected');
      was = connected;
    });
    listeners.add(listen);
    connect();
    return () => {
      unwatch();
      listeners.delete(listen);
      if (listeners.size === 0) disconnect();
    };
  }, [wanted]);
  return {
    connected: useSyncExternalStore(
      watch,
      () => connected,
      () => false,
    ),
  };
}

/** `useRead` that stays current: read again on each live event of these topics, every 15 s while the socket is down. */
export function useLiveRead<E extends Endpoint>(
  endpoint: E,
  input: z.input<E['input']>,
  topics: readonly LiveTopic[],
  { enabled = true }: { enabled?: boolean } = {},
): UseQueryResult<Output<E>, Problem | Error> & { connected: boolean } {
  const reads = useQueryClient();
  const live = useLive(topics, () => void reads.invalidateQueries({ queryKey: [endpoint.path] }));
  const read = useRead(endpoint, input, { enabled, pollMs: live.connected ? false : POLL_WHILE_OFFLINE_MS });
  return { ...read, connected: live.connected };
}
