import { App, Form, Input, InputNumber, Select } from 'antd';
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
import { FormModal } from '../components/form-modal.tsx';
import { mustChoose } from '../components/must-choose.ts';
import { BatchFacts } from './batch-facts.tsx';

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
  /** The whole lot, for the one reason there is: neither is asked. */
  whole?: boolean;
  inputOf: (why: Why) => z.input<E['input']>;
  onClose: () => void;
};

/** How many, and why: the question behind an adjustment, a quarantine and its end. */
export function ReasonForm<E extends Endpoint>(props: Props<E>) {
  const {
    batch,
    endpoint,
    title,
    okText,
    done,
    hint,
    quantityLabel,
    min,
    max,
    start,
    reasons,
    whole = false,
  } = props;
  const { message } = App.useApp();
  const act = useAct(endpoint, {
    changes: [listBatches, listMovements, listRequests, listQuarantined],
    onDone: () => {
      void message.success(done);
      props.onClose();
    },
  });
  return (
    <FormModal<Why>
      title={title}
      okText={okText}
      okId='reason-ok'
      danger={whole}
      act={act}
      start={{ quantity: start, note: '' }}
      onSend={(why) => act.mutate(props.inputOf(why))}
      onClose={props.onClose}
      above={
        <>
          <p className='hint'>{hint}</p>
          <BatchFacts
            batch={batch}
            label='数量'
            figures={`在库 ${batch.onHand}，预留 ${batch.reserved}，隔离 ${batch.quarantined}`}
          />
        </>
      }
    >
      {!whole && (
        <>
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
        </>
      )}
      <Form.Item name='note' htmlFor='reason-note' label='说明（可不填）'>
        <Input.TextArea id='reason-note' rows={2} maxLength={200} showCount />
      </Form.Item>
    </FormModal>
  );
}
