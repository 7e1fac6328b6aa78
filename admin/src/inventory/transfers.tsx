import type { ProColumns } from '@ant-design/pro-components';
import { Alert, Button, Segmented } from 'antd';
import { useState } from 'react';
import {
  listTransfers,
  TRANSFER_OVERDUE_DAYS,
  transferStateText,
  type Transfer,
  type TransferState,
} from '@xinglin/shared/inventory/transfer';
import type { LiveTopic } from '@xinglin/shared/kernel/live';
import { useLiveRead } from '../client/live.ts';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { ToneTag, type Tone } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';
import { ArriveForm } from './arrive-form.tsx';
import { drugColumn, lotColumn } from './columns.tsx';
import { LossForm } from './loss-form.tsx';

const TOPICS: readonly LiveTopic[] = ['stock'];

/** Goods on their way from and to this store. */
export function Transfers() {
  const [{ direction, state }, set] = useUrlFilters(['direction', 'state']);
  const [arriving, setArriving] = useState<Transfer>();
  const [losing, setLosing] = useState<Transfer>();
  const overdue = useLiveRead(listTransfers, { state: 'overdue', pageSize: 1 }, TOPICS).data?.total ?? 0;
  const shown = state === 'overdue' ? 'overdue' : (direction ?? '');
  return (
    <Page
      title='调拨'
      intro='要调出，在「库存」里选批号，点「更多 → 调拨到别的门店」。调入的货到了，在这里收。'
    >
      {overdue > 0 && shown !== 'overdue' && (
        <Alert
          type='warning'
          showIcon
          message={`有 ${overdue} 张调拨单发出超过 ${TRANSFER_OVERDUE_DAYS} 天还没有收到`}
          action={
            <Button size='small' onClick={() => set({ direction: undefined, state: 'overdue' })}>
              去看看
            </Button>
          }
        />
      )}
      <PageTable
        name='调拨单'
        endpoint={listTransfers}
        filters={shown === 'overdue' ? { state: 'overdue' } : { direction }}
        topics={TOPICS}
        columns={columns(setArriving, setLosing)}
        rowKey='id'
        empty={shown === 'overdue' ? '没有逾期未到的调拨' : '还没有调拨单'}
        toolbar={
          <Segmented
            aria-label='方向'
            value={shown}
            onChange={(next) =>
              set(
                next === 'overdue'
                  ? { direction: undefined, state: next }
                  : { direction: next || undefined, state: undefined },
              )
            }
            options={[
              { value: '', label: '全部' },
              { value: 'in', label: '调入' },
              { value: 'out', label: '调出' },
              { value: 'overdue', label: '逾期未到' },
            ]}
          />
        }
      />
      {arriving && <ArriveForm transfer={arriving} onClose={() => setArriving(undefined)} />}
      {losing && <LossForm transfer={losing} onClose={() => setLosing(undefined)} />}
    </Page>
  );
}

const TONES: Record<TransferState, Tone> = { in_transit: 'waiting', arrived: 'good', lost: 'bad' };

const columns = (
  arrive: (transfer: Transfer) => void,
  lose: (transfer: Transfer) => void,
): ProColumns<Transfer>[] => [
  drugColumn(),
  lotColumn(),
  {
    title: '方向',
    dataIndex: 'direction',
    render: (_, { direction, otherStore }) => (
      <span>
        <ToneTag tone={direction === 'in' ? 'brand' : 'quiet'}>
          {direction === 'in' ? '调入' : '调出'}
        </ToneTag>{' '}
        {otherStore}
      </span>
    ),
  },
  { title: '发出', dataIndex: 'quantity', align: 'right' },
  {
    title: '实收',
    dataIndex: 'received',
    align: 'right',
    render: (_, { received, quantity, note }) =>
      received === null ? (
        '—'
      ) : (
        <div>
          {received}
          {received < quantity && <span className='wrong'>（少 {quantity - received}）</span>}
          {note && (
            <div className='hint clip' title={note}>
              {note}
            </div>
          )}
        </div>
      ),
  },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, { state, shortDated, overdue, lossAsked }) => (
      <span>
        <ToneTag tone={TONES[state]}>{transferStateText[state]}</ToneTag>{' '}
        {overdue && <ToneTag tone='bad'>超过 {TRANSFER_OVERDUE_DAYS} 天未到</ToneTag>}{' '}
        {lossAsked && <ToneTag tone='waiting'>核销待复核</ToneTag>}{' '}
        {shortDated && <ToneTag tone='waiting'>不足 90 天</ToneTag>}
      </span>
    ),
  },
  {
    title: '发货',
    dataIndex: 'shippedAt',
    render: (_, row) => (
      <span>
        {row.shippedBy} <When at={row.shippedAt} />
      </span>
    ),
  },
  {
    title: '操作',
    key: 'acts',
    width: 100,
    fixed: 'right',
    hideInSetting: true,
    render: (_, row) =>
      row.state !== 'in_transit' ? null : row.direction === 'in' ? (
        <Button
          size='small'
          type='primary'
          aria-label={`收货 ${row.drugName} ${row.lotNo}`}
          onClick={() => arrive(row)}
        >
          收货
        </Button>
      ) : row.overdue && !row.lossAsked ? (
        <Button
          size='small'
          danger
          aria-label={`核销丢失 ${row.drugName} ${row.lotNo}`}
          onClick={() => lose(row)}
        >
          核销丢失
        </Button>
      ) : null,
  },
];
