import type { Problem } from '@xinglin/shared/kernel/problem';

export { problemOf } from '@xinglin/shared/kernel/calling';

/** The number support finds the request by in the log, when the server answered one. */
export const traceIdOf = ({ extra }: Problem): string | undefined =>
  typeof extra['traceId'] === 'string' ? extra['traceId'] : undefined;
