import type { ProColumns } from '@ant-design/pro-components';
import { App, Button, Popconfirm, Segmented, Space } from 'antd';
import { useState } from 'react';
import { listBatches, listMovements } from '@xinglin/shared/inventory/contract';
import {
  decideRequest,
  listQuarantined,
  listRequests,
  requestKindText,
  requestStateText,
  stockReasonText,
  type StockRequest,
} from '@xinglin/shared/inventory/requests';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';
import { drugColumn, lotColumn } from './columns.tsx';

/** What waits for a second person, and what became of the rest. */
export function Requests() {
  const [{ state }, set] = useUrlFilters(['state']);
  const shown = state ?? 'waiting';
  const { message } = App.useApp();
  const deciding = useAct(decideRequest, {
    changes: [listRequests, listBatches, listMovements, listQuarantined],
  });
  const said = ({ kind, state: at, mine }: StockRequest) =>
    void message.success(`${requestKindText[kind]}${mine ? '已撤回' : requestStateText[at]}`);
  const decide = (id: string, decision: 'confirm' | 'refuse') =>
    deciding.mutate({ id, decision }, { onSuccess: said });
  const [ticked, setTicked] = useState<string[]>([]);
  /** One by one: what cannot be done any more is said, and keeps no other from being done. */
  const confirmTicked = async () => {
    let done = 0;
    for (const id of ticked)
      await deciding.mutateAsync({ id, decision: 'confirm' }).then(
        () => (done += 1),
        () => undefined,
      );
    setTicked([]);
    const left = ticked.length - done;
    if (left === 0) message.success(`${done} 条申请已生效`);
    else message.warning(`${done} 条申请已生效，${left} 条没有成功，请逐条再看`);
  };
  return (
    <Page
      title='待复核'
      intro='调整、解除隔离、销毁、丢失核销和文件导入的差异由一人申请、另一人复核；复核后库存才变。自己的申请可以撤回，不能自己通过。'
    >
      {deciding.isError && <ErrorBlock error={deciding.error} />}
      <PageTable
        name='库存申请'
        endpoint={listRequests}
        filters={{ state: shown === 'all' ? undefined : shown }}
        columns={[...requestColumns, actsColumn(decide, deciding.isPending)]}
        rowKey='id'
        ticks={{
          selectedRowKeys: ticked,
          onChange: (keys) => setTicked(keys as string[]),
          getCheckboxProps: ({ state: at, mine, drugName, lotNo }) => ({
            disabled: at !== 'waiting' || mine,
            'aria-label': `选择 ${drugName} ${lotNo}`,
          }),
        }}
        empty={shown === 'waiting' ? '没有等您复核的申请' : '没有申请'}
        toolbar={
          <Space>
            <Segmented
              aria-label='状态'
              value={shown}
              onChange={(next) => set({ state: next === 'waiting' ? undefined : next })}
              options={[
                { value: 'waiting', label: '待复核' },
                { value: 'confirmed', label: '已生效' },
                { value: 'refused', label: '已驳回' },
                { value: 'all', label: '全部' },
              ]}
            />
            {ticked.length > 0 && (
              <Popconfirm
                title={`这 ${ticked.length} 条都看过实物，确认属实？`}
                okText='通过'
                cancelText='再看看'
                onConfirm={confirmTicked}
              >
                <Button id='confirm-ticked' type='primary' loading={deciding.isPending}>
                  通过所选 {ticked.length} 条
                </Button>
              </Popconfirm>
            )}
          </Space>
        }
      />
    </Page>
  );
}

const TONES = { waiting: 'waiting', confirmed: 'good', refused: 'quiet' } as const;

const requestColumns: ProColumns<StockRequest>[] = [
  drugColumn(),
  lotColumn(),
  { title: '申请', dataIndex: 'kind', render: (_, { kind }) => requestKindText[kind] },
  {
    title: '数量',
    dataIndex: 'quantity',
    align: 'right',
    render: (_, { kind, quantity }) => (
      <strong className='number'>{kind === 'adjust' && quantity > 0 ? `+${quantity}` : quantity}</strong>
    ),
  },
  {
    title: '原因',
    dataIndex: 'reason',
    render: (_, { reason, note }) => (
      <div>
        {stockReasonText[reason]}
        {note && (
          <div className='hint clip' title={note}>
            {note}
          </div>
        )}
      </div>
    ),
  },
  {
    title: '申请人',
    dataIndex: 'askedBy',
    render: (_, row) => (
      <span>
        {row.askedBy} <When at={row.askedAt} />
      </span>
    ),
  },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, { state, decidedBy }) => (
      <span>
        <ToneTag tone={TONES[state]}>{requestStateText[state]}</ToneTag> {decidedBy}
      </span>
    ),
  },
];

const actsColumn = (
  decide: (id: string, decision: 'confirm' | 'refuse') => void,
  busy: boolean,
): ProColumns<StockRequest> => ({
  title: '操作',
  key: 'acts',
  width: 130,
  fixed: 'right',
  hideInSetting: true,
  render: (_, { id, state, mine, drugName, lotNo }) =>
    state !== 'waiting' ? null : (
      <Space>
        {!mine && (
          <Popconfirm
            title='看过实物，确认属实？'
            okText='通过'
            cancelText='再看看'
            onConfirm={() => decide(id, 'confirm')}
          >
            <Button size='small' type='primary' disabled={busy} aria-label={`通过 ${drugName} ${lotNo}`}>
              通过
            </Button>
          </Popconfirm>
        )}
        <Button
          size='small'
          disabled={busy}
          onClick={() => decide(id, 'refuse')}
          aria-label={`${mine ? '撤回' : '驳回'} ${drugName} ${lotNo}`}
        >
          {mine ? '撤回' : '驳回'}
        </Button>
      </Space>
    ),
});
