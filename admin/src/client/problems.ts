import { Problem, problem } from '@xinglin/shared/kernel/problem';

/** Whatever was thrown, as something that can be shown. */
export const problemOf = (error: unknown): Problem =>
  error instanceof Problem ? error : problem('INTERNAL', { cause: String(error) });

/** The number support finds the request by in the log, when the server answered one. */
export const traceIdOf = ({ extra }: Problem): string | undefined =>
  typeof extra['traceId'] === 'string' ? extra['traceId'] : undefined;
