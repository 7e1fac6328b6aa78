import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { useSession } from '../client/session.ts';
import { deviceStorage } from '../client/storage.ts';
import type { Place } from './place-rules.ts';

/** Filled in at the last order, kept on this device only. */
export type Contact = { door: string; name: string; phone: string };

type State = {
  place: Place | null;
  /** The person said no to the location, or nobody knows it: it is asked again only when they tap. */
  refused: boolean;
  contact: Contact;
};

const nothing: State = { place: null, refused: false, contact: { door: '', name: '', phone: '' } };

/** The place on which stock, prices and delivery depend. */
export const usePlace = create<State>()(
  persist((): State => nothing, { name: 'place', storage: deviceStorage }),
);

export const setPlace = (place: Place): void => {
  usePlace.setState({ place, refused: false });
};
export const setRefused = (): void => {
  usePlace.setState({ refused: true });
};
export const setContact = (contact: Contact): void => {
  usePlace.setState({ contact });
};

// An address tells where somebody lives: it goes when they do.
useSession.subscribe(({ session }, { session: before }) => {
  if (before && session?.me.id !== before.me.id) usePlace.setState(nothing);
});
