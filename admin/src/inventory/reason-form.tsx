import { App, Descriptions, Form, Input, InputNumber, Modal, Select } from 'antd';
import type { z } from 'zod';
import { listBatches, listMovements, type Batch } from '@xinglin/shared/inventory/contract';
import {
  listQuarantined,
  listRequests,
  stockReasonText,
  type StockReason,
} from '@xinglin/shared/inventory/requests';
import type { Endpoint } from '@xinglin/shared/kernel/endpoint';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { mustChoose } from '../components/must-choose.ts';

export type Why = { quantity: number; reason: StockReason; note: string };

type Props<E extends Endpoint> = {
  batch: Batch;
  endpoint: E;
  title: string;
  okText: string;
  /** What is said when it is done. */
  done: string;
  /** What happens, in a sentence. */
  hint: string;
  quantityLabel: string;
  min: number;
  max: number;
  start: number;
  reasons: readonly StockReason[];
  inputOf: (why: Why) => z.input<E['input']>;
  onClose: () => void;
};

/** How many, and why: the question behind an adjustment, a quarantine and its end. */
export function ReasonForm<E extends Endpoint>(props: Props<E>) {
  const { batch, endpoint, title, okText, done, hint, quantityLabel, min, max, start, reasons } = props;
  const [form] = Form.useForm<Why>();
  const { message } = App.useApp();
  const act = useAct(endpoint, {
    changes: [listBatches, listMovements, listRequests, listQuarantined],
    onDone: () => {
      void message.success(done);
      props.onClose();
    },
  });
  return (
    <Modal
      open
      title={title}
      okText={okText}
      okButtonProps={{ id: 'reason-ok', loading: act.isPending }}
      cancelText='取消'
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <p className='hint'>{hint}</p>
      <Descriptions
        size='small'
        column={1}
        items={[
          { key: 'drug', label: '药品', children: `${batch.drugName} ${batch.strength} ${batch.pack}` },
          { key: 'lot', label: '批号', children: `${batch.lotNo}，有效期至 ${batch.expires}` },
          {
            key: 'figures',
            label: '数量',
            children: `在库 ${batch.onHand}，预留 ${batch.reserved}，隔离 ${batch.quarantined}`,
          },
        ]}
      />
      <Form
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{ quantity: start, note: '' }}
        onFinish={(why) => act.mutate(props.inputOf(why))}
      >
        <Form.Item
          name='quantity'
          htmlFor='reason-quantity'
          label={quantityLabel}
          rules={[
            { required: true, message: '请填写数量' },
            { type: 'integer', min, max, message: `应为 ${min} 到 ${max} 的整数` },
          ]}
        >
          <InputNumber id='reason-quantity' autoFocus min={min} max={max} precision={0} />
        </Form.Item>
        <Form.Item name='reason' htmlFor='reason-code' label='原因' rules={mustChoose('请选择原因')}>
          <Select
            id='reason-code'
            placeholder='请选择'
            options={reasons.map((value) => ({ value, label: stockReasonText[value] }))}
          />
        </Form.Item>
        <Form.Item name='note' htmlFor='reason-note' label='说明（可不填）'>
          <Input.TextArea id='reason-note' rows={2} maxLength={200} showCount />
        </Form.Item>
      </Form>
      {act.isError && <ErrorBlock error={act.error} />}
    </Modal>
  );
}
