import { Problem, problem } from '@xinglin/shared/kernel/problem';

/** Whatever was thrown, as something that can be shown. */
export const problemOf = (error: unknown): Problem =>
  error instanceof Problem ? error : problem('INTERNAL', { cause: String(error) });
