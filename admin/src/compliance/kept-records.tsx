import type { ProColumns } from '@ant-design/pro-components';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import {
  listKeptRecords,
  recordKindText,
  type KeptRecord,
} from '@xinglin/shared/compliance/retention-contract';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';
import { courseOf } from './words.ts';
import { RecordDecision, type Decision } from './record-decision.tsx';

const STATES = [
  { value: '', label: '全部' },
  { value: 'held', label: '已冻结' },
  { value: 'over', label: '已满期限' },
];

/** What the law has us keep: until when, what is on hold, and what may be destroyed by now. */
export function KeptRecords() {
  const [filters, set] = useUrlFilters(['number', 'state']);
  const [decision, decide] = useState<Decision>();
  return (
    <Page
      title='法定保存'
      intro='处方与销售记录至少保存五年，且不少于药品有效期满后一年。冻结的记录到期也不销毁。'
    >
      <PageTable
        name='法定保存'
        endpoint={listKeptRecords}
        filters={filters}
        columns={columns(decide)}
        rowKey='id'
        empty={filters.number || filters.state ? '没有符合条件的记录' : '还没有需要保存的记录'}
        toolbar={
          <div className='filters'>
            <SearchBox
              id='record-number'
              label='编号'
              main
              maxLength={40}
              placeholder='处方编号或订单号'
              width={290}
              value={filters.number}
              onSearch={(number) => set({ number })}
            />
            <Segmented
              aria-label='状态'
              options={STATES}
              value={filters.state ?? ''}
              onChange={(state) => set({ state: state || undefined })}
            />
          </div>
        }
      />
      {decision && <RecordDecision {...decision} onClose={() => decide(undefined)} />}
    </Page>
  );
}

const columns = (decide: (decision: Decision) => void): ProColumns<KeptRecord>[] => [
  { title: '类别', dataIndex: 'kind', width: 110, render: (_, { kind }) => recordKindText[kind] },
  { title: '编号', dataIndex: 'number', className: 'code', copyable: true },
  { title: '形成时间', dataIndex: 'createdAt', render: (_, { createdAt }) => <When at={createdAt} /> },
  {
    title: '保存至',
    dataIndex: 'keepUntil',
    render: (_, { keepUntil, rule }) => (
      <span className='number' title={`依据 ${rule}`}>
        {keepUntil}
      </span>
    ),
  },
  { title: '状态', key: 'state', width: 240, render: (_, record) => <State {...record} /> },
  {
    title: '操作',
    key: 'act',
    width: 230,
    fixed: 'right',
    hideInSetting: true,
    render: (_, record) => (
      <span className='inline-field'>
        {record.kind === 'prescription' && (
          <Link to={courseOf(record.id)} aria-label={`全程记录 ${record.number}`}>
            全程记录
          </Link>
        )}
        <Actions record={record} decide={decide} />
      </span>
    ),
  },
];

function State({ hold, destroyedAt, keepUntil }: KeptRecord) {
  if (destroyedAt) return <ToneTag tone='quiet'>已销毁</ToneTag>;
  if (hold)
    return (
      <div>
        <ToneTag tone='waiting'>{`冻结（${hold.byName}）`}</ToneTag>
        <div className='hint wrap-anywhere'>{hold.reason}</div>
      </div>
    );
  return isOver(keepUntil) ? <ToneTag tone='bad'>已满期限</ToneTag> : <ToneTag tone='good'>保存中</ToneTag>;
}

const isOver = (keepUntil: string) => keepUntil <= shanghaiDate(Date.now());

function Actions({ record, decide }: { record: KeptRecord; decide: (decision: Decision) => void }) {
  const { hold, destroyedAt, keepUntil, number } = record;
  if (destroyedAt) return null;
  const button = (act: Decision['act'], words: string, danger = false) => (
    <Button
      size='small'
      danger={danger}
      aria-label={`${words} ${number}`}
      onClick={() => decide({ act, record })}
    >
      {words}
    </Button>
  );
  if (hold) return button('lift', '解除冻结');
  return (
    <span className='inline-field'>
      {button('hold', '冻结')}
      {isOver(keepUntil) && button('destroy', '销毁', true)}
    </span>
  );
}
