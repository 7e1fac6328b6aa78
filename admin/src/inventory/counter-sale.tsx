import { Alert, App, Form, Input, InputNumber } from 'antd';
import {
  Buyer,
  listBatches,
  listMovements,
  sellAtCounter,
  type Batch,
} from '@xinglin/shared/inventory/contract';
import { listRegisteredSales } from '@xinglin/shared/inventory/register';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { useAct } from '../client/use-endpoint.ts';
import { FormModal } from '../components/form-modal.tsx';
import { BatchFacts } from './batch-facts.tsx';
import { CodeField, codesIn } from './code-field.tsx';
import { freeUnits } from './free-units.ts';

const MOST_AT_ONCE = 99;

type Fields = { quantity: number; codes?: string; prescription?: string; buyer?: Buyer };

/** Asks what the law wants to know of a sale at the counter; confirming takes the units off the batch at once. */
export function CounterSale({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const { message } = App.useApp();
  const selling = useAct(sellAtCounter, {
    changes: [listBatches, listMovements, listRegisteredSales],
    onDone: ({ onHand }) => {
      void message.success(`已扣减，${batch.lotNo} 在库还有 ${onHand}`);
      onClose();
    },
  });
  const free = freeUnits(batch, shanghaiDate(Date.now()));
  return (
    <FormModal<Fields>
      title='柜台销售'
      okText='确认销售，立即扣减'
      okId='sell-confirm'
      act={selling}
      start={{ quantity: 1 }}
      onSend={({ codes, ...fields }) => selling.mutate({ id: batch.id, ...fields, codes: codesIn(codes) })}
      onClose={onClose}
      above={
        <>
          <BatchFacts
            batch={batch}
            label='可卖'
            figures={`${free} 件（在库 ${batch.onHand}，已为线上预留 ${batch.reserved}）`}
          />
        </>
      }
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
        <InputNumber id='sell-quantity' autoFocus min={1} max={Math.min(free, MOST_AT_ONCE)} precision={0} />
      </Form.Item>
      {batch.class === 'rx' && (
        <Form.Item
          name='prescription'
          htmlFor='sell-prescription'
          label='处方编号（已审核通过）'
          extra='处方药须凭处方销售；编号在顾客的处方页面上，一张处方只能用一次。'
          rules={[{ required: true, message: '请录入处方编号' }]}
        >
          <Input id='sell-prescription' autoComplete='off' maxLength={40} />
        </Form.Item>
      )}
      {batch.registered && <BuyerFields />}
      <CodeField name='codes' label='追溯码' hint='逐盒扫码；没有追溯码的老库存可不扫。' />
    </FormModal>
  );
}

const fits = (field: keyof Buyer, words: string) => ({
  validator: async (_: unknown, value: unknown) => {
    if (!Buyer.shape[field].safeParse(value ?? '').success) throw new Error(words);
  },
});

/** Who buys 含麻黄碱类复方制剂, read from the identity card in hand. */
const BuyerFields = () => (
  <>
    <Alert
      type='warning'
      showIcon
      message='含麻黄碱类复方制剂：查验购买人身份证并登记，一次最多 2 个最小包装。'
      style={{ marginBlockEnd: 12 }}
    />
    <Form.Item
      name={['buyer', 'name']}
      htmlFor='buyer-name'
      label='购买人姓名'
      rules={[fits('name', '请填写姓名')]}
    >
      <Input id='buyer-name' autoComplete='off' maxLength={40} />
    </Form.Item>
    <Form.Item
      name={['buyer', 'idNumber']}
      htmlFor='buyer-id'
      label='身份证号'
      validateTrigger='onBlur'
      rules={[fits('idNumber', '身份证号有误，请核对')]}
    >
      <Input id='buyer-id' autoComplete='off' maxLength={18} />
    </Form.Item>
    <Form.Item
      name={['buyer', 'maker']}
      htmlFor='buyer-maker'
      label='生产企业（照药盒填写）'
      rules={[fits('maker', '请填写生产企业')]}
    >
      <Input id='buyer-maker' autoComplete='off' maxLength={80} />
    </Form.Item>
  </>
);
