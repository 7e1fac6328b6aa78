import { useSyncExternalStore } from 'react';
import type { z } from 'zod';
import { Session, refreshSession, signInStaff, signOut, type Me } from '@xinglin/shared/identity/contract';
import { onceAtATime } from '@xinglin/shared/kernel/calling';
import { createClient } from '@xinglin/shared/kernel/client';
import { Problem } from '@xinglin/shared/kernel/problem';
import { queryClient } from './queries.ts';
import { fetchTransport } from './transport.ts';

const KEY = 'session';
const watchers = new Set<(before: Session | null) => void>();
let session = stored();

function stored(): Session | null {
  try {
    return Session.parse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
  } catch {
    return null;
  }
}

function setSession(next: Session | null): void {
  const before = session;
  session = next;
  if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
  else sessionStorage.removeItem(KEY);
  watchers.forEach((watch) => watch(before));
}

/** Calls `watcher` with the session before, after each change; returns how to stop that. */
export function watchSession(watcher: (before: Session | null) => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** Who is signed in in this tab, or null. */
export const currentMe = (): Me | null => session?.me ?? null;
export const useMe = (): Me | null => useSyncExternalStore(watchSession, currentMe);
export const accessToken = (): string | undefined => session?.accessToken;

const asNobody = createClient({ transport: fetchTransport, token: () => undefined });

/** Signs a member of staff in; everything read as somebody else is forgotten. */
export async function signIn(input: z.input<(typeof signInStaff)['input']>): Promise<Me> {
  const opened = await asNobody(signInStaff, input);
  queryClient.clear();
  ranOut = false;
  setSession(opened);
  return opened.me;
}

let ranOut = false;
/** Whether the last session of this tab ended by itself and not by its person. */
export const sessionRanOut = (): boolean => ranOut;

/** Ends the session here at once, and on the server if it can be reached. */
export async function leave(): Promise<void> {
  const token = accessToken();
  forget();
  await createClient({ transport: fetchTransport, token: () => token })(signOut, {}).catch(() => undefined);
}

function forget() {
  setSession(null);
  queryClient.clear();
}

/** A fresh access token, asked for once however many calls want it; false when the person must sign in again. */
export const renew = onceAtATime(renewOnce);

async function renewOnce(): Promise<boolean> {
  if (!session) return false;
  const { refreshToken } = session;
  try {
    const next = await asNobody(refreshSession, { refreshToken });
    // Signed out while the answer was on its way: the new token must not bring the session back.
    if (currentRefreshToken() !== refreshToken) return currentRefreshToken() !== undefined;
    setSession(next);
    tabs?.postMessage({ used: refreshToken, next });
    return true;
  } catch (error) {
    if (currentRefreshToken() !== refreshToken) return currentRefreshToken() !== undefined;
    if (error instanceof Problem && error.status === 401) {
      ranOut = true;
      forget();
    }
    return false;
  }
}

const currentRefreshToken = () => session?.refreshToken;

// A duplicated tab starts with a copy of this tab's session, and a refresh token used twice ends both:
// the tab that used it hands its successor to the others that hold the same.
const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('session');
tabs?.addEventListener('message', ({ data }: MessageEvent<{ used: string; next: unknown }>) => {
  const next = Session.safeParse(data.next);
  if (next.success && data.used === currentRefreshToken()) setSession(next.data);
});
