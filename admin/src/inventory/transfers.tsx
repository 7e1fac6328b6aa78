import type { ProColumns } from '@ant-design/pro-components';
import { App, Button, Form, Input, InputNumber, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { listBatches } from '@xinglin/shared/inventory/contract';
import {
  listTransfers,
  receiveTransfer,
  transferStateText,
  type Transfer,
} from '@xinglin/shared/inventory/transfer';
import type { LiveTopic } from '@xinglin/shared/kernel/live';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { useUrlFilters } from '../components/use-url-filters.ts';
import { When } from '../components/when.tsx';
import { CodeField, codesIn } from './code-field.tsx';
import { drugColumn, lotColumn } from './columns.tsx';

const TOPICS: readonly LiveTopic[] = ['stock'];

/** Goods on their way from and to this store. */
export function Transfers() {
  const [{ direction }, set] = useUrlFilters(['direction']);
  const [arriving, setArriving] = useState<Transfer>();
  return (
    <Page
      title='调拨'
      intro='要调出，在「库存」里选批号，点「更多 → 调拨到别的门店」。调入的货到了，在这里收。'
    >
      <PageTable
        name='调拨单'
        endpoint={listTransfers}
        filters={{ direction }}
        topics={TOPICS}
        columns={columns(setArriving)}
        rowKey='id'
        empty='还没有调拨单'
        toolbar={
          <Segmented
            aria-label='方向'
            value={direction ?? ''}
            onChange={(next) => set({ direction: next || undefined })}
            options={[
              { value: '', label: '全部' },
              { value: 'in', label: '调入' },
              { value: 'out', label: '调出' },
            ]}
          />
        }
      />
      {arriving && <Arrive transfer={arriving} onClose={() => setArriving(undefined)} />}
    </Page>
  );
}

const columns = (arrive: (transfer: Transfer) => void): ProColumns<Transfer>[] => [
  drugColumn(),
  lotColumn(),
  {
    title: '方向',
    dataIndex: 'direction',
    render: (_, { direction, otherStore }) => (
      <span>
        <ToneTag tone={direction === 'in' ? 'brand' : 'quiet'}>
          {direction === 'in' ? '调入' : '调出'}
        </ToneTag>{' '}
        {otherStore}
      </span>
    ),
  },
  { title: '发出', dataIndex: 'quantity', align: 'right' },
  {
    title: '实收',
    dataIndex: 'received',
    align: 'right',
    render: (_, { received, quantity, note }) =>
      received === null ? (
        '—'
      ) : (
        <span className={received < quantity ? 'wrong' : undefined} title={note}>
          {received}
          {received < quantity && `（少 ${quantity - received}：${note}）`}
        </span>
      ),
  },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, { state, shortDated }) => (
      <span>
        <ToneTag tone={state === 'arrived' ? 'good' : 'waiting'}>{transferStateText[state]}</ToneTag>{' '}
        {shortDated && <ToneTag tone='waiting'>不足 90 天</ToneTag>}
      </span>
    ),
  },
  {
    title: '发货',
    dataIndex: 'shippedAt',
    render: (_, row) => (
      <span>
        {row.shippedBy} <When at={row.shippedAt} />
      </span>
    ),
  },
  {
    title: '操作',
    key: 'acts',
    fixed: 'right',
    hideInSetting: true,
    render: (_, row) =>
      row.direction === 'in' && row.state === 'in_transit' ? (
        <Button
          size='small'
          type='primary'
          aria-label={`收货 ${row.drugName} ${row.lotNo}`}
          onClick={() => arrive(row)}
        >
          收货
        </Button>
      ) : null,
  },
];

type Fields = { received: number; codes?: string; celsius?: number | null; note?: string };

function Arrive({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const { message } = App.useApp();
  const receiving = useAct(receiveTransfer, {
    changes: [listTransfers, listBatches],
    onDone: () => {
      void message.success('已收货');
      onClose();
    },
  });
  const received = Form.useWatch('received', form) ?? transfer.quantity;
  return (
    <Modal
      open
      title={`收货：${transfer.drugName} ${transfer.lotNo}`}
      okText='确认收货'
      okButtonProps={{ id: 'arrive-confirm', loading: receiving.isPending }}
      cancelText='取消'
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{ received: transfer.quantity }}
        onFinish={({ codes, celsius, note = '', ...rest }) =>
          receiving.mutate({
            id: transfer.id,
            ...rest,
            codes: codesIn(codes),
            celsius: celsius ?? null,
            note,
          })
        }
      >
        <Form.Item
          name='received'
          htmlFor='arrive-received'
          label={`实收数量（对方发出 ${transfer.quantity}）`}
          rules={[
            { required: true, type: 'integer', min: 0, max: transfer.quantity, message: '请填写实收数量' },
          ]}
        >
          <InputNumber id='arrive-received' min={0} max={transfer.quantity} precision={0} />
        </Form.Item>
        {transfer.storage === 'refrigerated' && (
          <Form.Item
            name='celsius'
            htmlFor='arrive-celsius'
            label='到货时冷链箱温度（°C）'
            extra='不在 2–8 °C 的会自动进隔离区。'
            rules={[{ required: true, message: '冷藏药品请填写到货温度' }]}
          >
            <InputNumber id='arrive-celsius' step={0.1} min={-40} max={60} />
          </Form.Item>
        )}
        {received < transfer.quantity && (
          <>
            <Form.Item
              name='note'
              htmlFor='arrive-note'
              label='为什么少了'
              rules={[{ required: true, message: '请说明原因' }]}
            >
              <Input id='arrive-note' maxLength={200} />
            </Form.Item>
            <CodeField name='codes' label='收到的追溯码' hint='有追溯码的，扫一遍实际收到的盒子。' />
          </>
        )}
      </Form>
      {receiving.isError && <ErrorBlock error={receiving.error} />}
    </Modal>
  );
}
