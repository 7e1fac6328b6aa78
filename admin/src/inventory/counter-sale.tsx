import { App, Descriptions, Form, InputNumber, Modal } from 'antd';
import { listBatches, listMovements, sellAtCounter, type Batch } from '@xinglin/shared/inventory/contract';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { freeUnits } from './free-units.ts';

const MOST_AT_ONCE = 99;

/** Asks how many are sold at the counter; confirming takes them off the batch at once. */
export function CounterSale({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const [form] = Form.useForm<{ quantity: number }>();
  const { message } = App.useApp();
  const selling = useAct(sellAtCounter, {
    changes: [listBatches, listMovements],
    onDone: ({ onHand }) => {
      void message.success(`已扣减，${batch.lotNo} 在库还有 ${onHand}`);
      onClose();
    },
  });
  const free = freeUnits(batch, shanghaiDate(Date.now()));
  return (
    <Modal
      open
      title='柜台销售'
      okText='确认销售，立即扣减'
      okButtonProps={{ id: 'sell-confirm', loading: selling.isPending }}
      cancelText='取消'
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Descriptions
        size='small'
        column={1}
        items={[
          { key: 'drug', label: '药品', children: `${batch.drugName} ${batch.strength} ${batch.pack}` },
          { key: 'lot', label: '批号', children: `${batch.lotNo}，有效期至 ${batch.expires}` },
          {
            key: 'free',
            label: '可卖',
            children: `${free} 件（在库 ${batch.onHand}，已为线上预留 ${batch.reserved}）`,
          },
        ]}
      />
      <Form
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{ quantity: 1 }}
        onFinish={({ quantity }) => selling.mutate({ id: batch.id, quantity })}
      >
        <Form.Item
          name='quantity'
          htmlFor='sell-quantity'
          label='数量'
          rules={[
            { required: true, message: '请填写数量' },
            { type: 'integer', min: 1, max: MOST_AT_ONCE, message: `数量为 1–${MOST_AT_ONCE} 的整数` },
          ]}
        >
          <InputNumber
            id='sell-quantity'
            autoFocus
            min={1}
            max={Math.min(free, MOST_AT_ONCE)}
            precision={0}
          />
        </Form.Item>
      </Form>
      {selling.isError && <ErrorBlock error={selling.error} />}
    </Modal>
  );
}
