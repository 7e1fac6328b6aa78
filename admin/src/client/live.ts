import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import type { Endpoint, Output } from '@xinglin/shared/kernel/endpoint';
import { LIVE_EVENT, LIVE_PATH, LiveEvent, type LiveTopic } from '@xinglin/shared/kernel/live';
import type { Problem } from '@xinglin/shared/kernel/problem';
import { accessToken, currentMe, renew, watchSession } from './session.ts';
import { useRead, type ReadOptions } from './use-endpoint.ts';

/** How often a page reads again while the socket is down. */
export const POLL_WHILE_DOWN_MS = 15_000;

const listeners = new Set<(event: LiveEvent) => void>();
const watchers = new Set<() => void>();
let socket: Socket | undefined;
let connected = false;

function setConnected(value: boolean) {
  connected = value;
  watchers.forEach((watch) => watch());
}

function connect(): void {
  if (socket || !accessToken()) return;
  const opened = io({
    path: LIVE_PATH,
    transports: ['websocket'],
    auth: (give) => give({ token: accessToken() }),
    reconnectionDelay: 1_000,
    reconnectionDelayMax: 5_000,
  });
  socket = opened;
  const again = async () => {
    if ((await renew()) && socket === opened) opened.connect();
  };
  opened.on('connect', () => setConnected(true));
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
watchSession((before) => {
  const me = currentMe();
  if (me?.id === before?.me.id && me?.role === before?.me.role) return;
  disconnect();
  if (listeners.size > 0) connect();
});

const watch = (onChange: () => void) => {
  watchers.add(onChange);
  return () => void watchers.delete(onChange);
};

/** Whether the socket is up now. */
export const useConnected = (): boolean => useSyncExternalStore(watch, () => connected);

/** Calls `onChange` for each live event of these topics while the page lives, and again after a gap in the connection. */
export function useLive(
  topics: readonly LiveTopic[],
  onChange: (event: LiveEvent | 'reconnected') => void,
): void {
  const latest = useRef(onChange);
  const wanted = topics.join();
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (!wanted) return;
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
}

/** `useRead` that stays current: read again on each live event of these topics, every 15 s while the socket is down. */
export function useLiveRead<E extends Endpoint>(
  endpoint: E,
  input: z.input<E['input']>,
  topics: readonly LiveTopic[],
  options: Omit<ReadOptions, 'pollMs'> = {},
): UseQueryResult<Output<E>, Problem | Error> {
  const reads = useQueryClient();
  useLive(topics, () => void reads.invalidateQueries({ queryKey: [endpoint.path] }));
  const up = useConnected();
  return useRead(endpoint, input, {
    ...options,
    pollMs: topics.length > 0 && !up ? POLL_WHILE_DOWN_MS : false,
  });
}
