import { Button, Form, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { shortReasonText, type ShortReason } from '@xinglin/shared/order/changes';
import type { StoreParcel } from '@xinglin/shared/order/store-parcel';
import { reportShort } from '@xinglin/shared/order/operations';
import { useAct } from '../client/use-endpoint.ts';
import { FormModal } from '../components/form-modal.tsx';
import { LineName } from './line-name.tsx';
import { useShown } from './use-shown.ts';

type Line = StoreParcel['lines'][number];
type Props = { parcel: StoreParcel; line: Line };
const REASONS = ['not_found', 'damaged', 'near_expiry'] as const satisfies ShortReason[];

/** The shelf has fewer than the books say: the buyer is asked, and the picking waits for the answer. */
export function ShortButton({ parcel, line }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        id={`short-${line.id}`}
        size='small'
        danger
        disabled={parcel.openShortages > 0}
        onClick={() => setOpen(true)}
      >
        报缺货
      </Button>
      {open && <ShortForm parcel={parcel} line={line} onClose={() => setOpen(false)} />}
    </>
  );
}

type Asked = { batchId: string; really: number; reason: (typeof REASONS)[number] };

function ShortForm({ parcel, line, onClose }: Props & { onClose: () => void }) {
  const [form] = Form.useForm<Asked>();
  const shown = useShown(parcel, '已报缺货，正在等顾客选择');
  const short = useAct(reportShort, {
    ...shown,
    onDone: (changed) => {
      shown.onDone(changed);
      onClose();
    },
  });
  const batchId = Form.useWatch('batchId', form) ?? line.picks[0]!.batchId;
  const wanted = line.picks.find((lot) => lot.batchId === batchId)?.quantity ?? 0;
  const report = ({ really, reason }: Asked) =>
    short.mutate({ id: parcel.id, lineId: line.id, batchId, quantity: wanted - really, reason });
  return (
    <FormModal<Asked>
      title='报缺货'
      okText='报缺货'
      okId='short-ok'
      cancelText='再找找'
      danger
      act={short}
      form={form}
      start={{ batchId: line.picks[0]!.batchId, really: 0 }}
      onSend={report}
      onClose={onClose}
      above={
        <>
          <LineName line={line} />
          <p className='hint'>
            顾客有 10
            分钟选择等待、换一家药店或退款，选好前这个包裹不能完成拣货。缺的数量会转入隔离区，由两人核实后再处理，不会继续销售。
          </p>
        </>
      }
    >
      <Form.Item name='batchId' htmlFor='short-lot' label='哪个批号'>
        <Select
          id='short-lot'
          options={line.picks.map(({ batchId: value, lotNo, quantity }) => ({
            value,
            label: `${lotNo}，要取 ${quantity} 件`,
          }))}
        />
      </Form.Item>
      <Form.Item
        name='really'
        htmlFor='short-really'
        label={`货架上实际能发几件（要取 ${wanted} 件）`}
        rules={[
          { required: true, type: 'integer', min: 0, max: wanted - 1, message: `应为 0 到 ${wanted - 1}` },
        ]}
      >
        <InputNumber id='short-really' min={0} max={wanted - 1} precision={0} />
      </Form.Item>
      <Form.Item name='reason' label='原因' rules={[{ required: true, message: '请选择原因' }]}>
        <Radio.Group
          id='short-reason'
          options={REASONS.map((value) => ({ value, label: shortReasonText[value] }))}
        />
      </Form.Item>
    </FormModal>
  );
}
