import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Card, Descriptions, Skeleton, Steps } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import type { LiveTopic } from '@xinglin/shared/kernel/live';
import { price } from '@xinglin/shared/kernel/money';
import type { ParcelStatus } from '@xinglin/shared/order/contract';
import { getStoreParcel, type StoreParcel } from '@xinglin/shared/order/store-parcel';
import { useLiveRead } from '../client/live.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { Page } from '../components/page.tsx';
import { ShortId } from '../components/short-id.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { CheckInForm, CollectForm } from './after-pick.tsx';
import { isToBePaid, PaidAt, PayFirst } from './paid-at.tsx';
import { CancelButton } from './cancel-button.tsx';
import { CheckedBy, DispensingForm } from './dispensing-form.tsx';
import { ParcelLoss } from './loss-form.tsx';
import { PickedLines } from './picked-lines.tsx';
import { PickingForm } from './picking-form.tsx';
import { PrintSheet, type PrintKind } from './print-sheet.tsx';
import { SealForm } from './seal-form.tsx';
import { useArrivals } from './use-arrivals.ts';
import {
  mayCancel,
  mayPick,
  maySeal,
  modeText,
  mustCheck,
  parcelTone,
  sizeText,
  statusText,
  sumName,
} from './words.ts';

const TOPICS: readonly LiveTopic[] = ['order'];

/** One parcel: its picking list, then its seal, then what became of it. */
export function ParcelPage() {
  const { id = '' } = useParams();
  const read = useLiveRead(getStoreParcel, { id }, TOPICS);
  const { opened } = useArrivals();
  useEffect(() => opened(id), [id, opened]);
  const parcel = read.data;
  return (
    <Page
      title={parcel ? `包裹 ${parcel.parcelNo}` : '包裹'}
      intro={<BackToDesk />}
      actions={
        parcel && (
          <>
            {mayCancel(parcel) && <CancelButton parcel={parcel} />}
            <PrintButtons parcel={parcel} />
          </>
        )
      }
    >
      {read.isError && <ErrorBlock error={read.error} onRetry={read.refetch} />}
      {read.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {parcel && <ParcelView key={parcel.id} parcel={parcel} />}
    </Page>
  );
}

const BackToDesk = () => (
  <Link to='/parcels'>
    <ArrowLeftOutlined aria-hidden /> 回拣货台
  </Link>
);

function ParcelView({ parcel }: { parcel: StoreParcel }) {
  return (
    <>
      <Card size='small'>
        <Progress parcel={parcel} />
        <Descriptions
          size='small'
          column={{ xs: 1, sm: 2, lg: 3 }}
          items={[
            {
              key: 'status',
              label: '状态',
              children: (
                <span id='parcel-status' role='status'>
                  <ToneTag tone={parcelTone[parcel.status]}>{statusText(parcel)}</ToneTag>{' '}
                  {parcel.hasPrescription && <ToneTag tone='active'>处方药</ToneTag>}{' '}
                  {parcel.noRider && <ToneTag tone='bad'>还没有骑手接单</ToneTag>}
                </span>
              ),
            },
            { key: 'order', label: '订单号', children: <ShortId id={parcel.orderNo} /> },
            { key: 'mode', label: '收货方式', children: modeText(parcel) },
            { key: 'paid', label: '付款时间', children: <PaidAt parcel={parcel} /> },
            { key: 'size', label: '药品', children: sizeText(parcel) },
            {
              key: 'sum',
              label: sumName(parcel),
              children: <span className='number'>{price(parcel.payableFen)}</span>,
            },
            {
              key: 'seal',
              label: '封签号',
              children: <span className='code'>{parcel.sealNo ?? '未封签'}</span>,
            },
            ...(parcel.dispensing && (parcel.dispensing.checkedAt || mayPick(parcel) || maySeal(parcel))
              ? [{ key: 'check', label: '调配复核', children: <CheckedBy dispensing={parcel.dispensing} /> }]
              : []),
          ]}
        />
      </Card>
      {mayPick(parcel) ? <PickingForm parcel={parcel} /> : <PickedLines parcel={parcel} />}
      {mustCheck(parcel) && parcel.dispensing && <DispensingForm dispensing={parcel.dispensing} />}
      {maySeal(parcel) && !mustCheck(parcel) && <SealForm parcel={parcel} />}
      {parcel.mode === 'pickup' &&
        parcel.status === 'sealed' &&
        (isToBePaid(parcel) ? <PayFirst /> : <CollectForm parcel={parcel} />)}
      {parcel.status === 'returning' && <CheckInForm parcel={parcel} />}
      {parcel.overdue && <ParcelLoss parcel={parcel} />}
      {!mayPick(parcel) && !maySeal(parcel) && <GoOn parcel={parcel} />}
    </>
  );
}

type Step = readonly [ParcelStatus, string];
const PICKED: readonly Step[] = [
  ['to_pick', '待拣货'],
  ['picked', '已拣货'],
];
const BROUGHT: readonly Step[] = [
  ...PICKED,
  ['sealed', '已封签'],
  ['on_the_way', '配送中'],
  ['delivered', '已送达'],
];
const COLLECTED: readonly Step[] = [...PICKED, ['sealed', '待顾客来取'], ['delivered', '已取走']];

function Progress({ parcel: { status, mode } }: { parcel: StoreParcel }) {
  const way = mode === 'pickup' ? COLLECTED : BROUGHT;
  const current = way.findIndex(([each]) => each === status);
  if (current < 0) return null;
  return (
    <Steps size='small' current={current} items={way.map(([, title]) => ({ title }))} className='steps' />
  );
}

function GoOn({ parcel }: { parcel: StoreParcel }) {
  const { next } = useArrivals();
  const navigate = useNavigate();
  return (
    <p className='go-on'>
      {parcel.status === 'sealed' && parcel.mode !== 'pickup' && (
        <span>请把包裹放到骑手取货处。骑手取货时会核对封签号。</span>
      )}
      {next && (
        <Button id='next-parcel' type='primary' onClick={() => void navigate(`/parcels/${next}`)}>
          拣下一个包裹
        </Button>
      )}
    </p>
  );
}

function PrintButtons({ parcel }: { parcel: StoreParcel }) {
  const [{ kind, asked }, setWanted] = useState<{ kind: PrintKind; asked: number }>({
    kind: 'list',
    asked: 0,
  });
  useEffect(() => {
    if (asked > 0) window.print();
  }, [asked]);
  const print = (wanted: PrintKind) => setWanted({ kind: wanted, asked: asked + 1 });
  return (
    <>
      <Button icon={<PrinterOutlined />} onClick={() => print('list')}>
        打印拣货单
      </Button>
      <Button icon={<PrinterOutlined />} onClick={() => print('label')}>
        打印面单
      </Button>
      <PrintSheet parcel={parcel} kind={kind} />
    </>
  );
}
