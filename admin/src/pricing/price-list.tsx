import type { ProColumns } from '@ant-design/pro-components';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { drugClassText } from '@xinglin/shared/catalogue/contract';
import { yuan } from '@xinglin/shared/kernel/money';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { listStorePrices, type StorePrice } from '@xinglin/shared/pricing/desk';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';
import { PriceForm } from './price-form.tsx';
import { PriceHistory } from './price-history.tsx';

/** What the store asks, drug by drug, and what it will ask. */
export function PriceList() {
  const [{ q }, set] = useUrlFilters(['q']);
  const [changing, setChanging] = useState<StorePrice>();
  const [shown, setShown] = useState<StorePrice>();
  return (
    <Page
      title='价格表'
      intro='改价立即生效，也可以定好生效时间。旧价格都留在历史里；划线价由系统按最近 7 天最低成交价算，不能手填。'
    >
      <PageTable
        name='本店价格'
        endpoint={listStorePrices}
        filters={{ q }}
        columns={columns(setChanging, setShown)}
        rowKey='drugId'
        empty={q ? `没有找到「${q}」，换个药名试试` : '本店还没有价格，请先导入'}
        toolbar={
          <SearchBox
            id='price-search'
            label='查找'
            main
            placeholder='药名'
            width={280}
            value={q}
            onSearch={(text) => set({ q: text })}
          />
        }
      />
      {changing && <PriceForm of={changing} onClose={() => setChanging(undefined)} />}
      {shown && <PriceHistory of={shown} onClose={() => setShown(undefined)} />}
    </Page>
  );
}

type Open = (row: StorePrice) => void;

const columns = (change: Open, history: Open): ProColumns<StorePrice>[] => [
  {
    title: '药品',
    dataIndex: 'name',
    fixed: 'left',
    render: (_, { name, strength, pack }) => (
      <div>
        <strong>{name}</strong>
        <div className='hint'>
          {strength} · {pack}
        </div>
      </div>
    ),
  },
  { title: '类别', dataIndex: 'class', render: (_, row) => drugClassText[row.class] },
  {
    title: '现价（元）',
    dataIndex: 'priceFen',
    align: 'right',
    render: (_, { priceFen }) =>
      priceFen === null ? (
        <span className='hint'>没有</span>
      ) : (
        <strong className='number'>{yuan(priceFen)}</strong>
      ),
  },
  {
    title: '划线价（元）',
    dataIndex: 'wasPriceFen',
    align: 'right',
    render: (_, { wasPriceFen }) =>
      wasPriceFen === null ? <span className='hint'>—</span> : <s className='number'>{yuan(wasPriceFen)}</s>,
  },
  { title: '从何时起', dataIndex: 'since', render: (_, { since }) => <When at={since} /> },
  {
    title: '待生效',
    dataIndex: 'next',
    render: (_, { next }) =>
      next ? (
        <span className='number'>
          {yuan(next.priceFen)} 元，{dateTimeText(next.validFrom)} 起
        </span>
      ) : (
        <span className='hint'>—</span>
      ),
  },
  {
    title: '操作',
    key: 'acts',
    width: 150,
    fixed: 'right',
    hideInSetting: true,
    render: (_, row) => (
      <Space>
        <Button size='small' aria-label={`改价 ${row.name} ${row.strength}`} onClick={() => change(row)}>
          改价
        </Button>
        <Button
          size='small'
          type='link'
          aria-label={`历史 ${row.name} ${row.strength}`}
          onClick={() => history(row)}
        >
          历史
        </Button>
      </Space>
    ),
  },
];
