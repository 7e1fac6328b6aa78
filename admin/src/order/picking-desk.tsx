import type { ProColumns } from '@ant-design/pro-components';
import { Radio, Space } from 'antd';
import { Link } from 'react-router-dom';
import type { LiveTopic } from '@xinglin/shared/kernel/live';
import { price } from '@xinglin/shared/kernel/money';
import { ParcelStatus, parcelStatusText } from '@xinglin/shared/order/contract';
import { listStoreParcels, RETURN_OVERDUE_DAYS, type StoreParcel } from '@xinglin/shared/order/store-parcel';
import { useConnected } from '../client/live.ts';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { ShortId } from '../components/short-id.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { PaidAt } from './paid-at.tsx';
import { RingSwitch } from './ring-switch.tsx';
import { useArrivals } from './use-arrivals.ts';
import { mayPick, maySeal, parcelTone, sizeText, statusText } from './words.ts';

const TOPICS: readonly LiveTopic[] = ['order'];
const SHOWN: readonly (ParcelStatus | '')[] = [
  '',
  'scheduled',
  'to_pick',
  'picked',
  'sealed',
  'on_the_way',
  'returning',
  'delivered',
  'cancelled',
];
/** Of both kinds: what is brought and what is collected. */
const short = (status: ParcelStatus) =>
  status === 'delivered' ? '已送达或取走' : status === 'scheduled' ? '已预约' : parcelStatusText[status];

/** The parcels of the store: what waits to be picked and sealed, and what became of the rest. */
export function PickingDesk() {
  const [{ status }, set] = useUrlFilters(['status']);
  const wanted = ParcelStatus.safeParse(status).data;
  const { unread, toPick } = useArrivals();
  const up = useConnected();
  const count = toPick ? `（${toPick}）` : '';
  return (
    <Page
      title='拣货台'
      intro='先付款的排在前面。逐行核对批号后完成拣货，再登记封签号。'
      actions={
        <>
          <span role='status'>
            <ToneTag tone={up ? 'good' : 'waiting'}>{up ? '实时更新中' : '连接中断，每 15 秒刷新'}</ToneTag>
          </span>
          <RingSwitch />
        </>
      }
    >
      <PageTable
        name='本店包裹'
        endpoint={listStoreParcels}
        filters={{ status: wanted }}
        topics={TOPICS}
        columns={columns(unread)}
        rowKey='id'
        empty={wanted ? `没有「${short(wanted)}」的包裹` : '没有待处理的包裹'}
        toolbar={
          <Radio.Group
            aria-label='包裹状态'
            buttonStyle='solid'
            name='status'
            optionType='button'
            value={wanted ?? ''}
            onChange={({ target }) => set({ status: target.value as string })}
            options={SHOWN.map((each) => ({
              value: each,
              label: each ? `${short(each)}${each === 'to_pick' ? count : ''}` : '待处理',
            }))}
          />
        }
      />
    </Page>
  );
}

const columns = (unread: ReadonlySet<string>): ProColumns<StoreParcel>[] => [
  {
    title: '包裹号',
    dataIndex: 'parcelNo',
    fixed: 'left',
    render: (_, { id, parcelNo, hasPrescription }) => (
      <Space size={6}>
        <Link to={`/parcels/${id}`} className='code strong'>
          {parcelNo}
        </Link>
        {unread.has(id) && <ToneTag tone='bad'>新</ToneTag>}
        {hasPrescription && <ToneTag tone='active'>处方药</ToneTag>}
      </Space>
    ),
  },
  {
    title: '状态',
    dataIndex: 'status',
    render: (_, { status, mode, overdue, noRider }) => (
      <Space size={6}>
        <ToneTag tone={parcelTone[status]}>{statusText({ status, mode })}</ToneTag>
        {noRider && <ToneTag tone='bad'>还没有骑手接单</ToneTag>}
        {overdue && <ToneTag tone='bad'>超过 {RETURN_OVERDUE_DAYS} 天</ToneTag>}
      </Space>
    ),
  },
  {
    title: '药品',
    key: 'lines',
    render: (_, parcel) => (
      <div
        className='clip'
        title={parcel.lines.map(({ name, quantity }) => `${name} ×${quantity}`).join('、')}
      >
        {sizeText(parcel)}
        <span className='hint'> {parcel.lines.map(({ name }) => name).join('、')}</span>
      </div>
    ),
  },
  { title: '付款时间', dataIndex: 'paidAt', render: (_, parcel) => <PaidAt parcel={parcel} /> },
  {
    title: '金额',
    dataIndex: 'payableFen',
    align: 'right',
    render: (_, { payableFen }) => <span className='number'>{price(payableFen)}</span>,
  },
  { title: '订单号', dataIndex: 'orderNo', render: (_, { orderNo }) => <ShortId id={orderNo} /> },
  {
    title: '封签号',
    dataIndex: 'sealNo',
    render: (_, { sealNo }) =>
      sealNo ? <span className='code'>{sealNo}</span> : <span className='hint'>—</span>,
  },
  {
    title: '操作',
    key: 'open',
    width: 80,
    fixed: 'right',
    hideInSetting: true,
    render: (_, parcel) => (
      <Link to={`/parcels/${parcel.id}`} aria-label={`${todo(parcel)} ${parcel.parcelNo}`}>
        {todo(parcel)}
      </Link>
    ),
  },
];

const todo = (parcel: StoreParcel) => (mayPick(parcel) ? '去拣货' : maySeal(parcel) ? '去封签' : '查看');
