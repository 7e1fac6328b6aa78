import { App, Button, Checkbox, DatePicker, Form, Input, InputNumber, Radio, Space } from 'antd';
import { createStoreCoupon, listStoreCoupons, previewStoreCoupon } from '@xinglin/shared/pricing/desk';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { FormModal } from '../components/form-modal.tsx';
import { CouponPreview } from './coupon-preview.tsx';
import { fenOf } from './words.ts';
import { YuanField } from './yuan-field.tsx';

type Day = { valueOf(): number };
type Values = {
  title: string;
  code: string;
  kind: 'off' | 'percent';
  threshold: number;
  off?: number;
  percent?: number;
  cap?: number;
  perPerson: number;
  stackable: boolean;
  days: [Day, Day];
};

const termsOf = ({ kind, threshold, off, percent, cap, perPerson }: Partial<Values>) => ({
  thresholdFen: fenOf(threshold ?? 0),
  offFen: kind === 'off' ? fenOf(off ?? 0) : null,
  percentOff: kind === 'percent' ? (percent ?? 0) : null,
  capFen: kind === 'percent' && cap ? fenOf(cap) : null,
  perPerson: perPerson ?? 1,
});

/** Writes a coupon down; before saving one can see what it would have cost over the real orders of a month. */
export function CouponForm({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const { message } = App.useApp();
  const preview = useAct(previewStoreCoupon);
  const saving = useAct(createStoreCoupon, {
    changes: [listStoreCoupons],
    onDone: () => {
      void message.success('已保存，点「开始」后顾客才能用');
      onClose();
    },
  });
  const kind = Form.useWatch('kind', form) ?? 'off';
  const look = async () => {
    await form.validateFields(['threshold', 'off', 'percent', 'cap', 'perPerson']);
    preview.mutate(termsOf(form.getFieldsValue()));
  };
  const save = (values: Values) => {
    const { title, code, stackable, days } = values;
    const [validFrom, validUntil] = [shanghaiDate(days[0].valueOf()), shanghaiDate(days[1].valueOf())];
    saving.mutate({ title, code, stackable, validFrom, validUntil, ...termsOf(values) });
  };
  return (
    <FormModal<Values>
      title='新建优惠券'
      okText='保存（先不开始）'
      okId='coupon-save'
      width={640}
      act={saving}
      form={form}
      start={{ kind: 'off', threshold: 0, perPerson: 1, stackable: true }}
      onChange={() => preview.reset()}
      onSend={save}
      onClose={onClose}
      below={
        <>
          {preview.isError && <ErrorBlock error={preview.error} />}
          {preview.data && <CouponPreview preview={preview.data} />}
        </>
      }
    >
      <Names />
      <Worth kind={kind} />
      <Limits />
      <Button id='coupon-preview' loading={preview.isPending} onClick={() => void look().catch(() => {})}>
        看看这张券要花多少钱
      </Button>
    </FormModal>
  );
}

function Names() {
  return (
    <Space size={16} align='start'>
      <Form.Item
        name='title'
        htmlFor='coupon-title'
        label='名称（顾客看得到）'
        rules={[{ required: true, min: 2, max: 40, message: '请填 2–40 个字' }]}
      >
        <Input id='coupon-title' placeholder='满 39 减 5' maxLength={40} style={{ width: 260 }} />
      </Form.Item>
      <Form.Item
        name='code'
        htmlFor='coupon-code'
        label='券码'
        rules={[{ required: true, pattern: /^[A-Z0-9]{3,20}$/, message: '3–20 位大写字母或数字' }]}
      >
        <Input id='coupon-code' placeholder='S001DEC5' maxLength={20} style={{ width: 200 }} />
      </Form.Item>
    </Space>
  );
}

const most = (max: number) => [
  { required: true, type: 'integer' as const, min: 1, max, message: `请填 1–${max} 的整数` },
];

function Worth({ kind }: { kind: Values['kind'] }) {
  return (
    <>
      <Form.Item name='kind' label='优惠方式'>
        <Radio.Group
          options={[
            { value: 'off', label: '减固定金额' },
            { value: 'percent', label: '打折' },
          ]}
        />
      </Form.Item>
      <Space size={16} align='start'>
        <Form.Item name='threshold' htmlFor='coupon-threshold' label='满多少元（0 为无门槛）'>
          <YuanField id='coupon-threshold' />
        </Form.Item>
        {kind === 'off' ? (
          <Form.Item
            name='off'
            htmlFor='coupon-off'
            label='减多少元'
            rules={[{ required: true, type: 'number', min: 0.01, message: '请填写金额' }]}
          >
            <YuanField id='coupon-off' />
          </Form.Item>
        ) : (
          <>
            <Form.Item name='percent' htmlFor='coupon-percent' label='减百分之几' rules={most(99)}>
              <InputNumber
                id='coupon-percent'
                min={1}
                max={99}
                precision={0}
                suffix='%'
                style={{ width: 130 }}
              />
            </Form.Item>
            <Form.Item name='cap' htmlFor='coupon-cap' label='最多减多少元（可不填）'>
              <YuanField id='coupon-cap' />
            </Form.Item>
          </>
        )}
      </Space>
    </>
  );
}

function Limits() {
  return (
    <>
      <Space size={16} align='start'>
        <Form.Item name='perPerson' htmlFor='coupon-per-person' label='每人可用几次' rules={most(100)}>
          <InputNumber id='coupon-per-person' min={1} max={100} precision={0} />
        </Form.Item>
        <Form.Item
          name='days'
          label='有效期（两天都算）'
          rules={[{ required: true, message: '请选择有效期' }]}
        >
          <DatePicker.RangePicker id={{ start: 'coupon-from', end: 'coupon-until' }} />
        </Form.Item>
      </Space>
      <Form.Item name='stackable' valuePropName='checked'>
        <Checkbox>可以和平台券一起用</Checkbox>
      </Form.Item>
    </>
  );
}
