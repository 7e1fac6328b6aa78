import { toInstant } from '@xinglin/shared/kernel/time';
import {
  triageProblem,
  type answerQuestion as contract,
  type Question,
} from '@xinglin/shared/triage/contract';
import type { Handler } from '../../kernel/http.ts';
import { fitsQuestion } from './engine/answers.ts';
import { explained } from './helper.ts';
import { interview, type Told } from './interview.ts';
import { eventOf, move } from './move.ts';
import type { Deps } from './ports.ts';
import { present } from './present.ts';
import { sealer } from './seal.ts';
import { episodeStore } from './store.ts';

/** The answer to the question that stands, null to skip it. The same answer twice (a double tap) counts once. */
export function answerQuestion(deps: Deps): Handler<typeof contract> {
  const { db, crypto, otcFacts, healthFactsOf, helper, now } = deps;
  const { seal, open } = sealer(crypto);
  return async (patient, { id, questionId, answer }) => {
    const at = toInstant(now());
    const row = await episodeStore(db.read).ofPatient(id, patient.id, at);
    const { told, view } = open(row);
    const last = told.answered.at(-1);
    if (
      last?.questionId === questionId &&
      view.question?.id !== questionId &&
      JSON.stringify(last.answer) === JSON.stringify(answer)
    )
      return present(row, { told, view });
    if (row.status !== 'asking') throw triageProblem('TRIAGE_NOT_ASKING', { id });
    const question = asked(view.question, questionId);
    if (answer !== null && !fitsQuestion(question, answer))
      throw triageProblem('TRIAGE_ANSWER_INVALID', { questionId });

    const [record, catalogue] = await Promise.all([healthFactsOf(patient.id), otcFacts()]);
    const offered = question.options.map(({ value }) => value);
    const further: Told = { ...told, answered: [...told.answered, { questionId, answer, offered }] };
    const seen = await explained(interview(further, record, catalogue, at), helper);
    const content = { told: further, view: seen };
    return db.write(async (tx) =>
      present(await move(tx, patient, row, eventOf(content.view), { sealed: seal(id, content) }), content),
    );
  };
}

function asked(question: Question | null, questionId: string): Question {
  if (question?.id !== questionId) throw triageProblem('TRIAGE_QUESTION_GONE', { questionId });
  return question;
}
