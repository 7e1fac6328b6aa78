import type { ProColumns } from '@ant-design/pro-components';
import { Segmented } from 'antd';
import { DeadState, listDeadEvents, type DeadEvent } from '@xinglin/shared/compliance/dead-events-contract';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { ShortId } from '../components/short-id.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';
import { DeadEventActs } from './dead-event-acts.tsx';
import { eventText, taskText } from './words.ts';

const STATES: Record<DeadState, { label: string; empty: string }> = {
  dead: { label: '已停止重试', empty: '没有停止重试的任务' },
  failing: { label: '还在重试', empty: '没有一直失败的任务' },
  dropped: { label: '已放弃', empty: '没有放弃过的任务' },
};

/** What should have followed and did not: a person tries again, or two of them give it up. */
export function DeadEvents() {
  const [filters, set] = useUrlFilters(['state']);
  const state = DeadState.safeParse(filters.state).data ?? 'dead';
  return (
    <Page
      title='失败任务'
      intro='系统该自动做而没有做成的事，例如退款、归还库存、发通知。先查明原因再重试；放弃要由另一位合规专员复核。'
    >
      <PageTable
        name='失败任务'
        endpoint={listDeadEvents}
        filters={{ state }}
        columns={columns}
        rowKey='id'
        empty={STATES[state].empty}
        toolbar={
          <Segmented
            aria-label='状态'
            value={state}
            options={DeadState.options.map((value) => ({ value, label: STATES[value].label }))}
            onChange={(value) => set({ state: value === 'dead' ? undefined : value })}
          />
        }
      />
    </Page>
  );
}

const columns: ProColumns<DeadEvent>[] = [
  {
    title: '发生了什么',
    dataIndex: 'name',
    render: (_, { name, subject }) => (
      <div>
        {eventText(name)} <span className='code hint'>{name}</span>
        <div>
          <ShortId id={subject} />
        </div>
      </div>
    ),
  },
  {
    title: '没有做成的',
    dataIndex: 'undone',
    width: 250,
    render: (_, { undone }) =>
      undone.length > 0
        ? undone.map((each) => (
            <div key={each} className='wrap-anywhere'>
              {taskText(each)} <span className='code hint'>{each}</span>
            </div>
          ))
        : '这个版本里已经没有这项任务',
  },
  {
    title: '最后的错误',
    dataIndex: 'error',
    width: 300,
    render: (_, event) => (
      <div className='wrap-anywhere'>
        {event.error || '—'}
        <Tries {...event} />
      </div>
    ),
  },
  {
    title: '操作',
    key: 'act',
    fixed: 'right',
    width: 230,
    hideInSetting: true,
    render: (_, event) => <DeadEventActs event={event} />,
  },
];

const Tries = ({ attempts, deadAt, nextTryAt }: DeadEvent) => (
  <div className='hint'>
    试过 {attempts} 次
    {deadAt && (
      <>
        ，停止于 <When at={deadAt} />
      </>
    )}
    {!deadAt && nextTryAt && <>，下次 {dateTimeText(nextTryAt)}</>}
  </div>
);
