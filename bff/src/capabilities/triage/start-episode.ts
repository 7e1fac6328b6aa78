import type { startEpisode as contract } from '@xinglin/shared/triage/contract';
import type { Handler } from '../../kernel/http.ts';
import { begin } from './begin.ts';
import type { Deps } from './ports.ts';

/** A person tells what is wrong. */
export function startEpisode(deps: Deps): Handler<typeof contract> {
  const start = begin(deps);
  return (patient, { text, subject = {} }) =>
    start(patient, { text, given: subject, answered: [], undone: {} });
}
