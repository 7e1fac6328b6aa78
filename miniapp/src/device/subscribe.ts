import type { AskSubscribe } from './types.ts';

/** Browsers get no subscription messages. */
export const askSubscribe: AskSubscribe = async () => 'unsupported';
