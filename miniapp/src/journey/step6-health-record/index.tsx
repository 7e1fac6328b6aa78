import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { getHealthRecord, type HealthRecord } from '@xinglin/shared/health-record/contract';
import { agoText } from '@xinglin/shared/kernel/time';
import { go } from '../../client/navigate.ts';
import { useMe } from '../../client/session.ts';
import { useRead } from '../../client/use-endpoint.ts';
import { PatientsOnly } from '../../orders/patients-only.tsx';
import { Button, Card, Notice, PageShell, QueryView, Row, Rows, SectionTitle } from '../../ui/index.ts';
import { AskConsent } from './ask-consent.tsx';
import { Entries } from './entries.tsx';
import { ExportSheet } from './export-sheet.tsx';
import { MeasureSheet } from './measure-sheet.tsx';
import { ProfileCard } from './profile-card.tsx';
import { Trends } from './trends.tsx';
import { Urgent } from './urgent.tsx';
import { WithdrawRow } from './withdraw-row.tsx';
import './index.scss';

/** Step 6: what the person lets us keep, who looked at it, and the way out. */
export default function HealthRecordPage() {
  const isPatient = useMe()?.role === 'patient';
  const record = useRead(getHealthRecord, { limit: 200 }, { enabled: isPatient });
  const [measuring, setMeasuring] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [urgent, setUrgent] = useState<string | null>(null);
  // An ordinary value does not take away the warning of an earlier one.
  const warn = (text: string | null) => {
    if (text === null) return;
    setUrgent(text);
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 });
  };
  const open = isPatient && record.data?.consented === true;
  return (
    <PageShell
      title='健康档案'
      onRefresh={async () => isPatient && record.refetch()}
      footer={
        open && (
          <Button id='add-measure' block onTap={() => setMeasuring(true)}>
            记录血压、体温、血糖、体重
          </Button>
        )
      }
    >
      <PatientsOnly what='健康档案'>
        <QueryView query={record}>
          {(it) =>
            it.consented ? (
              <>
                {urgent && <Urgent text={urgent} onDone={() => setUrgent(null)} />}
                <Whole record={it} onExport={() => setExporting(true)} />
              </>
            ) : (
              <AskConsent />
            )
          }
        </QueryView>
      </PatientsOnly>
      {measuring && <MeasureSheet onClose={() => setMeasuring(false)} onUrgent={warn} />}
      {exporting && <ExportSheet onClose={() => setExporting(false)} />}
    </PageShell>
  );
}

function Whole({ record, onExport }: { record: HealthRecord; onExport: () => void }) {
  const { profile, entries, accesses } = record;
  const [latest] = accesses;
  return (
    <>
      <ProfileCard profile={profile} />
      <Trends entries={entries} />
      <Entries entries={entries} />
      <SectionTitle>我的数据</SectionTitle>
      <Rows>
        <Row
          id='accesses'
          icon='shield'
          title='谁看过我的档案'
          note={latest ? `最近：${latest.who}，${agoText(latest.at)}` : '还没有人看过'}
          onTap={() => go('/journey/step6-health-record/accesses/index')}
        />
        <Row
          id='export'
          icon='share'
          title='导出健康档案'
          note='国际通用的 FHIR 格式，医院系统可读'
          onTap={onExport}
        />
        <WithdrawRow />
      </Rows>
      <Card>
        <View className='record-foot'>
          档案加密保存，只有审方药师会在审核您的处方时查看，每次查看都会留下记录。
        </View>
      </Card>
      <Notice tone='info'>档案不代替病历，也不能代替医生诊断。</Notice>
    </>
  );
}
