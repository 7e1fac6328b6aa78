import { App, DatePicker, Drawer, Form, Input, InputNumber, Radio, Select, Button } from 'antd';
import type { Dayjs } from 'dayjs';
import { listBatches } from '@xinglin/shared/inventory/contract';
import {
  listReceipts,
  noCodeReasonText,
  receiptOutcomeText,
  receiveGoods,
  refusalReasonText,
  type NoCodeReason,
  type ReceiptOutcome,
  type RefusalReason,
} from '@xinglin/shared/inventory/receiving';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { mustChoose } from '../components/must-choose.ts';
import { CodeField, codesIn } from './code-field.tsx';
import { DrugSelect } from './drug-select.tsx';

type Fields = {
  documentNo: string;
  supplier: string;
  drugId: string;
  lotNo: string;
  madeOn: Dayjs;
  expires: Dayjs;
  quantity: number;
  codes?: string;
  noCodeReason?: NoCodeReason;
  arrivalCelsius?: number | null;
  outcome: ReceiptOutcome;
  reason?: RefusalReason;
};

const needed = (words: string) => [{ required: true, message: words }];

/** A delivery, lot by lot: document and supplier stay for the next lot of the same delivery. */
export function ReceiveForm({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const { message } = App.useApp();
  const receiving = useAct(receiveGoods, {
    changes: [listReceipts, listBatches],
    onDone: ({ outcome, drugName, lotNo }) => {
      void message.success(
        `${drugName} ${lotNo} ${receiptOutcomeText[outcome]}，可继续登记同一单据的下一个批号`,
      );
      const { documentNo, supplier } = form.getFieldsValue();
      form.resetFields();
      form.setFieldsValue({ documentNo, supplier });
      document.getElementById('receive-drug')?.focus();
    },
  });
  const send = ({ codes, noCodeReason, madeOn, expires, arrivalCelsius, reason, ...rest }: Fields) =>
    receiving.mutate({
      ...rest,
      madeOn: madeOn.format('YYYY-MM-DD'),
      expires: expires.format('YYYY-MM-DD'),
      codes: rest.outcome === 'refused' ? [] : codesIn(codes),
      noCodeReason: rest.outcome === 'refused' || codesIn(codes).length > 0 ? null : (noCodeReason ?? null),
      arrivalCelsius: arrivalCelsius ?? null,
      reason: rest.outcome === 'accepted' ? null : (reason ?? null),
    });
  return (
    <Drawer open width={560} title='登记到货' onClose={onClose}>
      <Form
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{ outcome: 'accepted' }}
        scrollToFirstError={{ block: 'center' }}
        onFinish={send}
      >
        <GoodsFields />
        <Verdict />
        {receiving.isError && <ErrorBlock error={receiving.error} />}
        <div className='form-end'>
          <Button onClick={onClose}>关闭</Button>
          {/* Not a submit button: a scanner ends every number with Enter, which must not send half a form. */}
          <Button
            id='receive-save'
            type='primary'
            loading={receiving.isPending}
            onClick={() => form.submit()}
          >
            保存
          </Button>
        </div>
      </Form>
    </Drawer>
  );
}

const GoodsFields = () => (
  <>
    <div className='pair'>
      <Form.Item
        name='documentNo'
        htmlFor='receive-document'
        label='随货单号'
        rules={needed('请填写随货单号')}
      >
        <Input id='receive-document' maxLength={40} autoComplete='off' />
      </Form.Item>
      <Form.Item name='supplier' htmlFor='receive-supplier' label='供货单位' rules={needed('请填写供货单位')}>
        <Input id='receive-supplier' maxLength={80} />
      </Form.Item>
    </div>
    <Form.Item name='drugId' htmlFor='receive-drug' label='药品' rules={mustChoose('请选择药品')}>
      <DrugSelect id='receive-drug' />
    </Form.Item>
    <div className='pair'>
      <Form.Item name='lotNo' htmlFor='receive-lot' label='批号' rules={needed('请填写批号')}>
        <Input id='receive-lot' maxLength={40} autoComplete='off' />
      </Form.Item>
      <Form.Item name='quantity' htmlFor='receive-quantity' label='数量' rules={needed('请填写数量')}>
        <InputNumber id='receive-quantity' min={1} max={100_000} precision={0} style={{ width: '100%' }} />
      </Form.Item>
    </div>
    <div className='pair'>
      <Form.Item name='madeOn' htmlFor='receive-made' label='生产日期' rules={needed('请填写生产日期')}>
        <DatePicker id='receive-made' style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name='expires' htmlFor='receive-expires' label='有效期至' rules={needed('请填写有效期')}>
        <DatePicker id='receive-expires' style={{ width: '100%' }} />
      </Form.Item>
    </div>
    <Form.Item
      name='arrivalCelsius'
      htmlFor='receive-celsius'
      label='到货温度（°C）'
      extra='冷藏药品必填；不在 2–8 °C 的只能隔离或拒收。'
    >
      <InputNumber id='receive-celsius' step={0.1} min={-40} max={60} />
    </Form.Item>
    <CodeField name='codes' label='追溯码' hint='逐盒扫码，盒数要与数量一致。' />
    <NoCodes />
  </>
);

/** Nothing scanned: then why, for who looks for these boxes later. */
function NoCodes() {
  const codes = codesIn(Form.useWatch<string | undefined>('codes'));
  const outcome = Form.useWatch<ReceiptOutcome | undefined>('outcome');
  if (codes.length > 0 || outcome === 'refused') return null;
  return (
    <Form.Item
      name='noCodeReason'
      htmlFor='receive-no-codes'
      label='没有追溯码的原因'
      rules={mustChoose('请扫追溯码，或者选择没有的原因')}
    >
      <Select
        id='receive-no-codes'
        allowClear
        placeholder='有追溯码就不用选'
        options={Object.entries(noCodeReasonText).map(([value, label]) => ({ value, label }))}
      />
    </Form.Item>
  );
}

function Verdict() {
  const outcome = Form.useWatch<ReceiptOutcome | undefined>('outcome');
  return (
    <>
      <Form.Item name='outcome' label='验收结论'>
        <Radio.Group
          options={[
            { value: 'accepted', label: '合格入库' },
            { value: 'quarantined', label: '先隔离' },
            { value: 'refused', label: '拒收' },
          ]}
        />
      </Form.Item>
      {outcome !== 'accepted' && (
        <Form.Item name='reason' htmlFor='receive-reason' label='原因' rules={mustChoose('请选择原因')}>
          <Select
            id='receive-reason'
            placeholder='请选择'
            options={Object.entries(refusalReasonText).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
      )}
    </>
  );
}
