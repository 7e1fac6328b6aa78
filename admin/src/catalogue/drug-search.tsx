import { ProTable, type ProColumns } from '@ant-design/pro-components';
import { Button, Empty, Select } from 'antd';
import { drugClassText, searchDrugs, type DrugCard } from '@xinglin/shared/catalogue/contract';
import { useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { Page } from '../components/page.tsx';
import { RefreshButton } from '../components/refresh-button.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { DrugDrawer } from './drug-drawer.tsx';

const MOST = 50;

/** Drugs by name, alias, pinyin, ingredient or symptom, with their facts. */
export function DrugSearch() {
  const [{ q, category, drug }, set] = useUrlFilters(['q', 'category', 'drug']);
  const read = useRead(searchDrugs, { q: q ?? '', category, limit: MOST }, { keepPrevious: true });
  const show = (id: string | undefined) => set({ drug: id });
  return (
    <Page title='药品查询' intro={`按名称、别名、拼音、成分或症状查找，最多列出 ${MOST} 种。`}>
      <section aria-label='药品'>
        {read.isError && <ErrorBlock error={read.error} onRetry={read.refetch} />}
        {read.isError && !read.data ? null : (
          <ProTable<DrugCard>
            rowKey='id'
            columns={columns(show)}
            dataSource={read.data?.items ?? []}
            loading={read.isPending || read.isPlaceholderData}
            search={false}
            cardBordered
            pagination={false}
            toolBarRender={() => [
              <RefreshButton key='refresh' busy={read.isFetching} onClick={read.refetch} />,
            ]}
            options={{ reload: false, density: true, setting: false, fullScreen: false }}
            scroll={{ x: 'max-content' }}
            locale={{
              emptyText: (
                <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description='没有找到这样的药品，换个词试试' />
              ),
            }}
            toolbar={{
              title: (
                <div className='filters'>
                  <SearchBox
                    id='drug-search'
                    label='查找'
                    main
                    maxLength={60}
                    placeholder='名称、拼音、成分或症状'
                    width={320}
                    value={q}
                    onSearch={(text) => set({ q: text })}
                  />
                  <label className='field' htmlFor='drug-category'>
                    <span>分类</span>
                    <Select
                      id='drug-category'
                      allowClear
                      placeholder='全部分类'
                      style={{ width: 160 }}
                      value={category}
                      onChange={(next?: string) => set({ category: next })}
                      options={(read.data?.categories ?? []).map((each) => ({ value: each, label: each }))}
                    />
                  </label>
                </div>
              ),
            }}
          />
        )}
      </section>
      <DrugDrawer id={drug} onClose={() => show(undefined)} />
    </Page>
  );
}

const columns = (show: (id: string) => void): ProColumns<DrugCard>[] => [
  {
    title: '通用名',
    dataIndex: 'genericName',
    fixed: 'left',
    render: (_, { id, genericName }) => (
      <Button type='link' size='small' className='plain-link strong' onClick={() => show(id)}>
        {genericName}
      </Button>
    ),
  },
  {
    title: '类别',
    dataIndex: 'class',
    render: (_, drug) => (
      <ToneTag tone={drug.class === 'rx' ? 'active' : 'quiet'}>{drugClassText[drug.class]}</ToneTag>
    ),
  },
  {
    title: '规格',
    dataIndex: 'strength',
    render: (_, { strength }) => (
      <div className='clip' title={strength}>
        {strength}
      </div>
    ),
  },
  { title: '包装', dataIndex: 'pack' },
  {
    title: '分类',
    dataIndex: 'category',
    render: (_, { category }) => category ?? <span className='hint'>不展示</span>,
  },
  { title: '编码', dataIndex: 'code', copyable: true, className: 'code' },
  {
    title: '提示',
    dataIndex: 'notice',
    render: (_, { notice }) => (
      <div className='clip' title={notice ?? undefined}>
        {notice ?? <span className='hint'>—</span>}
      </div>
    ),
  },
];
