import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import {
  durationText,
  getDecisionRecord,
  hints,
  leftOutText,
  recordText,
  verdictText,
  type DecisionRecord,
} from '@xinglin/shared/prescription/record';
import { useMe } from '../../client/session.ts';
import { useRead } from '../../client/use-endpoint.ts';
import { copyText } from '../../device/clipboard.ts';
import { PatientsOnly } from '../../orders/patients-only.tsx';
import { Button, Card, Notice, PageShell, QueryView, Row, Rows, SectionTitle } from '../../ui/index.ts';
import { wayOfChanges, wayOnFrom } from '../progress.ts';
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

function Whole({
  it: { decision, source, number, patientName, institution, submittedAt },
}: {
  it: DecisionRecord;
}) {
  if (!decision) return <Notice tone='info'>药师还没有作出决定，决定后可以在这里看到全部记录。</Notice>;
  const { pharmacist, reviewSeconds, waitSeconds, questions } = decision;
  return (
    <>
      <Result decision={decision} source={source} />
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
      {decision.items.length > 0 && (
        <SectionTitle note='处方管理办法（2007）第三十五条'>药师逐项核对</SectionTitle>
      )}
      {decision.items.length > 0 && (
        <Rows>
          {decision.items.map(({ text, confirmed }) => (
            <Row key={text} title={text} value={confirmed ? '已确认' : '未确认'} />
          ))}
        </Rows>
      )}
      <Machine decision={decision} />
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

type Decided = { decision: NonNullable<DecisionRecord['decision']> };

/** What came of it, why, and what to do about a refusal. */
function Result({ decision, source }: Decided & Pick<DecisionRecord, 'source'>) {
  const { verdict, reason, note, leftOut } = decision;
  const tones = { approved: 'primary', partly: 'primary', changes: 'warning', rejected: 'danger' } as const;
  return (
    <Card tone={tones[verdict]} id='record-result'>
      <View className='prescription-card__where'>{verdictText(decision)}</View>
      {note && <View>药师说明：{note}</View>}
      {leftOut.map((line) => (
        <View key={line.name}>没有通过：{leftOutText(line)}</View>
      ))}
      {verdict === 'rejected' && <View>{wayOnFrom(reason, source)}</View>}
      {verdict === 'changes' && <View>{wayOfChanges(source)}</View>}
    </Card>
  );
}

/** What the machine said to the pharmacist, and as plainly what it could not look at. */
function Machine({ decision }: Decided) {
  const { rulesVersion, notCovered, notCoveredCount } = decision;
  const { given, silent } = hints(decision);
  return (
    <>
      <SectionTitle note='只提示药师，不作决定'>系统提示</SectionTitle>
      <Rows>
        {given.map(({ text, outcome, note }) => (
          <Row key={text} title={text} value={outcome} note={note} />
        ))}
        {silent.length > 0 && (
          <Row title={`以下 ${silent.length} 项没有提示`} note={`${silent.join('；')}。`} />
        )}
      </Rows>
      <SectionTitle note={rulesVersion}>系统没有核对到的</SectionTitle>
      <Rows>
        {notCovered.map((line) => (
          <Row key={line} title={line} />
        ))}
        {notCovered.length === 0 && (
          <Row
            title={notCoveredCount === 0 ? '没有' : `有 ${notCoveredCount} 项`}
            note={notCoveredCount > 0 && '里面有药名，按规定审核通过后才显示'}
          />
        )}
      </Rows>
    </>
  );
}
