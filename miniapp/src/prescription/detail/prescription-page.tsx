import { View } from '@tarojs/components';
import { allowed } from '@xinglin/shared/kernel/lifecycle';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import {
  getPrescription,
  listPrescriptions,
  prescriptionSourceText,
  prescriptionStatusText,
  withdrawPrescription,
  type PrescriptionInFull,
  type PrescriptionStatus,
} from '@xinglin/shared/prescription/contract';
import { prescriptionLifecycle } from '@xinglin/shared/prescription/lifecycle';
import { useLiveRead } from '../../client/live.ts';
import { go } from '../../client/navigate.ts';
import { useMe } from '../../client/session.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { PatientsOnly } from '../../orders/patients-only.tsx';
import {
  Button,
  Card,
  Notice,
  PageShell,
  QueryView,
  Row,
  Rows,
  SectionTitle,
  Tag,
  Timeline,
  confirm,
  toast,
} from '../../ui/index.ts';
import { Pace } from '../pace.tsx';
import { progressOf, toneOf, unwritten, whyNoItems } from '../progress.ts';
import { personText } from '@xinglin/shared/prescription/sig';
import { ItemCard } from './item-card.tsx';
import { Photos } from './photos.tsx';
import { Questions, useAsked } from './questions.tsx';
import { Verdict } from './verdict.tsx';
import './index.scss';

/** One prescription: where it stands, who decided, what may be bought on it. */
export function PrescriptionPage({ id }: { id: string }) {
  const isPatient = useMe()?.role === 'patient';
  const prescription = useLiveRead(getPrescription, { id }, ['prescription'], { enabled: isPatient });
  return (
    <PageShell
      title='处方'
      onRefresh={async () => isPatient && prescription.refetch()}
      footer={isPatient && prescription.data && footOf(prescription.data)}
    >
      <PatientsOnly what='处方和审核进度'>
        <QueryView query={prescription}>{(it) => <Whole it={it} />}</QueryView>
      </PatientsOnly>
    </PageShell>
  );
}

const canBuy = ({ status, items }: PrescriptionInFull) =>
  allowed(prescriptionLifecycle, status).includes('use') && (items ?? []).some(({ packs }) => packs > 0);

/** Nothing at all where there is nothing to do: an empty bar would stand at the foot. */
function footOf(it: PrescriptionInFull) {
  if (canBuy(it)) return <Buy id={it.id} />;
  if (allowed(prescriptionLifecycle, it.status).includes('withdraw')) return <Withdraw {...it} />;
  if (it.replacedBy) return <SeeChanged id={it.replacedBy.id} />;
  if (it.status === 'changes_requested') return <Resubmit id={it.id} />;
  if (HAND_IN_ANEW.includes(it.status)) return <HandInAnew />;
  if (it.orderId)
    return (
      <Button
        id='see-order'
        block
        kind='plain'
        onTap={() => go('/journey/step4-live-tracking/index', { orderId: it.orderId! })}
      >
        查看订单
      </Button>
    );
  return null;
}

/** Over without a medicine: the next thing is another prescription. */
const HAND_IN_ANEW: PrescriptionStatus[] = ['rejected', 'expired', 'withdrawn'];

function HandInAnew() {
  return (
    <Button id='hand-in-anew' block onTap={() => go('/prescription/index', { anew: '1' })}>
      提交新的处方
    </Button>
  );
}

/** It may be handed in again only once. */
function SeeChanged({ id }: { id: string }) {
  return (
    <Button id='see-changed' block onTap={() => go('/prescription/detail/index', { id })}>
      查看修改后的处方
    </Button>
  );
}

function Resubmit({ id }: { id: string }) {
  return (
    <Button id='resubmit' block onTap={() => go('/prescription/index', { replaces: id })}>
      提交修改后的处方
    </Button>
  );
}

function Replaced({ id, traceCode }: { id: string; traceCode: string }) {
  return (
    <Row
      id='see-replaced'
      title='修改前的处方'
      note={traceCode}
      onTap={() => go('/prescription/detail/index', { id })}
    />
  );
}

function Buy({ id }: { id: string }) {
  return (
    <Button
      id='buy-on-prescription'
      block
      onTap={() => go('/journey/step2-nearby-stock/index', { prescriptionId: id })}
    >
      按处方购买
    </Button>
  );
}

function Withdraw({ id, source }: PrescriptionInFull) {
  const withdraw = useAct(withdrawPrescription, { changes: [getPrescription, listPrescriptions] });
  const ask = async () => {
    const again = source === 'image' ? '可以重新拍照提交' : '可以用同一个编号重新提交';
    const text = `撤回后不再审核。需要时${again}。`;
    if (!(await confirm({ title: '撤回这张处方？', text, yes: '撤回', danger: true }))) return;
    await withdraw.mutateAsync({ id });
    toast('已撤回');
  };
  return (
    <Button id='withdraw' block kind='plain' loading={withdraw.isPending} onTap={ask}>
      撤回处方
    </Button>
  );
}

function Whole({ it }: { it: PrescriptionInFull }) {
  const { status, items, itemCount, diagnoses } = it;
  const asked = useAsked(it.id);
  const missing = (items ?? []).filter(({ packs, refusedFor }) => packs < 1 && !refusedFor);
  return (
    <>
      <Card>
        <View className='prescription-head'>
          <View className='prescription-head__who'>
            {it.patientName}
            <View className='prescription-head__person'>{personText(it)}</View>
          </View>
          <Tag tone={toneOf[status]}>{prescriptionStatusText[status]}</Tag>
        </View>
        <Timeline steps={progressOf(it, asked)} />
        {status === 'submitted' && <Pace />}
      </Card>
      <Verdict it={it} />
      <Questions id={it.id} open={allowed(prescriptionLifecycle, status).includes('answer')} />
      {items ? (
        <>
          <SectionTitle note={`共 ${itemCount} 种`}>处方药品</SectionTitle>
          {items.map((item) => (
            <ItemCard key={item.genericName + item.strength} item={item} />
          ))}
          {status === 'approved' && missing.length > 0 && (
            <Notice>
              {missing.length === items.length
                ? '处方上的药，我们的药店目前都没有。处方仍然有效，您可以到其他药店购买。'
                : `${missing.map(({ genericName }) => genericName).join('、')}暂时没有，其余的可以先买。`}
            </Notice>
          )}
        </>
      ) : (
        <Notice tone='info'>{whyNoItems(it)}</Notice>
      )}
      {it.imageCount > 0 && <Photos id={it.id} />}
      <SectionTitle>处方信息</SectionTitle>
      <Rows>
        {it.decidedAt && (
          <Row
            id='see-record'
            title='审方记录'
            note='谁审的、核对了什么、为什么'
            onTap={() => go('/prescription/record/index', { id: it.id })}
          />
        )}
        <Row title='来源' value={prescriptionSourceText[it.source]} />
        <Row title='诊断' value={diagnoses.map(({ name }) => name).join('、') || unwritten(status)} />
        <Row title='开具机构' value={it.institution} />
        <Row title='医生' value={it.prescriber || unwritten(status)} />
        <Row title='处方编号' value={it.traceCode} />
        {it.replaces && <Replaced {...it.replaces} />}
        <Row title='有效期至' value={dateTimeText(it.validUntil)} />
      </Rows>
    </>
  );
}
