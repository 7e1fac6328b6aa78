import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { deviceStorage } from '../../client/storage.ts';
import { noFacts, type Facts } from './person.ts';

type Draft = {
  text: string;
  facts: Facts;
  /** The facts were asked: not again in this visit. */
  asked: boolean;
};

/**
 * What is being written. It outlives the page only until it is sent, because signing in leaves the page in a browser;
 * afterwards nothing of it stays on the device.
 */
export const useDraft = create<Draft>()(
  persist((): Draft => ({ text: '', facts: noFacts, asked: false }), {
    name: 'symptom-draft',
    storage: deviceStorage,
    partialize: (draft): Draft => (draft.text === '' ? { text: '', facts: noFacts, asked: false } : draft),
  }),
);

export const setText = (text: string): void => {
  useDraft.setState({ text });
};
export const setFacts = (facts: Facts): void => {
  useDraft.setState({ facts });
};
export const setAsked = (): void => {
  useDraft.setState({ asked: true });
};
