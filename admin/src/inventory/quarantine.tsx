import type { ProColumns } from '@ant-design/pro-components';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { Batch } from '@xinglin/shared/inventory/contract';
import { listQuarantined, requestQuarantineEnd } from '@xinglin/shared/inventory/requests';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { When } from '../components/when.tsx';
import { drugColumn, lotColumn } from './columns.tsx';
import { ReasonForm } from './reason-form.tsx';

type End = { batch: Batch; decision: 'unquarantine' | 'destroy' };

/** What is locked away, and the way out of it: back on sale or destroyed, with a second person. */
export function Quarantine() {
  const [end, setEnd] = useState<End>();
  return (
    <Page
      title='隔离与销毁'
      intro='隔离的药品不能销售。解除隔离或销毁要由另一位同事复核。'
      actions={<Link to='/requests?state=all'>看申请与复核记录</Link>}
    >
      <PageTable
        name='隔离区'
        endpoint={listQuarantined}
        columns={columns(setEnd)}
        rowKey='id'
        empty='隔离区是空的'
      />
      {end && <EndForm {...end} onClose={() => setEnd(undefined)} />}
    </Page>
  );
}

const columns = (open: (end: End) => void): ProColumns<Batch>[] => [
  drugColumn(),
  lotColumn(),
  { title: '有效期至', dataIndex: 'expires' },
  {
    title: '隔离',
    dataIndex: 'quarantined',
    align: 'right',
    render: (_, row) => <strong>{row.quarantined}</strong>,
  },
  { title: '在库', dataIndex: 'onHand', align: 'right' },
  { title: '更新', dataIndex: 'updatedAt', render: (_, { updatedAt }) => <When at={updatedAt} /> },
  {
    title: '操作',
    key: 'acts',
    fixed: 'right',
    hideInSetting: true,
    render: (_, batch) => (
      <Space>
        <Button
          size='small'
          aria-label={`解除隔离 ${batch.lotNo}`}
          onClick={() => open({ batch, decision: 'unquarantine' })}
        >
          解除隔离
        </Button>
        <Button
          size='small'
          danger
          aria-label={`销毁 ${batch.lotNo}`}
          onClick={() => open({ batch, decision: 'destroy' })}
        >
          销毁
        </Button>
      </Space>
    ),
  },
];

const EndForm = ({ batch, decision, onClose }: End & { onClose: () => void }) => (
  <ReasonForm
    batch={batch}
    endpoint={requestQuarantineEnd}
    title={decision === 'destroy' ? '申请销毁' : '申请解除隔离'}
    okText='提交，等同事复核'
    done='已提交，等另一位同事复核'
    hint={decision === 'destroy' ? '复核通过后从账上销掉，不能恢复。' : '复核通过后回到货架，可以继续销售。'}
    quantityLabel={`数量（隔离中 ${batch.quarantined}）`}
    min={1}
    max={batch.quarantined}
    start={batch.quarantined}
    reasons={
      decision === 'destroy'
        ? ['damaged', 'expired', 'temperature', 'recalled', 'customer_return', 'quality_doubt', 'other']
        : ['checked_good', 'entry_error', 'other']
    }
    inputOf={(why) => ({ id: batch.id, decision, ...why })}
    onClose={onClose}
  />
);
