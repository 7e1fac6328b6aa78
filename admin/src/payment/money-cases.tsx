import type { ProColumns } from '@ant-design/pro-components';
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { CaseKind, listMoneyCases, type MoneyCase } from '@xinglin/shared/payment/desk';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { ShortId } from '../components/short-id.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';
import { ResolveCase } from './resolve-case.tsx';
import { caseText, moneyText, resolutionText } from './words.ts';

/** What a person must decide about money: differences, failed refunds, cash to give back. */
export function MoneyCases() {
  const [filters, set] = useUrlFilters(['state', 'kind', 'day']);
  const [chosen, choose] = useState<MoneyCase>();
  const state = filters.state === 'closed' ? 'closed' : 'open';
  return (
    <Page title='资金差异' intro='金额对不上、退款没成功、要退现金的事，都在这里逐条处理。等得最久的在前。'>
      <PageTable
        name='资金差异'
        endpoint={listMoneyCases}
        filters={{ ...filters, state }}
        columns={columns(choose)}
        rowKey='id'
        empty={state === 'open' ? '没有等待处理的资金差异' : '还没有处理过的资金差异'}
        toolbar={
          <div className='filters'>
            <Segmented
              aria-label='处理状态'
              value={state}
              options={[
                { label: '待处理', value: 'open' },
                { label: '已处理', value: 'closed' },
              ]}
              onChange={(value) => set({ state: value })}
            />
            <Select
              aria-label='种类'
              allowClear
              placeholder='全部种类'
              style={{ width: 200 }}
              value={filters.kind ?? null}
              options={CaseKind.options.map((value) => ({ value, label: caseText[value] }))}
              onChange={(kind: string | null) => set({ kind: kind ?? undefined })}
            />
          </div>
        }
      />
      {chosen && <ResolveCase found={chosen} onClose={() => choose(undefined)} />}
    </Page>
  );
}

const columns = (choose: (found: MoneyCase) => void): ProColumns<MoneyCase>[] => [
  {
    title: '发现时间',
    dataIndex: 'openedAt',
    fixed: 'left',
    render: (_, { openedAt }) => <When at={openedAt} />,
  },
  {
    title: '种类',
    dataIndex: 'kind',
    render: (_, { kind, state }) => (
      <ToneTag tone={state === 'open' ? 'bad' : 'quiet'}>{caseText[kind]}</ToneTag>
    ),
  },
  { title: '单号', dataIndex: 'subject', render: (_, { subject }) => <ShortId id={subject} /> },
  { title: '账单日', dataIndex: 'day', render: (_, { day }) => day ?? '—' },
  { title: '应为', dataIndex: 'askedFen', align: 'right', render: (_, { askedFen }) => moneyText(askedFen) },
  { title: '实为', dataIndex: 'foundFen', align: 'right', render: (_, { foundFen }) => moneyText(foundFen) },
  {
    title: '处理',
    key: 'act',
    fixed: 'right',
    hideInSetting: true,
    render: (_, found) =>
      found.state === 'open' ? (
        <Button size='small' type='primary' onClick={() => choose(found)}>
          处理
        </Button>
      ) : (
        <span>
          {found.resolution ? resolutionText[found.resolution].name : '—'}
          {found.reason && <span className='hint'>：{found.reason}</span>}
        </span>
      ),
  },
];
