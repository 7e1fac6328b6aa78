import { App, Button, Card, Checkbox, Descriptions, Input, Skeleton, Space } from 'antd';
import { useState } from 'react';
import type { DispensingCheck } from '@xinglin/shared/order/changes';
import { getStoreParcel, listStoreParcels } from '@xinglin/shared/order/store-parcel';
import { checkDispensing, getDispensingSheet } from '@xinglin/shared/prescription/desk-contract';
import { personText, sigOf } from '@xinglin/shared/prescription/sig';
import { useAct, useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { When } from '../components/when.tsx';

/** A second person checks what was picked against the prescription; alone on duty only with a reason, which is kept. */
export function DispensingForm({ dispensing }: { dispensing: DispensingCheck }) {
  const { orderId, pickedByMe } = dispensing;
  const { message } = App.useApp();
  const [checked, setChecked] = useState(false);
  const [why, setWhy] = useState('');
  const [alone, setAlone] = useState(false);
  const checking = useAct(checkDispensing, {
    changes: [getStoreParcel, listStoreParcels],
    onDone: () => message.success('已复核，可以封签'),
  });
  const ready = checked && (!pickedByMe || (alone && why.trim().length >= 4));
  const send = () =>
    checking.mutate({ orderId, ...(pickedByMe && alone ? { onlyPersonReason: why.trim() } : {}) });
  return (
    <Card size='small' title={<h2>处方药调配复核</h2>}>
      <Space direction='vertical'>
        <Sheet orderId={orderId} />
        {pickedByMe && <span role='status'>这个包裹是您拣的货，请另一位店员用自己的账号打开本页复核。</span>}
        {pickedByMe && (
          <Checkbox id='alone' checked={alone} onChange={({ target }) => setAlone(target.checked)}>
            现在只有我一人在岗
          </Checkbox>
        )}
        {pickedByMe && alone && (
          <Input
            id='alone-reason'
            aria-label='只有一人在岗的原因'
            placeholder='请写明原因，至少 4 个字，会留存备查'
            maxLength={100}
            value={why}
            onChange={({ target }) => setWhy(target.value)}
          />
        )}
        <Checkbox
          id='dispensing-agree'
          checked={checked}
          onChange={({ target }) => setChecked(target.checked)}
        >
          实物与处方、批号和有效期逐项核对一致，外观完好
        </Checkbox>
        <Button
          id='dispensing-check'
          type='primary'
          disabled={!ready}
          loading={checking.isPending}
          onClick={send}
        >
          完成复核
        </Button>
      </Space>
      {checking.isError && <ErrorBlock error={checking.error} />}
    </Card>
  );
}

/** What was prescribed and approved, to be held against the goods. */
function Sheet({ orderId }: { orderId: string }) {
  const { data, error, isPending, refetch } = useRead(getDispensingSheet, { orderId }, { once: true });
  if (isPending) return <Skeleton active paragraph={{ rows: 3 }} />;
  if (!data) return <ErrorBlock error={error} onRetry={refetch} />;
  const { institution, prescriber, pharmacist, note, items } = data;
  const diagnoses = data.diagnoses.map(({ name }) => name).join('、');
  const facts = [
    { key: 'person', label: '用药人', children: `${data.patientName}（${personText(data)}）` },
    { key: 'diagnosis', label: '诊断', children: diagnoses || '没有写明' },
    { key: 'doctor', label: '开方', children: [institution, prescriber].filter(Boolean).join('，') },
    {
      key: 'review',
      label: '审方药师',
      children: pharmacist ? `${pharmacist.name}（${pharmacist.licenceNo}）` : '',
    },
    ...(note ? [{ key: 'note', label: '审方备注', children: note }] : []),
  ];
  return (
    <section id='dispensing-sheet' aria-label='处方'>
      <Descriptions size='small' column={2} items={facts} />
      <ul className='lines'>
        {items.map((item, index) => (
          <li key={index}>
            <div>
              <strong>{item.genericName}</strong>
              <div className='hint'>{item.strength}</div>
            </div>
            <span className='number'>
              {item.quantity}
              {'\u00a0'}
              {item.unit}
            </span>
            <span>{sigOf(item)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `吴敏，11月29日 21:30`. */
export const CheckedBy = ({ dispensing: { by, checkedAt } }: { dispensing: DispensingCheck }) =>
  checkedAt ? (
    <span>
      {by || '已复核'} <When at={checkedAt} />
    </span>
  ) : (
    <span>还没有复核</span>
  );
