import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { Review } from '@xinglin/shared/prescription/review-contract';
import { back, goInstead } from '../../client/navigate.ts';
import { useMe } from '../../client/session.ts';
import { Button, Notice, PageShell, QueryView } from '../../ui/index.ts';
import { PharmacistsOnly } from '../pharmacists-only.tsx';
import { Checklist } from './checklist.tsx';
import { useDraft, type Draft } from './draft.ts';
import { Facts } from './facts.tsx';
import { Findings } from './findings.tsx';
import { Images } from './images.tsx';
import { Inquiries } from './inquiries.tsx';
import { Items } from './items.tsx';
import { LeaseBar } from './lease-bar.tsx';
import { Outcome } from './outcome.tsx';
import { Replaced } from './replaced.tsx';
import { Sign } from './sign.tsx';
import { Transcribe } from './transcribe.tsx';
import { isLost } from '../queue-rules.ts';
import { useReview } from './use-review.ts';
import { Verdict } from './verdict.tsx';
import './index.scss';

/** One prescription under review: what the doctor wrote, what is known of the patient, what the machine found, and the verdict. */
export default function ReviewPage() {
  const { id = '' } = useRouter<{ id: string }>().params;
  const isPharmacist = useMe()?.role === 'pharmacist';
  const review = useReview(id, isPharmacist);
  const draft = useDraft();
  const lost = isLost(review.error);
  return (
    <PageShell
      title='审方'
      onRefresh={async () => isPharmacist && review.refetch()}
      footer={isPharmacist && footOf(review, draft)}
    >
      <PharmacistsOnly>
        {lost ? (
          <Notice tone='danger'>这张处方已不在您手里：领取超时后被其他药师接手，或已放回队列。</Notice>
        ) : (
          <QueryView query={review}>
            {(it) => (
              <>
                {it.claimedByMe ? <LeaseBar review={it} /> : <Outcome review={it} />}
                {it.replaces && <Replaced {...it.replaces} />}
                <Facts review={it} />
                <Images review={it} />
                <Paper review={it} />
                <Findings review={it} />
                <Inquiries review={it} />
                {it.items.length > 0 && (
                  <Items
                    items={it.items}
                    refused={draft.refused}
                    onRefuse={it.claimedByMe ? draft.setRefused : null}
                  />
                )}
                {it.claimedByMe && it.items.length > 0 && (
                  <>
                    <Checklist
                      checked={draft.checked}
                      onCheck={draft.setChecked}
                      note={draft.note}
                      onNote={draft.setNote}
                      findings={it.findings}
                    />
                    <Sign proof={draft.proof} onProof={draft.setProof} />
                  </>
                )}
              </>
            )}
          </QueryView>
        )}
      </PharmacistsOnly>
    </PageShell>
  );
}

/** A photograph is written down before anything else; afterwards it may be put right until it is decided. */
function Paper({ review }: { review: Review }) {
  const [writing, setWriting] = useState(false);
  if (review.source !== 'image' || !review.claimedByMe) return null;
  if (review.items.length === 0 || writing)
    return <Transcribe review={review} onDone={() => setWriting(false)} />;
  return (
    <Button id='correct-transcription' block kind='plain' onTap={() => setWriting(true)}>
      修改录入
    </Button>
  );
}

/** Back where this came from; opened by a message there is nothing behind it. */
const toQueue = () => (Taro.getCurrentPages().length > 1 ? back() : goInstead('/pharmacist/index'));

/** What is to be decided, or the way on from what is decided or not mine to see. */
function footOf({ data, error }: ReturnType<typeof useReview>, draft: Draft) {
  if (data?.claimedByMe && !isLost(error)) return <Verdict review={data} draft={draft} />;
  if (!data && !error) return null;
  return (
    <Button id='to-queue' block onTap={toQueue}>
      {data?.decidedAt ? '回到队列，审下一张' : '回到队列'}
    </Button>
  );
}
