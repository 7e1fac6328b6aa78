import type { ProColumns } from '@ant-design/pro-components';
import { App, Button, Drawer, Form, Input, Segmented, Timeline } from 'antd';
import { useState } from 'react';
import { yuan } from '@xinglin/shared/kernel/money';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { answerPriceReport, listStorePriceReports, type PriceReport } from '@xinglin/shared/pricing/reports';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';

const ALL = 'all';

/** What patients say about the prices of this store, and the answers. */
export function PriceReports() {
  const [{ state }, set] = useUrlFilters(['state']);
  const [open, setOpen] = useState<PriceReport>();
  return (
    <Page
      title='价格反馈'
      intro='顾客反馈价格不对时会出现在这里。您的回复会发到顾客的消息里；看不到顾客是谁。'
    >
      <PageTable
        name='价格反馈'
        endpoint={listStorePriceReports}
        filters={{ state }}
        columns={columns(setOpen)}
        rowKey='id'
        empty={state === 'open' ? '没有等您回复的反馈' : '还没有价格反馈'}
        toolbar={
          <Segmented
            options={[
              { value: ALL, label: '全部' },
              { value: 'open', label: '待回复' },
              { value: 'answered', label: '已回复' },
            ]}
            value={state ?? ALL}
            onChange={(next) => set({ state: next === ALL ? undefined : String(next) })}
          />
        }
      />
      {open && <Thread report={open} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

const columns = (open: (report: PriceReport) => void): ProColumns<PriceReport>[] => [
  { title: '药品', dataIndex: 'drugName', render: (_, { drugName }) => <strong>{drugName}</strong> },
  {
    title: '显示价（元）',
    dataIndex: 'shownFen',
    align: 'right',
    render: (_, { shownFen }) => yuan(shownFen),
  },
  {
    title: '顾客看到（元）',
    dataIndex: 'seenFen',
    align: 'right',
    render: (_, { seenFen }) => (seenFen === null ? <span className='hint'>没填</span> : yuan(seenFen)),
  },
  {
    title: '最后一句',
    key: 'last',
    render: (_, { messages }) => <div className='clip'>{messages.at(-1)?.text}</div>,
  },
  { title: '时间', dataIndex: 'updatedAt', render: (_, { updatedAt }) => <When at={updatedAt} /> },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, { state }) => (
      <ToneTag tone={state === 'open' ? 'waiting' : 'good'}>{state === 'open' ? '待回复' : '已回复'}</ToneTag>
    ),
  },
  {
    title: '操作',
    key: 'acts',
    fixed: 'right',
    hideInSetting: true,
    render: (_, report) => (
      <Button size='small' aria-label={`查看并回复 ${report.drugName}`} onClick={() => open(report)}>
        查看并回复
      </Button>
    ),
  },
];

function Thread({ report, onClose }: { report: PriceReport; onClose: () => void }) {
  const [form] = Form.useForm<{ text: string }>();
  const { message } = App.useApp();
  const answering = useAct(answerPriceReport, {
    changes: [listStorePriceReports],
    onDone: () => {
      void message.success('已回复，顾客会收到消息');
      onClose();
    },
  });
  return (
    <Drawer open size='large' title={`价格反馈：${report.drugName}`} onClose={onClose}>
      <p>
        当时显示 {yuan(report.shownFen)} 元
        {report.seenFen !== null && `，顾客看到 ${yuan(report.seenFen)} 元`}。
      </p>
      <Timeline
        items={report.messages.map(({ author, text, at }) => ({
          color: author === 'store' ? 'green' : 'blue',
          children: (
            <>
              <div className='hint'>
                {author === 'store' ? '门店' : '顾客'} · {dateTimeText(at)}
              </div>
              {text}
            </>
          ),
        }))}
      />
      <Form
        form={form}
        layout='vertical'
        requiredMark={false}
        onFinish={({ text }) => answering.mutate({ id: report.id, text: text.trim() })}
      >
        <Form.Item
          name='text'
          htmlFor='report-answer'
          label='回复'
          rules={[{ required: true, whitespace: true, min: 2, message: '请写一句回复' }]}
        >
          <Input.TextArea id='report-answer' rows={4} maxLength={300} showCount />
        </Form.Item>
        <Button id='report-send' type='primary' htmlType='submit' loading={answering.isPending}>
          发送回复
        </Button>
      </Form>
      {answering.isError && <ErrorBlock error={answering.error} />}
    </Drawer>
  );
}
