import type { ProColumns } from '@ant-design/pro-components';
import { Button } from 'antd';
import { useState } from 'react';
import { listAudit, type AuditEntry } from '@xinglin/shared/compliance/contract';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { ShortId } from '../components/short-id.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';
import { actionText } from './action-words.ts';
import { AuditDrawer } from './audit-drawer.tsx';
import { ChainCheck } from './chain-check.tsx';
import { auditRoleText } from './words.ts';

/** Who did what to which thing, newest first. */
export function AuditTrail() {
  const [filters, set] = useUrlFilters(['action', 'subject', 'actorId']);
  const [open, setOpen] = useState<AuditEntry>();
  const filtered = Boolean(filters.action ?? filters.subject ?? filters.actorId);
  return (
    <Page title='审计记录' intro='谁在什么时候对什么做了什么；只增不改，逐条成链，最新的在前。'>
      <ChainCheck />
      <PageTable
        name='审计记录'
        endpoint={listAudit}
        filters={filters}
        columns={columns(setOpen, set)}
        rowKey='id'
        empty={filtered ? '没有符合条件的记录' : '还没有审计记录'}
        toolbar={
          <div className='filters'>
            <SearchBox
              id='audit-action'
              label='动作'
              main
              maxLength={80}
              placeholder='如 parcel.'
              width={220}
              value={filters.action}
              onSearch={(action) => set({ action })}
            />
            <SearchBox
              id='audit-subject'
              label='对象编号'
              maxLength={64}
              placeholder='完整编号'
              width={150}
              value={filters.subject}
              onSearch={(subject) => set({ subject })}
            />
            <SearchBox
              id='audit-actor'
              label='操作人编号'
              maxLength={36}
              placeholder='完整编号'
              width={150}
              value={filters.actorId}
              onSearch={(actorId) => set({ actorId })}
            />
            <Button
              disabled={!filtered}
              onClick={() => set({ action: undefined, subject: undefined, actorId: undefined })}
            >
              重置
            </Button>
          </div>
        }
      />
      <AuditDrawer entry={open} onClose={() => setOpen(undefined)} />
    </Page>
  );
}

/** In words where we have them; the name one filters by is always there. */
function Action(entry: AuditEntry) {
  const words = actionText(entry);
  return (
    <div>
      {words !== entry.action && <div>{words}</div>}
      <span className={words === entry.action ? 'code' : 'code hint'}>{entry.action}</span>
    </div>
  );
}

type Narrow = (changes: { subject?: string; actorId?: string }) => void;

const columns = (open: (entry: AuditEntry) => void, narrow: Narrow): ProColumns<AuditEntry>[] => [
  {
    title: '序号',
    dataIndex: 'seq',
    width: 80,
    render: (_, { seq }) => <span className='number'>{seq ?? '—'}</span>,
  },
  { title: '时间', dataIndex: 'at', fixed: 'left', width: 170, render: (_, { at }) => <When at={at} /> },
  {
    title: '操作人',
    dataIndex: 'actorName',
    render: (_, { actorId, actorName, role }) => (
      <span className='inline-field'>
        <Button type='link' size='small' className='plain-link' onClick={() => narrow({ actorId })}>
          {actorName ?? (role === 'system' ? '系统' : '未知')}
        </Button>
        <ToneTag tone='quiet'>{auditRoleText(role)}</ToneTag>
      </span>
    ),
  },
  { title: '动作', dataIndex: 'action', render: (_, entry) => <Action {...entry} /> },
  {
    title: '对象',
    dataIndex: 'subject',
    render: (_, { subject }) => (
      <span className='inline-field'>
        <ShortId id={subject} />
        <Button
          type='link'
          size='small'
          className='plain-link'
          aria-label={`只看它：对象 ${subject}`}
          onClick={() => narrow({ subject })}
        >
          只看它
        </Button>
      </span>
    ),
  },
  {
    title: '请求编号',
    dataIndex: 'requestId',
    render: (_, { requestId }) => (requestId ? <ShortId id={requestId} /> : <span className='hint'>—</span>),
  },
  {
    title: '操作',
    key: 'open',
    width: 80,
    fixed: 'right',
    hideInSetting: true,
    render: (_, entry) => (
      <Button size='small' onClick={() => open(entry)} aria-label={`详情 ${entry.action}`}>
        详情
      </Button>
    ),
  },
];
