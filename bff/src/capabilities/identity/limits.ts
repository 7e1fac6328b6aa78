import { attemptLimit } from '../../kernel/attempt-limit.ts';

/** Ten tries in a minute for one account from one address, then a pause; nobody is locked out for good. */
export const signInLimit = () => attemptLimit(10);
