import { toastProblem } from './say.ts';

/** Runs what a tap asks for; a rejected promise that nobody caught is said in a toast. */
export function run(act: (() => unknown) | undefined): void {
  const result = act?.();
  if (result instanceof Promise) result.catch(toastProblem);
}
