import type { ProColumns } from '@ant-design/pro-components';
import { App, Button, Checkbox, Input, Modal, Popconfirm, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { LiveTopic } from '@xinglin/shared/kernel/live';
import { price } from '@xinglin/shared/kernel/money';
import { afterSaleReasonText, afterSaleStatusText, type StoreAfterSale } from '@xinglin/shared/order/changes';
import { decideAfterSale, listAfterSales, takeGoodsBack } from '@xinglin/shared/order/operations';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { When } from '../components/when.tsx';

const TOPICS: readonly LiveTopic[] = ['order'];

/** Complaints about goods this store sold, newest first. */
export function AfterSales() {
  const [asked, setAsked] = useState<StoreAfterSale>();
  return (
    <Page
      title='售后'
      intro='只有质量问题可以退款。受理后款项原路退回；批号召回的由系统直接受理。带回的药品一律登记销毁，不再销售。'
    >
      <PageTable
        name='售后申请'
        endpoint={listAfterSales}
        topics={TOPICS}
        columns={columns(setAsked)}
        rowKey='id'
        empty='没有售后申请'
      />
      {asked && <Decide sale={asked} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}

const columns = (open: (sale: StoreAfterSale) => void): ProColumns<StoreAfterSale>[] => [
  {
    title: '包裹号',
    dataIndex: 'parcelNo',
    render: (_, { parcelId, parcelNo }) => (
      <Link to={`/parcels/${parcelId}`} className='code strong'>
        {parcelNo}
      </Link>
    ),
  },
  { title: '药品', key: 'what', render: (_, { name, quantity }) => `${name} ×${quantity}` },
  {
    title: '问题',
    key: 'why',
    render: (_, { reason, text }) => `${afterSaleReasonText[reason]}${text ? `：${text}` : ''}`,
  },
  { title: '可退', dataIndex: 'amountFen', render: (_, { amountFen }) => price(amountFen) },
  { title: '提交', dataIndex: 'submittedAt', render: (_, { submittedAt }) => <When at={submittedAt} /> },
  { title: '状态', dataIndex: 'status', render: (_, { status }) => afterSaleStatusText[status] },
  {
    title: '操作',
    key: 'act',
    render: (_, sale) =>
      sale.status === 'submitted' ? (
        <Button size='small' onClick={() => open(sale)}>
          处理
        </Button>
      ) : (
        <Answered sale={sale} />
      ),
  },
];

/** What was answered, and the goods that are still to be brought back. */
function Answered({ sale: { id, status, reason, answer, goodsBackAt } }: { sale: StoreAfterSale }) {
  const { message } = App.useApp();
  const back = useAct(takeGoodsBack, {
    changes: [listAfterSales],
    onDone: () => void message.success('已登记带回并销毁'),
  });
  const awaited = (status === 'refunding' || status === 'refunded') && reason !== 'missing';
  return (
    <Space direction='vertical' size='small' className='after-sale-answer'>
      {answer}
      {goodsBackAt && (
        <span>
          已带回销毁 <When at={goodsBackAt} />
        </span>
      )}
      {awaited && !goodsBackAt && (
        <Popconfirm
          title='药品已在柜台，登记销毁？'
          description='登记后不能撤销，这些药品不会再销售。'
          okText='登记销毁'
          cancelText='还没有'
          onConfirm={() => back.mutate({ id })}
        >
          <Button size='small' loading={back.isPending}>
            登记带回
          </Button>
        </Popconfirm>
      )}
      {back.error && <ErrorBlock error={back.error} />}
    </Space>
  );
}

function Decide({ sale, onClose }: { sale: StoreAfterSale; onClose: () => void }) {
  const { message } = App.useApp();
  const [answer, setAnswer] = useState('');
  const [goodsBack, setGoodsBack] = useState(false);
  const deciding = useAct(decideAfterSale, {
    changes: [listAfterSales],
    onDone: ({ status }) => {
      void message.success(status === 'rejected' ? '已回复顾客' : '已受理，退款处理中');
      onClose();
    },
  });
  const send = (accept: boolean) =>
    deciding.mutate({ id: sale.id, accept, answer: answer.trim(), goodsBack });
  const said = answer.trim().length >= 2;
  return (
    <Modal
      open
      title={`${sale.name} ×${sale.quantity}`}
      onCancel={onClose}
      footer={
        <Space>
          <Button danger disabled={!said} loading={deciding.isPending} onClick={() => send(false)}>
            不受理
          </Button>
          <Button type='primary' disabled={!said} loading={deciding.isPending} onClick={() => send(true)}>
            受理并退款 {price(sale.amountFen)}
          </Button>
        </Space>
      }
    >
      <p>
        {afterSaleReasonText[sale.reason]}
        {sale.text && `：${sale.text}`}
      </p>
      <Input.TextArea
        aria-label='给顾客的答复'
        placeholder='给顾客的答复，例如请把药品带回柜台'
        maxLength={200}
        rows={3}
        value={answer}
        onChange={({ target }) => setAnswer(target.value)}
      />
      <Checkbox className='below' checked={goodsBack} onChange={({ target }) => setGoodsBack(target.checked)}>
        药品已带回药店，登记销毁
      </Checkbox>
      {deciding.error && <ErrorBlock error={deciding.error} />}
    </Modal>
  );
}
