import { App, Form, Input, InputNumber } from 'antd';
import { listBatches } from '@xinglin/shared/inventory/contract';
import { listTransfers, receiveTransfer, type Transfer } from '@xinglin/shared/inventory/transfer';
import { useAct } from '../client/use-endpoint.ts';
import { FormModal } from '../components/form-modal.tsx';
import { CelsiusField } from './celsius-field.tsx';
import { CodeField, codesIn } from './code-field.tsx';

type Fields = { received: number; codes?: string; celsius?: number | null; note?: string };

/** The goods are here: how many, how warm, and which boxes when some are missing. */
export function ArriveForm({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
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
    <FormModal<Fields>
      title={`收货：${transfer.drugName} ${transfer.lotNo}`}
      okText='确认收货'
      okId='arrive-confirm'
      act={receiving}
      form={form}
      start={{ received: transfer.quantity }}
      onSend={({ codes, celsius, note = '', ...rest }) =>
        receiving.mutate({
          id: transfer.id,
          ...rest,
          codes: codesIn(codes),
          celsius: celsius ?? null,
          note,
        })
      }
      onClose={onClose}
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
        <CelsiusField
          id='arrive-celsius'
          label='到货时冷链箱温度（°C）'
          extra='不在 2–8 °C 的会自动进隔离区。'
          needed='冷藏药品请填写到货温度'
        />
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
    </FormModal>
  );
}
