import type { ProColumns } from '@ant-design/pro-components';
import { App, Button, Form, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { confirmCash, listCashDues, type CashDue } from '@xinglin/shared/payment/desk';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { When } from '../components/when.tsx';
import { moneyText } from './words.ts';

/** Patients who pay when they collect; confirmed with the sum that was counted. */
export function CashDesk() {
  const [due, choose] = useState<CashDue>();
  return (
    <Page
      title='到店付款'
      intro='顾客选择到店付款的自提订单。药先备好，顾客来取时收现金、点清金额后确认，再输取货码交药。'
    >
      <PageTable
        name='到店付款'
        endpoint={listCashDues}
        columns={columns(choose)}
        rowKey='paymentId'
        empty='没有等待付款的自提订单'
      />
      {due && <TakeCash due={due} onClose={() => choose(undefined)} />}
    </Page>
  );
}

const columns = (choose: (due: CashDue) => void): ProColumns<CashDue>[] => [
  {
    title: '订单号',
    dataIndex: 'orderNo',
    render: (_, { orderNo }) => <span className='code'>{orderNo}</span>,
  },
  { title: '应收', dataIndex: 'totalFen', align: 'right', render: (_, { totalFen }) => moneyText(totalFen) },
  { title: '选择到店付款', dataIndex: 'since', render: (_, { since }) => <When at={since} /> },
  {
    title: '操作',
    key: 'take',
    hideInSetting: true,
    render: (_, due) => (
      <Button size='small' type='primary' onClick={() => choose(due)} aria-label={`收款 ${due.orderNo}`}>
        收款
      </Button>
    ),
  },
];

function TakeCash({ due, onClose }: { due: CashDue; onClose: () => void }) {
  const [form] = Form.useForm<{ yuan: string }>();
  const { message } = App.useApp();
  const taking = useAct(confirmCash, {
    changes: [listCashDues],
    onDone: () => {
      void message.success(`已收款，订单 ${due.orderNo} 可以交药了`);
      onClose();
    },
  });
  return (
    <Modal
      open
      title={`收款：订单 ${due.orderNo}`}
      okText='确认已收到现金'
      okButtonProps={{ id: 'cash-confirm', loading: taking.isPending }}
      cancelText='取消'
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>
        应收 <strong className='number'>{moneyText(due.totalFen)}</strong>，请点清现金后填写实际收到的金额。
      </p>
      <Form
        form={form}
        layout='vertical'
        requiredMark={false}
        onFinish={({ yuan }) =>
          taking.mutate({ paymentId: due.paymentId, receivedFen: Math.round(Number(yuan) * 100) })
        }
      >
        <Form.Item
          name='yuan'
          label='实收（元）'
          htmlFor='cash-yuan'
          rules={[{ required: true, message: '请填写实际收到的金额' }]}
        >
          <InputNumber id='cash-yuan' autoFocus stringMode min='0.01' precision={2} style={{ width: 160 }} />
        </Form.Item>
      </Form>
      {taking.isError && <ErrorBlock error={taking.error} />}
    </Modal>
  );
}
