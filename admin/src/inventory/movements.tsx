import type { ProColumns } from '@ant-design/pro-components';
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { z } from 'zod';
import { listMovements, MovementKind, movementText, type Movement } from '@xinglin/shared/inventory/contract';
import type { LiveTopic } from '@xinglin/shared/kernel/live';
import { LocalDate } from '@xinglin/shared/kernel/time';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { ShortId } from '../components/short-id.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';

const TOPICS: readonly LiveTopic[] = ['stock'];

/** Everything that ever changed a batch; nothing here can be altered. */
export function Movements() {
  const [filters, set] = useUrlFilters(['batchId', 'kind', 'q', 'from', 'to']);
  const batchId = z.uuid().safeParse(filters.batchId).data;
  const kind = MovementKind.safeParse(filters.kind).data;
  const day = (text: string | undefined) => LocalDate.safeParse(text).data;
  const [from, to] = [day(filters.from), day(filters.to)];
  return (
    <Page title='库存流水' intro='每一次变动一行，只增不改；库存数量就是这些变动的合计。最新的在前。'>
      <PageTable
        name='库存流水'
        endpoint={listMovements}
        filters={{ batchId, kind, q: filters.q, from, to }}
        topics={TOPICS}
        columns={columns}
        rowKey='id'
        empty='还没有库存变动'
        toolbar={
          <div className='filters'>
            <SearchBox
              id='movement-search'
              label='药品'
              main
              placeholder='药名'
              width={200}
              value={filters.q}
              onSearch={(q) => set({ q })}
            />
            <label className='field' htmlFor='movement-kind'>
              <span>类别</span>
              <Select
                id='movement-kind'
                allowClear
                placeholder='全部'
                style={{ width: 120 }}
                value={kind}
                onChange={(next?: string) => set({ kind: next })}
                options={Object.entries(movementText).map(([value, label]) => ({ value, label }))}
              />
            </label>
            <DatePicker.RangePicker
              aria-label='日期'
              allowEmpty={[true, true]}
              value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
              onChange={(days) =>
                set({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })
              }
            />
            {batchId && (
              <span className='inline-field'>
                只看一个批号 <ShortId id={batchId} />
                <Button size='small' onClick={() => set({ batchId: undefined })}>
                  看全部
                </Button>
              </span>
            )}
          </div>
        }
      />
    </Page>
  );
}

const signed = (delta: number) =>
  delta === 0 ? (
    <span className='hint'>0</span>
  ) : (
    <span className='number'>{delta > 0 ? `+${delta}` : `−${-delta}`}</span>
  );

/** References that are a place and not an id. */
const sourceText: Record<string, string> = { counter: '柜台', import: '库存导入' };

const columns: ProColumns<Movement>[] = [
  { title: '时间', dataIndex: 'at', fixed: 'left', width: 170, render: (_, { at }) => <When at={at} /> },
  {
    title: '类别',
    dataIndex: 'kind',
    render: (_, { kind }) => <ToneTag tone='brand'>{movementText[kind]}</ToneTag>,
  },
  { title: '药品', dataIndex: 'drugName', render: (_, { drugName }) => <strong>{drugName}</strong> },
  { title: '批号', dataIndex: 'lotNo', render: (_, { lotNo }) => <span className='code'>{lotNo}</span> },
  { title: '在库', dataIndex: 'onHandDelta', align: 'right', render: (_, row) => signed(row.onHandDelta) },
  {
    title: '预留',
    dataIndex: 'reservedDelta',
    align: 'right',
    render: (_, row) => signed(row.reservedDelta),
  },
  {
    title: '隔离',
    dataIndex: 'quarantinedDelta',
    align: 'right',
    render: (_, row) => signed(row.quarantinedDelta),
  },
  {
    title: '依据',
    dataIndex: 'reference',
    render: (_, { reference }) => sourceText[reference] ?? <ShortId id={reference} />,
  },
  { title: '经手人', dataIndex: 'actorName' },
];
