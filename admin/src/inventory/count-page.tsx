import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, InputNumber, Spin, Table } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import {
  closeCount,
  countScopeText,
  getCount,
  listCounts,
  type CountSheet,
} from '@xinglin/shared/inventory/counting';
import { listRequests } from '@xinglin/shared/inventory/requests';
import { readKey, useAct, useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { Page } from '../components/page.tsx';

/** One count sheet: figures to fill in while it is open, what differed once it is closed. */
export function CountPage() {
  const { id = '' } = useParams();
  const read = useRead(getCount, { id });
  return (
    <Page
      title='盘点单'
      intro={read.data ? countScopeText[read.data.scope] : undefined}
      actions={<Link to='/counts'>返回盘点</Link>}
    >
      {read.isPending && <Spin />}
      {read.isError && <ErrorBlock error={read.error} onRetry={read.refetch} />}
      {read.data && <Sheet key={read.data.state} sheet={read.data} />}
    </Page>
  );
}

function Sheet({ sheet }: { sheet: CountSheet }) {
  const reads = useQueryClient();
  const { message } = App.useApp();
  const [counted, setCounted] = useState<ReadonlyMap<string, number>>(new Map());
  const closing = useAct(closeCount, {
    changes: [listCounts, listRequests],
    onDone: (closed) => {
      reads.setQueryData(readKey(getCount, { id: sheet.id }), closed);
      void message.success(
        closed.differences ? `已提交，${closed.differences} 个批号有差异，等同事复核` : '已提交，账实相符',
      );
    },
  });
  const open = sheet.state === 'open';
  const left = sheet.lines.filter(({ batchId }) => !counted.has(batchId)).length;
  const fill = (batchId: string, value: number | null) =>
    setCounted((before) => {
      const after = new Map(before);
      if (value === null) after.delete(batchId);
      else after.set(batchId, value);
      return after;
    });
  const lines = [...counted].map(([batchId, value]) => ({ batchId, counted: value }));
  return (
    <Card size='small'>
      <Table
        rowKey='batchId'
        size='small'
        pagination={false}
        dataSource={sheet.lines}
        columns={open ? [...facts, countColumn(counted, fill)] : [...facts, ...outcome]}
      />
      {closing.isError && <ErrorBlock error={closing.error} />}
      {open && (
        <div className='form-end'>
          <span className='hint'>{left > 0 ? `还有 ${left} 个批号没有填写` : '全部填写完毕'}</span>
          <Button
            id='count-close'
            type='primary'
            disabled={left > 0}
            loading={closing.isPending}
            onClick={() => closing.mutate({ id: sheet.id, lines })}
          >
            提交盘点
          </Button>
        </div>
      )}
    </Card>
  );
}

type Line = CountSheet['lines'][number];

const facts = [
  {
    title: '药品',
    render: (_: unknown, { drugName, strength, pack }: Line) => (
      <span>
        <strong>{drugName}</strong>{' '}
        <span className='hint'>
          {strength} · {pack}
        </span>
      </span>
    ),
  },
  { title: '批号', render: (_: unknown, { lotNo }: Line) => <span className='code'>{lotNo}</span> },
  { title: '有效期至', dataIndex: 'expires' },
];

const countColumn = (
  counted: ReadonlyMap<string, number>,
  fill: (id: string, value: number | null) => void,
) => ({
  title: '实盘数量',
  width: 140,
  render: (_: unknown, { batchId, drugName, lotNo }: Line) => (
    <InputNumber
      aria-label={`实盘 ${drugName} ${lotNo}`}
      min={0}
      max={1_000_000}
      precision={0}
      value={counted.get(batchId) ?? null}
      onChange={(value) => fill(batchId, value)}
    />
  ),
});

const outcome = [
  { title: '实盘', dataIndex: 'counted', align: 'right' as const },
  { title: '账面', dataIndex: 'expected', align: 'right' as const },
  {
    title: '差异',
    align: 'right' as const,
    render: (_: unknown, { counted, expected }: Line) => {
      const difference = (counted ?? 0) - (expected ?? 0);
      return difference === 0 ? (
        <span className='right'>相符</span>
      ) : (
        <strong className='wrong'>{difference > 0 ? `+${difference}` : difference}</strong>
      );
    },
  },
];
