import type { ProColumns } from '@ant-design/pro-components';
import { Space } from 'antd';
import { drugClassText } from '@xinglin/shared/catalogue/contract';
import { listBatches, type Batch } from '@xinglin/shared/inventory/contract';
import type { LiveTopic } from '@xinglin/shared/kernel/live';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';
import { BatchActs } from './batch-acts.tsx';
import { drugColumn, lotColumn } from './columns.tsx';

const TOPICS: readonly LiveTopic[] = ['stock'];

/** The stock of the store, batch by batch, first to expire first. */
export function Batches() {
  const [{ q }, set] = useUrlFilters(['q']);
  return (
    <Page
      title='库存'
      intro='先到期的排在前面。线上可售 = 在库 − 预留 − 隔离；近效期的批号线上不再销售，可售为 0。'
    >
      <PageTable
        name='本店库存'
        endpoint={listBatches}
        filters={{ q }}
        topics={TOPICS}
        columns={columns}
        rowKey='id'
        empty={q ? `没有找到「${q}」，换个药名或批号试试` : '本店还没有库存'}
        toolbar={
          <SearchBox
            id='batch-search'
            label='查找'
            main
            placeholder='药名或批号'
            width={280}
            value={q}
            onSearch={(text) => set({ q: text })}
          />
        }
      />
    </Page>
  );
}

const columns: ProColumns<Batch>[] = [
  drugColumn(),
  lotColumn(),
  {
    title: '类别',
    dataIndex: 'class',
    render: (_, { class: drugClass, storage, registered }) => (
      <Space size={4}>
        <ToneTag tone={drugClass === 'rx' ? 'active' : 'quiet'}>{drugClassText[drugClass]}</ToneTag>
        {storage === 'refrigerated' && <ToneTag tone='active'>冷藏</ToneTag>}
        {registered && <ToneTag tone='waiting'>实名登记</ToneTag>}
      </Space>
    ),
  },
  {
    title: '有效期至',
    dataIndex: 'expires',
    render: (_, { expires, nearExpiry }) => (
      <Space size={6}>
        <span className='number'>{expires}</span>
        {expires < shanghaiDate(Date.now()) ? (
          <ToneTag tone='bad'>已过期</ToneTag>
        ) : (
          nearExpiry && <ToneTag tone='waiting'>近效期</ToneTag>
        )}
      </Space>
    ),
  },
  { title: '在库', dataIndex: 'onHand', align: 'right' },
  { title: '预留', dataIndex: 'reserved', align: 'right' },
  { title: '隔离', dataIndex: 'quarantined', align: 'right' },
  {
    title: '线上可售',
    dataIndex: 'available',
    align: 'right',
    render: (_, { available }) => (
      <strong className={available === 0 ? 'wrong' : undefined}>{available}</strong>
    ),
  },
  { title: '更新', dataIndex: 'updatedAt', render: (_, { updatedAt }) => <When at={updatedAt} /> },
  {
    title: '操作',
    key: 'acts',
    width: 170,
    fixed: 'right',
    hideInSetting: true,
    render: (_, batch) => <BatchActs batch={batch} />,
  },
];
