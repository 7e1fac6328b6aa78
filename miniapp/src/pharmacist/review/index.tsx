import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import {
  approvePrescription,
  getReview,
  listReviewQueue,
  rejectPrescription,
  releasePrescription,
  type CheckItem,
  type Review,
} from '@xinglin/shared/prescription/review-contract';
import { back, goInstead } from '../../client/navigate.ts';
import { useMe } from '../../client/session.ts';
import { readKey, useAct } from '../../client/use-endpoint.ts';
import { Button, PageShell, QueryView, confirm, toast } from '../../ui/index.ts';
import { PharmacistsOnly } from '../pharmacists-only.tsx';
import { notYet } from '../queue-rules.ts';
import { Checklist } from './checklist.tsx';
import { Facts } from './facts.tsx';
import { Findings } from './findings.tsx';
import { Items } from './items.tsx';
import { LeaseBar } from './lease-bar.tsx';
import { Outcome } from './outcome.tsx';
import { RejectSheet } from './reject-sheet.tsx';
import { useReview } from './use-review.ts';
import './index.scss';

/** One prescription under review: what the doctor wrote, what is known of the patient, what the machine found, and the verdict. */
export default function ReviewPage() {
  const { id = '' } = useRouter<{ id: string }>().params;
  const isPharmacist = useMe()?.role === 'pharmacist';
  const review = useReview(id, isPharmacist);
  const [checked, setChecked] = useState<CheckItem[]>([]);
  const [note, setNote] = useState('');
  return (
    <PageShell
      title='审方'
      onRefresh={async () => isPharmacist && review.refetch()}
      footer={isPharmacist && footOf(review, checked, note)}
    >
      <PharmacistsOnly>
        <QueryView query={review}>
          {(it) => (
            <>
              {it.claimedByMe ? <LeaseBar review={it} /> : <Outcome review={it} />}
              <Facts review={it} />
              <Findings review={it} />
              <Items items={it.items} />
              {it.claimedByMe && (
                <Checklist
                  checked={checked}
                  onCheck={setChecked}
                  note={note}
                  onNote={setNote}
                  findings={it.findings}
                />
              )}
            </>
          )}
        </QueryView>
      </PharmacistsOnly>
    </PageShell>
  );
}

/** Nothing where there is nothing to decide, but a way on from what is not mine to see. */
function footOf({ data, error }: ReturnType<typeof useReview>, checked: CheckItem[], note: string) {
  if (data?.claimedByMe) return <Verdict review={data} checked={checked} note={note} />;
  if (data || !error) return null;
  return (
    <Button id='to-queue' block onTap={() => goInstead('/pharmacist/index')}>
      回到队列
    </Button>
  );
}

type VerdictProps = { review: Review; checked: CheckItem[]; note: string };

/** At the foot, where the thumb is: give back, refuse, approve. */
function Verdict({ review: { id, findings }, checked, note }: VerdictProps) {
  const reads = useQueryClient();
  const [rejecting, setRejecting] = useState(false);
  const shown = (it: Review) => reads.setQueryData(readKey(getReview, { id }), it);
  const approve = useAct(approvePrescription, { changes: [listReviewQueue], onDone: shown });
  const reject = useAct(rejectPrescription, { changes: [listReviewQueue], onDone: shown });
  const release = useAct(releasePrescription, { changes: [listReviewQueue] });
  const giveBack = async () => {
    const text = '它会回到原来的排队位置，由其他药师审核。';
    if (!(await confirm({ title: '放回队列？', text, yes: '放回' }))) return;
    await release.mutateAsync({ id });
    reads.removeQueries({ queryKey: readKey(getReview, { id }) });
    toast('已放回队列');
    await back();
  };
  const sign = async () => {
    const missing = notYet({ checked, note, findings });
    if (missing) return toast(missing);
    await approve.mutateAsync({ id, checked, note: note.trim() });
  };
  const refuse = async (decision: Pick<Parameters<typeof reject.mutateAsync>[0], 'reason' | 'note'>) => {
    await reject.mutateAsync({ id, ...decision });
    setRejecting(false);
  };
  return (
    <>
      <Button id='release' kind='text' loading={release.isPending} label='放回队列' onTap={giveBack}>
        放回
      </Button>
      <Button id='reject' block kind='plain' onTap={() => setRejecting(true)}>
        不通过
      </Button>
      <Button id='approve' block loading={approve.isPending} onTap={sign}>
        通过
      </Button>
      {rejecting && (
        <RejectSheet pending={reject.isPending} onReject={refuse} onClose={() => setRejecting(false)} />
      )}
    </>
  );
}
