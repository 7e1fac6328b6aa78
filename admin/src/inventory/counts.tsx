import type { ProColumns } from '@ant-design/pro-components';
import { Button, Dropdown } from 'antd';
import { Link, useNavigate } from 'react-router-dom';
import {
  countScopeText,
  listCounts,
  startCount,
  type Count,
  type CountScope,
} from '@xinglin/shared/inventory/counting';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { When } from '../components/when.tsx';

/** Counts of the shelf, and the way to begin one. */
export function Counts() {
  const go = useNavigate();
  const starting = useAct(startCount, {
    changes: [listCounts],
    onDone: ({ id }) => void go(`/counts/${id}`),
  });
  return (
    <Page
      title='盘点'
      intro='盘点单上不显示账面数量：请照实物填写。有差异的，由另一位同事复核后才改账。'
      actions={
        <Dropdown
          trigger={['click']}
          menu={{
            items: Object.entries(countScopeText).map(([key, label]) => ({ key, label })),
            onClick: ({ key }) => starting.mutate({ scope: key as CountScope }),
          }}
        >
          <Button id='count-new' type='primary' loading={starting.isPending}>
            开始盘点
          </Button>
        </Dropdown>
      }
    >
      {starting.isError && <ErrorBlock error={starting.error} />}
      <PageTable
        name='盘点单'
        endpoint={listCounts}
        columns={columns}
        rowKey='id'
        empty='还没有盘点，点右上角「开始盘点」'
      />
    </Page>
  );
}

const columns: ProColumns<Count>[] = [
  { title: '范围', dataIndex: 'scope', render: (_, { scope }) => countScopeText[scope] },
  { title: '批号数', dataIndex: 'lines', align: 'right' },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, { state }) => (
      <ToneTag tone={state === 'open' ? 'waiting' : 'good'}>{state === 'open' ? '盘点中' : '已提交'}</ToneTag>
    ),
  },
  {
    title: '差异',
    dataIndex: 'differences',
    align: 'right',
    render: (_, { differences }) => (differences === null ? '—' : `${differences} 个批号`),
  },
  {
    title: '开始',
    dataIndex: 'startedAt',
    render: (_, row) => (
      <span>
        {row.startedBy} <When at={row.startedAt} />
      </span>
    ),
  },
  {
    title: '操作',
    key: 'acts',
    hideInSetting: true,
    render: (_, { id, state }) => <Link to={`/counts/${id}`}>{state === 'open' ? '继续填写' : '查看'}</Link>,
  },
];
