import { createContext, useContext } from 'react';

export type ArrivalsView = {
  /** Ids of new parcels nobody at this screen has opened. */
  unread: ReadonlySet<string>;
  unseen: number;
  /** Parcels to pick now; undefined until read. */
  toPick: number | undefined;
  /** The parcel that waits longest, to go on with. */
  next: string | undefined;
  opened: (id: string) => void;
};

export const ArrivalsContext = createContext<ArrivalsView>({
  unread: new Set(),
  unseen: 0,
  toPick: undefined,
  next: undefined,
  opened: () => undefined,
});

/** New parcels of the store, wherever in the panel somebody is. */
export const useArrivals = (): ArrivalsView => useContext(ArrivalsContext);
