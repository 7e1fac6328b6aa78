import { Alert, App, DatePicker, Form, Radio } from 'antd';
import { yuan } from '@xinglin/shared/kernel/money';
import { toInstant } from '@xinglin/shared/kernel/time';
import {
  getPriceHistory,
  listStorePrices,
  setStorePrice,
  type StorePrice,
} from '@xinglin/shared/pricing/desk';
import { useAct, useRead } from '../client/use-endpoint.ts';
import { FormModal } from '../components/form-modal.tsx';
import { fenOf, jumpOf, wasText } from './words.ts';
import { YuanField } from './yuan-field.tsx';

type Values = { price: number; when: 'now' | 'later'; at?: { valueOf(): number }; again?: number };

/** Asks for the new price and when it begins; a jump is typed twice. Says before saving what patients will see. */
export function PriceForm({ of, onClose }: { of: StorePrice; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const { message } = App.useApp();
  const history = useRead(getPriceHistory, { drugId: of.drugId });
  const saving = useAct(setStorePrice, {
    changes: [listStorePrices, getPriceHistory],
    onDone: ({ next }) => {
      void message.success(next ? '已定好，到时自动生效' : '已改价，现在起生效');
      onClose();
    },
  });
  const price = Form.useWatch('price', form);
  const later = Form.useWatch('when', form) === 'later';
  const newFen = price ? fenOf(price) : null;
  const { percent, large } = jumpOf(of.priceFen, newFen ?? of.priceFen ?? 0);
  const save = ({ price: typed, when, at, again }: Values) => {
    const begins = when === 'later' && at ? { validFrom: toInstant(at.valueOf()) } : {};
    const confirmed = again === undefined ? {} : { confirmedFen: fenOf(again) };
    saving.mutate({ drugId: of.drugId, priceFen: fenOf(typed), ...begins, ...confirmed });
  };
  return (
    <FormModal<Values>
      title={`改价：${of.name} ${of.strength} ${of.pack}`}
      okText='保存'
      okId='price-save'
      danger={large}
      act={saving}
      form={form}
      start={{ when: 'now' }}
      onSend={save}
      onClose={onClose}
      above={
        <>
          <p>现价 {of.priceFen === null ? '没有' : `${yuan(of.priceFen)} 元`}</p>
        </>
      }
    >
      <Form.Item
        name='price'
        htmlFor='price-new'
        label='新价格（元）'
        rules={[{ required: true, type: 'number', min: 0.01, message: '请填写 0.01 元以上的价格' }]}
      >
        <YuanField id='price-new' autoFocus />
      </Form.Item>
      <Form.Item name='when' label='生效时间'>
        <Radio.Group
          options={[
            { value: 'now', label: '立即' },
            { value: 'later', label: '定时' },
          ]}
        />
      </Form.Item>
      {later && (
        <Form.Item
          name='at'
          htmlFor='price-at'
          label='从这时起'
          rules={[{ required: true, message: '请选择时间' }]}
        >
          <DatePicker id='price-at' showTime={{ format: 'HH:mm' }} format='YYYY-MM-DD HH:mm' />
        </Form.Item>
      )}
      {newFen !== null && history.data && !later && (
        <Alert type='info' showIcon message={wasText(history.data.base, newFen)} />
      )}
      {large && <Again percent={percent} newFen={newFen} />}
    </FormModal>
  );
}

function Again({ percent, newFen }: { percent: number; newFen: number | null }) {
  return (
    <>
      <Alert
        style={{ marginTop: 12 }}
        type='warning'
        showIcon
        message={`${percent > 0 ? '涨' : '降'}了 ${Math.abs(percent)}%，超过 30%。请再输入一次新价格，确认没有多按一个零。`}
      />
      <Form.Item
        name='again'
        htmlFor='price-again'
        label='再输入一次新价格（元）'
        rules={[
          {
            validator: (_, value?: number) =>
              value !== undefined && fenOf(value) === newFen
                ? Promise.resolve()
                : Promise.reject(new Error('两次输入的价格不一样')),
          },
        ]}
      >
        <YuanField id='price-again' />
      </Form.Item>
    </>
  );
}
