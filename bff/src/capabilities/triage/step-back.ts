import { toInstant } from '@xinglin/shared/kernel/time';
import { triageProblem, type stepBack as contract } from '@xinglin/shared/triage/contract';
import type { Handler } from '../../kernel/http.ts';
import { interview, type Told } from './interview.ts';
import { move } from './move.ts';
import type { Deps } from './ports.ts';
import { present } from './present.ts';
import { sealer } from './seal.ts';
import { episodeStore } from './store.ts';

/** Back to the question before; what was answered is kept and shown there, and may be changed. */
export function stepBack(deps: Deps): Handler<typeof contract> {
  const { db, crypto, otcFacts, healthFactsOf, now } = deps;
  const { seal, open } = sealer(crypto);
  return async (patient, { id }) => {
    const at = toInstant(now());
    const row = await episodeStore(db.read).ofPatient(id, patient.id, at);
    if (row.status !== 'asking' && row.status !== 'concluded')
      throw triageProblem('TRIAGE_NOT_ASKING', { id });
    const { told } = open(row);
    const last = told.answered.at(-1);
    if (!last) throw triageProblem('TRIAGE_NOTHING_BEFORE', { id });

    const [record, catalogue] = await Promise.all([healthFactsOf(patient.id), otcFacts()]);
    const undone = last.answer === null ? told.undone : { ...told.undone, [last.questionId]: last.answer };
    const before: Told = { ...told, answered: told.answered.slice(0, -1), undone };
    const content = { told: before, view: interview(before, record, catalogue, at) };
    const event = row.status === 'asking' ? 'answer' : 'reopen';
    return db.write(async (tx) =>
      present(await move(tx, patient, row, event, { sealed: seal(id, content), kept: false }), content),
    );
  };
}
