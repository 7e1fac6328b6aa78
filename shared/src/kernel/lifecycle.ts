import { problem } from './problem.ts';

/** A state machine as plain data: from each state, which event leads to which state. */
export type Lifecycle<S extends string, E extends string> = Readonly<
  Record<S, Readonly<Partial<Record<E, S>>>>
>;

/** The state that `event` leads to, or a 409 problem. */
export function next<S extends string, E extends string>(lifecycle: Lifecycle<S, E>, state: S, event: E): S {
  const target = lifecycle[state][event];
  if (target === undefined) throw problem('ILLEGAL_TRANSITION', { state, event });
  return target;
}

/** The events possible in `state`: what a screen may offer as buttons. */
export const allowed = <S extends string, E extends string>(lifecycle: Lifecycle<S, E>, state: S): E[] =>
  Object.keys(lifecycle[state]) as E[];

/** States no path leads to from `initial`; every lifecycle has a test that this is empty. */
export function unreachable<S extends string, E extends string>(lifecycle: Lifecycle<S, E>, initial: S): S[] {
  const seen = new Set<S>([initial]);
  for (const state of seen)
    for (const event of allowed(lifecycle, state)) seen.add(next(lifecycle, state, event));
  return (Object.keys(lifecycle) as S[]).filter((state) => !seen.has(state));
}
