import type { ProColumns } from '@ant-design/pro-components';
import { Button } from 'antd';
import { useState } from 'react';
import {
  listReceipts,
  noCodeReasonText,
  receiptOutcomeText,
  refusalReasonText,
  type Receipt,
} from '@xinglin/shared/inventory/receiving';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { When } from '../components/when.tsx';
import { drugColumn, lotColumn } from './columns.tsx';
import { ReceiveForm } from './receive-form.tsx';

/** Deliveries as they were judged at the door. */
export function Receipts() {
  const [receiving, setReceiving] = useState(false);
  return (
    <Page
      title='收货'
      intro='到货一个批号登记一次：合格的入库，有疑问的先隔离，不合格的拒收。'
      actions={
        <Button id='receive-new' type='primary' onClick={() => setReceiving(true)}>
          登记到货
        </Button>
      }
    >
      <PageTable
        name='收货记录'
        endpoint={listReceipts}
        columns={columns}
        rowKey='id'
        empty='还没有收货记录，点右上角「登记到货」'
      />
      {receiving && <ReceiveForm onClose={() => setReceiving(false)} />}
    </Page>
  );
}

const TONES = { accepted: 'good', quarantined: 'waiting', refused: 'bad' } as const;

const columns: ProColumns<Receipt>[] = [
  drugColumn(),
  lotColumn(),
  { title: '有效期至', dataIndex: 'expires' },
  { title: '数量', dataIndex: 'quantity', align: 'right' },
  {
    title: '结论',
    dataIndex: 'outcome',
    render: (_, { outcome, reason, noCodeReason }) => (
      <div>
        <ToneTag tone={TONES[outcome]}>{receiptOutcomeText[outcome]}</ToneTag>{' '}
        {reason && refusalReasonText[reason]}
        {noCodeReason && <div className='hint'>无码：{noCodeReasonText[noCodeReason]}</div>}
      </div>
    ),
  },
  {
    title: '到货温度',
    dataIndex: 'arrivalCelsius',
    align: 'right',
    render: (_, { arrivalCelsius }) => (arrivalCelsius === null ? '—' : `${arrivalCelsius} °C`),
  },
  {
    title: '单据',
    dataIndex: 'documentNo',
    render: (_, { documentNo, supplier }) => (
      <div>
        <span className='code'>{documentNo}</span>
        <div className='hint'>{supplier}</div>
      </div>
    ),
  },
  {
    title: '验收',
    dataIndex: 'at',
    render: (_, { at, actorName }) => (
      <span>
        {actorName} <When at={at} />
      </span>
    ),
  },
];
