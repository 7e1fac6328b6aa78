import type { ProColumns } from '@ant-design/pro-components';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { listBatches, type Batch } from '@xinglin/shared/inventory/contract';
import type { LiveTopic } from '@xinglin/shared/kernel/live';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';
import { CounterSale } from './counter-sale.tsx';
import { freeUnits } from './free-units.ts';

const TOPICS: readonly LiveTopic[] = ['stock'];

/** The stock of the store, batch by batch, first to expire first. */
export function Batches() {
  const [{ q }, set] = useUrlFilters(['q']);
  const [selling, setSelling] = useState<Batch>();
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
        columns={columns(setSelling)}
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
      {selling && <CounterSale batch={selling} onClose={() => setSelling(undefined)} />}
    </Page>
  );
}

const columns = (sell: (batch: Batch) => void): ProColumns<Batch>[] => [
  {
    title: '药品',
    dataIndex: 'drugName',
    fixed: 'left',
    render: (_, { drugName, strength, pack }) => (
      <div>
        <strong>{drugName}</strong>
        <div className='hint'>
          {strength} · {pack}
        </div>
      </div>
    ),
  },
  { title: '批号', dataIndex: 'lotNo', render: (_, { lotNo }) => <span className='code'>{lotNo}</span> },
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
    width: 150,
    fixed: 'right',
    hideInSetting: true,
    render: (_, batch) => (
      <Space>
        <Button
          size='small'
          disabled={freeUnits(batch, shanghaiDate(Date.now())) === 0}
          aria-label={`柜台销售 ${batch.drugName} ${batch.lotNo}`}
          onClick={() => sell(batch)}
        >
          柜台销售
        </Button>
        <Link to={`/movements?batchId=${batch.id}`} aria-label={`流水 ${batch.drugName} ${batch.lotNo}`}>
          流水
        </Link>
      </Space>
    ),
  },
];
