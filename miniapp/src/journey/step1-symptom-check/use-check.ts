import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import {
  abandonEpisode,
  answerQuestion,
  followEpisode,
  getCurrentEpisode,
  getEpisode,
  keepEpisode,
  startEpisode,
  stepBack,
  type Answer,
  type Course,
  type Episode,
  type RedFlag,
} from '@xinglin/shared/triage/contract';
import { redFlagsIn } from '@xinglin/shared/triage/red-flags';
import { getHomeScreen } from '@xinglin/shared/screens/patient';
import { call } from '../../client/call.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useAct, useRead } from '../../client/use-endpoint.ts';
import { setAsked, setText, useDraft } from './draft.ts';
import { subjectOf, toldText } from './person.ts';

/** What the page shows now. */
export type Stage = 'write' | 'person' | 'emergency' | 'episode';

const GONE = ['TRIAGE_QUESTION_GONE', 'TRIAGE_NOT_ASKING', 'TRIAGE_NOTHING_BEFORE'];

/** One symptom check from the first word to the result. */
export function useCheck(openedId: string | undefined) {
  const draft = useDraft();
  const reads = useQueryClient();
  const [stage, setStage] = useState<Stage>(openedId ? 'episode' : 'write');
  const [flags, setFlags] = useState<RedFlag[]>([]);
  const [episode, setEpisode] = useState<Episode>();

  const show = (next: Episode) => {
    setEpisode(next);
    setStage('episode');
    // Not waited for: the next question must not wait for the home page.
    for (const { path } of [getCurrentEpisode, getHomeScreen])
      void reads.invalidateQueries({ queryKey: [path] });
  };
  const started = (next: Episode) => {
    setText('');
    show(next);
  };
  const start = useAct(startEpisode, { onDone: started });
  const answered = useAct(answerQuestion, { onDone: show });
  const stepped = useAct(stepBack, { onDone: show });
  const kept = useAct(keepEpisode, { onDone: show });
  const followed = useAct(followEpisode, { onDone: show });
  const abandoned = useAct(abandonEpisode, { changes: [getCurrentEpisode, getHomeScreen] });
  const opened = useRead(getEpisode, { id: openedId ?? '' }, { enabled: openedId !== undefined && !episode });
  const current = useRead(getCurrentEpisode, {}, { enabled: openedId === undefined });

  /** The phone looks for emergencies first: that needs no network and no sign-in. */
  const emergencyIn = (text: string) => {
    const found = redFlagsIn(toldText(text, draft.facts));
    setFlags(found);
    if (found.length > 0) setStage('emergency');
    return found.length > 0;
  };
  const send = () => {
    if (emergencyIn(draft.text)) return;
    setAsked();
    start.mutate({ text: draft.text.trim(), subject: subjectOf(draft.facts) });
  };
  const write = () => {
    start.reset();
    setStage('write');
  };

  return {
    draft,
    stage,
    flags,
    episode: episode ?? opened.data,
    opened,
    resumable: current.data?.episode ?? null,
    starting: start,
    busy: answered.isPending || stepped.isPending,
    keeping: kept.isPending,
    refresh: async () => {
      if (episode) setEpisode(await call(getEpisode, { id: episode.id }));
      else await Promise.all([openedId ? opened.refetch() : current.refetch()]);
    },
    /** Text written: the person next, unless that was asked already in this visit. */
    next: () => {
      if (emergencyIn(draft.text)) return;
      if (draft.asked) send();
      else setStage('person');
    },
    askPerson: () => setStage('person'),
    send,
    write,
    resume: show,
    discard: (id: string) => abandoned.mutateAsync({ id }),
    answer: async (it: Episode, answer: Answer | null) => {
      if (!it.question) return;
      await answered.mutateAsync({ id: it.id, questionId: it.question.id, answer }).catch(again(it.id, show));
    },
    back: (it: Episode) => stepped.mutateAsync({ id: it.id }).catch(again(it.id, show)),
    following: followed,
    /** The phone looks for emergencies in what is new, too. */
    follow: (it: Episode, course: Course, text: string) => {
      if (emergencyIn(text)) return;
      const added = text.trim();
      followed.mutate({ id: it.id, course, ...(added && { text: added }) });
    },
    keep: (it: Episode) => kept.mutateAsync({ id: it.id }),
    /** From the beginning, with these words to change. */
    restart: (text = '') => {
      setText(text);
      setEpisode(undefined);
      write();
    },
  };
}

export type Check = ReturnType<typeof useCheck>;

/** Another phone, or a tap that got through without its answer, was faster: show how it stands now. */
const again = (id: string, show: (episode: Episode) => void) => async (error: unknown) => {
  if (!GONE.includes(problemOf(error).code)) throw error;
  show(await call(getEpisode, { id }));
};
