import type { ChoosePlace } from './types.ts';

/** Browsers have no picker of places: the page asks for the address in words. */
export const choosePlace: ChoosePlace = async () => 'unsupported';
