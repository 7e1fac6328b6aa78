import Taro from '@tarojs/taro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RejectReason } from '@xinglin/shared/prescription/contract';
import {
  approvePrescription,
  getReview,
  listReviewQueue,
  pauseReview,
  rejectPrescription,
  releasePrescription,
  requestChanges,
  type PauseReason,
  type Review,
} from '@xinglin/shared/prescription/review-contract';
import { back } from '../../client/navigate.ts';
import { problemOf } from '../../client/problem-of.ts';
import { readKey, useAct } from '../../client/use-endpoint.ts';
import { Button, confirm, toast } from '../../ui/index.ts';
import { isBehind, notYet } from '../queue-rules.ts';
import type { Draft } from './draft.ts';
import { MoreSheet } from './more-sheet.tsx';
import { RejectSheet } from './reject-sheet.tsx';

type Open = 'reject' | 'changes' | 'more' | null;

function useDecisions({ id }: Review) {
  const reads = useQueryClient();
  const shown = (it: Review) => {
    reads.setQueryData(readKey(getReview, { id }), it);
    // What became of it stands at the top; the thumb was at the foot.
    if (!it.claimedByMe) void Taro.pageScrollTo({ scrollTop: 0, duration: 0 });
  };
  const options = { changes: [listReviewQueue], onDone: shown };
  return {
    approve: useAct(approvePrescription, options),
    reject: useAct(rejectPrescription, options),
    change: useAct(requestChanges, options),
    pause: useAct(pauseReview, options),
    release: useAct(releasePrescription, { changes: [listReviewQueue] }),
    /** What the server knows and the page does not yet is read before the refusal is said. */
    orReadAgain: async <T,>(decided: Promise<T>): Promise<T> =>
      decided.catch(async (error: unknown) => {
        if (isBehind(problemOf(error).code))
          await reads.refetchQueries({ queryKey: readKey(getReview, { id }) });
        throw error;
      }),
    forget: () => reads.removeQueries({ queryKey: readKey(getReview, { id }) }),
  };
}

/** At the foot, where the thumb is: refuse, approve, and whatever is needed less often. */
export function Verdict({ review, draft }: { review: Review; draft: Draft }) {
  const { id, findings, inquiries, items } = review;
  const { checked, note, refused, proof } = draft;
  const { approve, reject, change, pause, release, orReadAgain, forget } = useDecisions(review);
  const [open, setOpen] = useState<Open>(null);
  const giveBack = async () => {
    setOpen(null);
    const text = '它会回到原来的排队位置，由其他药师审核。';
    if (!(await confirm({ title: '放回队列？', text, yes: '放回' }))) return;
    await release.mutateAsync({ id });
    forget();
    toast('已放回队列');
    await back();
  };
  const sign = async () => {
    const missing = notYet({ items, checked, note, findings, inquiries, proof: proof.value });
    if (missing) return toast(missing);
    await orReadAgain(approve.mutateAsync({ id, checked, note: note.trim(), refused, proof }));
    draft.setProof({ ...proof, value: '' });
  };
  const refuse = async (decision: { reason: RejectReason; note: string }) => {
    await orReadAgain((open === 'changes' ? change : reject).mutateAsync({ id, ...decision }));
    setOpen(null);
  };
  const setAside = async (reason: PauseReason) => {
    await pause.mutateAsync({ id, reason });
    toast('已暂停，为您保留 30 分钟');
    await back();
  };
  return (
    <>
      <Button
        id='more'
        kind='text'
        loading={release.isPending || pause.isPending}
        onTap={() => setOpen('more')}
      >
        其他
      </Button>
      <Button id='reject' block kind='plain' onTap={() => setOpen('reject')}>
        不通过
      </Button>
      <Button id='approve' block loading={approve.isPending} onTap={sign}>
        {refused.length > 0 ? '签名部分通过' : '签名通过'}
      </Button>
      {(open === 'reject' || open === 'changes') && (
        <RejectSheet
          toDoctor={open === 'changes'}
          source={review.source}
          pending={reject.isPending || change.isPending}
          onReject={refuse}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'more' && (
        <MoreSheet
          onChanges={() => setOpen('changes')}
          onPause={setAside}
          onRelease={giveBack}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
