import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { Output } from '@xinglin/shared/kernel/endpoint';
import { getMedication, type MedicationPlan } from '@xinglin/shared/medication/contract';
import { useLiveRead } from '../../client/live.ts';
import { go } from '../../client/navigate.ts';
import { useMe } from '../../client/session.ts';
import { useNow } from '../../find/use-now.ts';
import { PatientsOnly } from '../../orders/patients-only.tsx';
import { Empty, Notice, PageShell, QueryView, SectionTitle } from '../../ui/index.ts';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { DoseCard } from './dose-card.tsx';
import { inOrder } from './dose-state.ts';
import { FollowUpSheet } from './follow-up-sheet.tsx';
import { PlanCard } from './plan-card.tsx';
import { ProposalCard } from './proposal-card.tsx';
import { Reminders } from './reminders.tsx';
import './index.scss';

type Medication = Output<typeof getMedication>;
const MINUTE_MS = 60_000;

/** Step 5: what to take now, the plans behind it, and how it went. */
export default function MedicationPage() {
  const isPatient = useMe()?.role === 'patient';
  const medication = useLiveRead(getMedication, {}, ['dose', 'inbox'], { enabled: isPatient });
  const [confirming, setConfirming] = useState<MedicationPlan | null>(null);
  const [answering, setAnswering] = useState<MedicationPlan | null>(null);
  return (
    <PageShell title='用药计划' onRefresh={async () => isPatient && medication.refetch()}>
      <PatientsOnly what='用药计划和提醒'>
        <QueryView
          query={medication}
          isEmpty={({ plans }) => plans.length === 0}
          empty={
            <Empty
              icon='pill'
              title='还没有用药计划'
              text='药送到以后，我们按处方或说明书为您拟好计划，您确认后才会提醒'
              action='看看订单'
              onAction={() => go('/orders/index')}
            />
          }
        >
          {(data) => (
            <>
              <Today {...data} />
              <Plans plans={data.plans} onConfirm={setConfirming} onFollowUp={setAnswering} />
            </>
          )}
        </QueryView>
      </PatientsOnly>
      {confirming && (
        <ConfirmSheet key={confirming.id} plan={confirming} onClose={() => setConfirming(null)} />
      )}
      {answering && <FollowUpSheet key={answering.id} plan={answering} onClose={() => setAnswering(null)} />}
    </PageShell>
  );
}

function Today({ today, plans }: Medication) {
  const { doseId } = useRouter<{ doseId?: string }>().params;
  const now = useNow(MINUTE_MS);
  const doses = inOrder(today, now);
  const named = doses.some(({ id }) => id === doseId);
  useEffect(() => {
    if (named) void Taro.pageScrollTo({ selector: `#dose-${doseId}`, offsetTop: -80, duration: 200 });
  }, [named, doseId]);
  if (doses.length === 0) {
    const active = plans.some(({ status }) => status === 'active');
    return active ? <Notice tone='info'>今天没有要服的药了。</Notice> : null;
  }
  return (
    <>
      <SectionTitle
        note={`已服 ${doses.filter(({ status }) => status === 'taken').length}/${doses.length} 次`}
      >
        今天的用药
      </SectionTitle>
      {doseId && !named && <Notice tone='info'>您点开的那一次不在今天，下面是今天的用药。</Notice>}
      {doses.map((dose) => (
        <DoseCard key={dose.id} dose={dose} now={now} named={dose.id === doseId} />
      ))}
    </>
  );
}

type PlansProps = {
  plans: MedicationPlan[];
  onConfirm: (plan: MedicationPlan) => void;
  onFollowUp: (plan: MedicationPlan) => void;
};

function Plans({ plans, onConfirm, onFollowUp }: PlansProps) {
  const proposed = plans.filter(({ status }) => status === 'proposed');
  const active = plans.filter(({ status }) => status === 'active');
  const ended = plans.filter(({ status }) => status === 'finished' || status === 'stopped');
  return (
    <>
      {proposed.length > 0 && <SectionTitle note='确认后才会提醒'>为您拟好的计划</SectionTitle>}
      {proposed.map((plan) => (
        <ProposalCard key={plan.id} plan={plan} onConfirm={() => onConfirm(plan)} />
      ))}
      {active.length > 0 && <SectionTitle>正在进行</SectionTitle>}
      {active.map((plan) => (
        <PlanCard key={plan.id} plan={plan} onFollowUp={() => onFollowUp(plan)} />
      ))}
      {active.length > 0 && <Reminders />}
      {ended.length > 0 && <SectionTitle>已结束</SectionTitle>}
      {ended.map((plan) => (
        <PlanCard key={plan.id} plan={plan} onFollowUp={() => onFollowUp(plan)} />
      ))}
    </>
  );
}
