import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import {
  refreshSession,
  signInWithWechat,
  signOut,
  type Me,
  type Session,
} from '@xinglin/shared/identity/contract';
import { onceAtATime } from '@xinglin/shared/kernel/calling';
import { createClient } from '@xinglin/shared/kernel/client';
import { Problem } from '@xinglin/shared/kernel/problem';
import { queryClient } from './queries.ts';
import { deviceStorage } from './storage.ts';
import { taroTransport } from './transport.ts';

type State = { session: Session | null };

/** Who is signed in on this device. */
export const useSession = create<State>()(
  persist((): State => ({ session: null }), { name: 'session', storage: deviceStorage }),
);

/** The person signed in, or null. */
export const useMe = (): Me | null => useSession(({ session }) => session?.me ?? null);
export const accessToken = (): string | undefined => useSession.getState().session?.accessToken;

const asNobody = createClient({ transport: taroTransport, token: () => undefined });

/** Signs in for one kind of work; everything read as somebody else is forgotten. */
export async function signIn(
  code: string,
  role: 'patient' | 'rider' | 'pharmacist' = 'patient',
): Promise<Me> {
  const session = await asNobody(signInWithWechat, { code, role });
  useSession.setState({ session });
  await queryClient.resetQueries();
  return session.me;
}

/** Ends the session here at once, and on the server if it can be reached. */
export async function leave(): Promise<void> {
  const token = accessToken();
  forget();
  await createClient({ transport: taroTransport, token: () => token })(signOut, {}).catch(() => undefined);
}

function forget() {
  useSession.setState({ session: null });
  void queryClient.resetQueries();
}

/** A fresh access token, asked for once however many calls want it; false when the person must sign in again. */
export const renew = onceAtATime(renewOnce);

async function renewOnce(): Promise<boolean> {
  const before = useSession.getState().session;
  // A refresh token is good for one use: another tab of this browser may have used it and stored its successor.
  await useSession.persist.rehydrate();
  const { session } = useSession.getState();
  if (!session) return false;
  if (session.accessToken !== before?.accessToken) return true;
  try {
    useSession.setState({ session: await asNobody(refreshSession, { refreshToken: session.refreshToken }) });
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) forget();
    return false;
  }
}
