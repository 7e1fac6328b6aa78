import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { rejectReasonText } from '@xinglin/shared/prescription/contract';
import {
  durationText,
  getDecisionRecord,
  recordText,
  type DecisionRecord,
} from '@xinglin/shared/prescription/record';
import { useMe } from '../../client/session.ts';
import { useRead } from '../../client/use-endpoint.ts';
import { copyText } from '../../device/clipboard.ts';
import { PatientsOnly } from '../../orders/patients-only.tsx';
import { Button, Card, Notice, PageShell, QueryView, Row, Rows, SectionTitle } from '../../ui/index.ts';
import { wayOn } from '../progress.ts';
import '../index.scss';

/** How my prescription was decided, in words, to read, copy or print. */
export default function RecordPage() {
  const { id = '' } = useRouter<{ id: string }>().params;
  const isPatient = useMe()?.role === 'patient';
  const record = useRead(getDecisionRecord, { id }, { enabled: isPatient });
  return (
    <PageShell
      title='审方记录'
      onRefresh={async () => isPatient && record.refetch()}
      footer={record.data && <Keep record={record.data} />}
    >
      <PatientsOnly what='审方记录'>
        <QueryView query={record}>{(it) => <Whole it={it} />}</QueryView>
      </PatientsOnly>
    </PageShell>
  );
}

function Keep({ record }: { record: DecisionRecord }) {
  return (
    <>
      <Button id='copy-record' block kind='plain' onTap={() => copyText(recordText(record))}>
        复制全文
      </Button>
      {process.env.TARO_ENV === 'h5' && (
        <Button id='print-record' block kind='plain' onTap={() => window.print()}>
          打印
        </Button>
      )}
    </>
  );
}

function Whole({ it: { decision, number, patientName, institution, submittedAt } }: { it: DecisionRecord }) {
  if (!decision) return <Notice tone='info'>药师还没有作出决定，决定后可以在这里看到全部记录。</Notice>;
  const { approved, pharmacist, reason, note, reviewSeconds, waitSeconds, questions } = decision;
  return (
    <>
      <Card tone={approved ? 'primary' : 'danger'} id='record-result'>
        <View className='prescription-card__where'>
          {approved ? '审核通过' : `未通过：${rejectReasonText[reason ?? 'other']}`}
        </View>
        {note && <View>药师说明：{note}</View>}
        {!approved && <View>{wayOn[reason ?? 'other']}</View>}
      </Card>
      <Rows>
        <Row title='审方药师' value={pharmacist.name} note={`执业药师注册证号 ${pharmacist.licenceNo}`} />
        <Row title='决定时间' value={dateTimeText(decision.decidedAt)} />
        {reviewSeconds !== null && <Row title='药师审核用时' value={durationText(reviewSeconds)} />}
        <Row title='从提交到有结果' value={durationText(waitSeconds)} />
        <Row title='处方编号' value={number} />
        <Row title='用药人' value={patientName} />
        <Row title='开具机构' value={institution} />
        <Row title='提交时间' value={dateTimeText(submittedAt)} />
      </Rows>
      <SectionTitle note='处方管理办法（2007）第三十五条'>药师逐项核对</SectionTitle>
      <Rows>
        {decision.items.map(({ text, confirmed }) => (
          <Row key={text} title={text} value={confirmed ? '已确认' : '未确认'} />
        ))}
      </Rows>
      <SectionTitle note='只提示药师，不作决定'>系统预检</SectionTitle>
      <Rows>
        {decision.machine.map(({ text, outcome, note: more }) => (
          <Row key={text} title={text} value={outcome} note={more} />
        ))}
      </Rows>
      <Notice tone='info'>
        {`规则：${decision.rulesVersion}。“没有提示”不等于都核对过，没有核对到的有 ${decision.notCoveredCount} 项${decision.notCovered.length > 0 ? `：${decision.notCovered.join('；')}` : ''}。`}
      </Notice>
      <SectionTitle>决定前的问答</SectionTitle>
      <Rows>
        {questions.length === 0 && <Row title='药师没有向您提问，您也没有留言' />}
        {questions.map(({ asked, answered }, at) =>
          asked === null ? (
            <Row key={at} title='您的留言' note={answered} />
          ) : (
            <Row key={at} title={asked} note={`您的回答：${answered}`} />
          ),
        )}
      </Rows>
    </>
  );
}
