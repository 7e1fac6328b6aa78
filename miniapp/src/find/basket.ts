import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Prescription } from '@xinglin/shared/prescription/contract';
import { useSession } from '../client/session.ts';
import { deviceStorage } from '../client/storage.ts';
import {
  emptyBasket,
  ownedBy,
  withPrescription,
  withQuantity,
  without,
  type Basket,
  type BasketItem,
} from './basket-rules.ts';

/** The shopping list of this device. */
export const useBasket = create<Basket>()(
  persist((): Basket => emptyBasket, { name: 'basket', storage: deviceStorage }),
);

/** Puts so many of a drug into the list; false when the list is full. */
export function setQuantity(drug: Omit<BasketItem, 'quantity'>, quantity: number): boolean {
  const changed = withQuantity(useBasket.getState(), drug, quantity);
  if (changed) useBasket.setState(changed);
  return changed !== null;
}
export const takePrescription = (prescription: Pick<Prescription, 'id' | 'items'>): void => {
  useBasket.setState((basket) => withPrescription(basket, prescription));
};
export const takeOff = (drugIds: readonly string[]): void => {
  useBasket.setState((basket) => without(basket, drugIds));
};

const person = () => useSession.getState().session?.me.id ?? null;
const hand = () => useBasket.setState((basket) => ownedBy(basket, person()));
hand();
useSession.subscribe(hand);
