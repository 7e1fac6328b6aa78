import type { Role } from './endpoint.ts';
import { problem } from './problem.ts';

/** Who makes a move: a person in a role, or a timer or reaction. */
export type Mover = Role | 'system';
/** Where an event leads: the state alone when whoever may call the endpoint may make the move, else with those who may. */
type Cell<S> = S | { readonly to: S; readonly by: readonly Mover[] };

/** A state machine as plain data: from each state, which event leads to which state, and who may make it happen. */
export type Lifecycle<S extends string, E extends string> = Readonly<
  Record<S, Readonly<Partial<Record<E, Cell<S>>>>>
>;

const read = <S extends string>(cell: Cell<S>) =>
  typeof cell === 'string' ? { to: cell, by: undefined } : cell;

/** The state that `event` leads to, or a 409 problem; 403 when `who` is given and may not make this move. */
export function next<S extends string, E extends string>(
  lifecycle: Lifecycle<S, E>,
  state: S,
  event: E,
  who?: Mover,
): S {
  const cell = lifecycle[state][event];
  if (cell === undefined) throw problem('ILLEGAL_TRANSITION', { state, event });
  const { to, by } = read(cell as Cell<S>);
  if (who && by && !by.includes(who)) throw problem('NOT_ALLOWED', { state, event });
  return to;
}

/** The states `event` leads from: the condition of the update that makes the move. */
export const sources = <S extends string, E extends string>(lifecycle: Lifecycle<S, E>, event: E): S[] =>
  (Object.keys(lifecycle) as S[]).filter((state) => lifecycle[state][event] !== undefined);

/** The events possible in `state`, for `who` when given: what a screen may offer as buttons. */
export const allowed = <S extends string, E extends string>(
  lifecycle: Lifecycle<S, E>,
  state: S,
  who?: Mover,
): E[] =>
  (Object.entries(lifecycle[state]) as [E, Cell<S>][])
    .filter(([, cell]) => !who || (read(cell).by?.includes(who) ?? true))
    .map(([event]) => event);

/** States no path leads to from `initial`; every lifecycle has a test that this is empty. */
export function unreachable<S extends string, E extends string>(lifecycle: Lifecycle<S, E>, initial: S): S[] {
  const seen = new Set<S>([initial]);
  for (const state of seen)
    for (const event of allowed(lifecycle, state)) seen.add(next(lifecycle, state, event));
  return (Object.keys(lifecycle) as S[]).filter((state) => !seen.has(state));
}
