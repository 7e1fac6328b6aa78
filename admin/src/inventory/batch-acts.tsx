import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, Space } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Batch } from '@xinglin/shared/inventory/contract';
import { quarantineStock, requestAdjustment } from '@xinglin/shared/inventory/requests';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { CounterSale } from './counter-sale.tsx';
import { freeUnits } from './free-units.ts';
import { RecallList } from '../order/recall-list.tsx';
import { ReasonForm } from './reason-form.tsx';
import { ShipForm } from './ship-form.tsx';
import { TraceCodes } from './trace-codes.tsx';

type Act = 'sell' | 'adjust' | 'quarantine' | 'recall' | 'recalled' | 'ship' | 'codes';

/** Everything a person may do with a batch: the sale at hand, the rest behind one button. */
export function BatchActs({ batch }: { batch: Batch }) {
  const [act, setAct] = useState<Act>();
  const go = useNavigate();
  const close = () => setAct(undefined);
  const standing = batch.onHand - batch.reserved - batch.quarantined;
  const items = [
    { key: 'adjust', label: '申请调整' },
    { key: 'quarantine', label: '隔离', disabled: standing === 0 },
    batch.recalled ? { key: 'recalled', label: '召回涉及的包裹' } : { key: 'recall', label: '召回这个批号' },
    { key: 'ship', label: '调拨到别的门店', disabled: standing === 0 },
    { key: 'codes', label: '查看追溯码' },
    { key: 'movements', label: '查看流水' },
  ];
  const name = `${batch.drugName} ${batch.lotNo}`;
  return (
    <Space>
      <Button
        size='small'
        disabled={freeUnits(batch, shanghaiDate(Date.now())) === 0}
        aria-label={`柜台销售 ${name}`}
        onClick={() => setAct('sell')}
      >
        柜台销售
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items,
          onClick: ({ key }) =>
            key === 'movements' ? void go(`/movements?batchId=${batch.id}`) : setAct(key as Act),
        }}
      >
        <Button size='small' aria-label={`更多操作 ${name}`}>
          更多 <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      {act === 'sell' && <CounterSale batch={batch} onClose={close} />}
      {act === 'codes' && <TraceCodes batch={batch} onClose={close} />}
      {act === 'ship' && <ShipForm batch={batch} onClose={close} />}
      {act === 'adjust' && <Adjust batch={batch} onClose={close} />}
      {act === 'recall' && <Recall batch={batch} most={standing} onClose={close} />}
      {act === 'recalled' && <RecallList batch={batch} onClose={close} />}
      {act === 'quarantine' && <Quarantine batch={batch} most={standing} onClose={close} />}
    </Space>
  );
}

type Props = { batch: Batch; onClose: () => void };

const Adjust = ({ batch, onClose }: Props) => (
  <ReasonForm
    batch={batch}
    endpoint={requestAdjustment}
    title='申请调整库存'
    okText='提交，等同事复核'
    done='已提交，等另一位同事复核后生效'
    hint='少了填负数，多了填正数。要由另一位同事在「待复核」里确认，库存才会变。'
    quantityLabel='在库数量变化'
    min={-batch.onHand}
    max={9_999}
    start={-1}
    reasons={['damaged', 'lost', 'expired', 'entry_error', 'customer_return', 'other']}
    inputOf={({ quantity, reason, note }) => ({ id: batch.id, delta: quantity, reason, note })}
    onClose={onClose}
  />
);

const Quarantine = ({ batch, most, onClose }: Props & { most: number }) => (
  <ReasonForm
    batch={batch}
    endpoint={quarantineStock}
    title='隔离'
    okText='立即隔离'
    done='已隔离，不再销售'
    hint='隔离后立即停售。要召回整个批号，请用「召回这个批号」。'
    quantityLabel='隔离数量'
    min={1}
    max={most}
    start={most}
    reasons={['quality_doubt', 'temperature', 'damaged', 'expired', 'other']}
    inputOf={(why) => ({ id: batch.id, ...why })}
    onClose={onClose}
  />
);

/** The whole lot, also what is promised to somebody. */
const Recall = ({ batch, most, onClose }: Props & { most: number }) => (
  <ReasonForm
    batch={batch}
    endpoint={quarantineStock}
    title='召回这个批号'
    okText='立即召回'
    done='已召回，相关包裹正在处理'
    hint='整个批号立即停售，在库的全部隔离，扫码时会被拦下。没发出的包裹会停下并退款或换店，已送达的会通知顾客停用。'
    quantityLabel='数量'
    min={1}
    max={1}
    start={1}
    reasons={['recalled']}
    whole
    inputOf={({ note }) => ({ id: batch.id, quantity: Math.max(1, most), reason: 'recalled' as const, note })}
    onClose={onClose}
  />
);
