import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { agoText } from '@xinglin/shared/kernel/time';
import {
  listPrescriptions,
  prescriptionStatusText,
  type Prescription,
} from '@xinglin/shared/prescription/contract';
import { useLive } from '../client/live.ts';
import { go } from '../client/navigate.ts';
import { useMe } from '../client/session.ts';
import { ListEnd } from '../orders/list-end.tsx';
import { once } from '../orders/pages.ts';
import { PatientsOnly } from '../orders/patients-only.tsx';
import { usePages } from '../orders/use-pages.ts';
import { Button, Card, Empty, PageShell, QueryView, Tag } from '../ui/index.ts';
import { PrescriptionPage } from './detail/prescription-page.tsx';
import { queueText, toneOf, unwritten } from './progress.ts';
import { SubmitSheet } from './submit-sheet.tsx';
import { WaysSheet } from './ways-sheet.tsx';
import './index.scss';

const POLL_MS = 15_000;

/** The list of mine; messages name one of them in the address, which is then shown at once. */
export default function PrescriptionsPage() {
  const { id, replaces, anew } = useRouter<{ id?: string; replaces?: string; anew?: string }>().params;
  return id ? (
    <PrescriptionPage id={id} />
  ) : (
    <Prescriptions replaces={replaces} asks={Boolean(replaces ?? anew)} />
  );
}

/** `asks`: came here to hand one in. */
function Prescriptions({ replaces, asks }: { replaces: string | undefined; asks: boolean }) {
  const isPatient = useMe()?.role === 'patient';
  const [writing, setWriting] = useState<'ways' | 'code' | null>(asks ? 'ways' : null);
  const mine = usePages(listPrescriptions, { enabled: isPatient, pollMs: POLL_MS });
  useLive(['prescription'], () => void (isPatient && mine.refetch()));
  return (
    <PageShell
      title='我的处方'
      onRefresh={async () => isPatient && mine.refetch()}
      footer={
        isPatient && (
          <Button id='submit-prescription' block onTap={() => setWriting('ways')}>
            提交处方
          </Button>
        )
      }
    >
      <PatientsOnly what='处方和审核进度'>
        <QueryView
          query={mine}
          isEmpty={({ pages }) => pages[0]?.total === 0}
          empty={
            <Empty
              icon='prescription'
              title='还没有处方'
              text='有电子处方编号、纸质处方，或需要复诊开药，都可以从这里提交'
            />
          }
        >
          {({ pages }) => (
            <>
              {once(pages).map((prescription) => (
                <PrescriptionCard key={prescription.id} prescription={prescription} />
              ))}
              <ListEnd {...mine} />
            </>
          )}
        </QueryView>
      </PatientsOnly>
      {writing === 'ways' && (
        <WaysSheet
          replaces={replaces}
          onClose={() => setWriting(null)}
          onTraceCode={() => setWriting('code')}
        />
      )}
      {writing === 'code' && <SubmitSheet replacesId={replaces} onClose={() => setWriting(null)} />}
    </PageShell>
  );
}

function PrescriptionCard({ prescription }: { prescription: Prescription }) {
  const { id, status, institution, prescriber, itemCount, patientName, submittedAt, queuePosition } =
    prescription;
  return (
    <Card id={`prescription-${id}`} onTap={() => go('/prescription/detail/index', { id })}>
      <View className='prescription-card'>
        <View className='prescription-card__head'>
          <View className='prescription-card__where'>{institution}</View>
          <Tag tone={toneOf[status]}>{prescriptionStatusText[status]}</Tag>
        </View>
        <View className='prescription-card__note'>
          {patientName}，
          {itemCount > 0 ? `${prescriber}，共 ${itemCount} 种药` : `照片，${unwritten(status)}`}
        </View>
        <View className='prescription-card__note'>{agoText(submittedAt)}提交</View>
        {status === 'submitted' && (
          <View className='prescription-card__queue'>{queueText(queuePosition)}</View>
        )}
      </View>
    </Card>
  );
}
