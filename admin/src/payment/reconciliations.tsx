import type { ProColumns } from '@ant-design/pro-components';
import { App, Button, Input, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import {
  BillClass,
  getBalances,
  listMoneyCases,
  listReconciliations,
  runReconciliation,
  type Reconciliation,
} from '@xinglin/shared/payment/desk';
import { addDays, shanghaiDate } from '@xinglin/shared/kernel/time';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { When } from '../components/when.tsx';
import { Balances } from './balances.tsx';
import { classText, dayState, moneyText } from './words.ts';

/** Each day's bill of WeChat Pay against our books. */
export function Reconciliations() {
  const { message } = App.useApp();
  const running = useAct(runReconciliation, {
    changes: [listReconciliations, listMoneyCases, getBalances],
    onDone: ({ day, state, openCases }) => {
      if (state === 'waiting') return message.info(`${day} 的账单还没有生成，稍后会自动再试`);
      return openCases > 0
        ? message.warning(`${day} 有 ${openCases} 条差异待处理`)
        : message.success(`${day} 已对平`);
    },
  });
  const rerun = (day: string) => running.mutate({ day });
  return (
    <Page
      title='每日对账'
      intro='每天 10:30 下载前一天的微信支付账单，与我们的账逐行核对，再核对账户余额。可以随时重新对，结果不会重复。'
      actions={<ChooseDay busy={running.isPending} run={rerun} />}
    >
      <Balances />
      {running.isError && <ErrorBlock error={running.error} />}
      <PageTable
        name='每日对账'
        endpoint={listReconciliations}
        columns={columns(rerun, running.isPending ? running.variables?.day : undefined)}
        rowKey='day'
        empty='还没有到过对账时间'
      />
    </Page>
  );
}

/** Any day that has a bill: WeChat Pay keeps them for three months. */
function ChooseDay({ busy, run }: { busy: boolean; run: (day: string) => void }) {
  const yesterday = addDays(shanghaiDate(Date.now()), -1);
  const [day, choose] = useState(yesterday);
  return (
    <Space>
      <Input
        id='bill-day'
        type='date'
        aria-label='账单日'
        min={addDays(yesterday, -89)}
        max={yesterday}
        value={day}
        style={{ width: 160 }}
        onChange={({ target }) => choose(target.value)}
      />
      <Button
        id='run-day'
        type='primary'
        loading={busy}
        disabled={day === '' || day > yesterday}
        onClick={() => run(day)}
      >
        对这一天的账
      </Button>
    </Space>
  );
}

const columns = (rerun: (day: string) => void, busy: string | undefined): ProColumns<Reconciliation>[] => [
  {
    title: '账单日',
    dataIndex: 'day',
    fixed: 'left',
    width: 110,
    render: (_, { day }) => <span className='number'>{day}</span>,
  },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, { state }) => <ToneTag tone={dayState[state].tone}>{dayState[state].text}</ToneTag>,
  },
  {
    title: '待处理',
    dataIndex: 'openCases',
    render: (_, { openCases, day }) =>
      openCases > 0 ? <Link to={`/money-cases?day=${day}`}>{openCases} 条</Link> : '无',
  },
  ...BillClass.options.map((each): ProColumns<Reconciliation> => ({
    title: classText[each],
    key: `class-${each}`,
    align: 'right',
    render: (_, { counts }) => <span className='number'>{counts[each]}</span>,
  })),
  {
    title: '平台余额',
    dataIndex: 'closingFen',
    align: 'right',
    render: (_, { closingFen }) => moneyText(closingFen),
  },
  {
    title: '账面余额',
    dataIndex: 'bookedFen',
    align: 'right',
    render: (_, { bookedFen, closingFen }) =>
      bookedFen === closingFen ? moneyText(bookedFen) : <ToneTag tone='bad'>{moneyText(bookedFen)}</ToneTag>,
  },
  { title: '自动修复', dataIndex: 'repaired', align: 'right', render: (_, { repaired }) => repaired },
  { title: '收款', dataIndex: 'paidFen', align: 'right', render: (_, { paidFen }) => moneyText(paidFen) },
  {
    title: '退款',
    dataIndex: 'refundedFen',
    align: 'right',
    render: (_, { refundedFen }) => moneyText(refundedFen),
  },
  { title: '手续费', dataIndex: 'feeFen', align: 'right', render: (_, { feeFen }) => moneyText(feeFen) },
  { title: '对账时间', dataIndex: 'ranAt', render: (_, { ranAt }) => (ranAt ? <When at={ranAt} /> : '—') },
  {
    title: '操作',
    key: 'run',
    width: 110,
    fixed: 'right',
    hideInSetting: true,
    render: (_, { day }) => (
      <Button
        size='small'
        disabled={day >= shanghaiDate(Date.now())}
        loading={busy === day}
        aria-label={`重新对账 ${day}`}
        onClick={() => rerun(day)}
      >
        重新对账
      </Button>
    ),
  },
];
