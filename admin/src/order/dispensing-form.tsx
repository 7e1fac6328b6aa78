import { App, Button, Card, Checkbox, Input, Space } from 'antd';
import { useState } from 'react';
import type { DispensingCheck } from '@xinglin/shared/order/changes';
import { getStoreParcel, listStoreParcels } from '@xinglin/shared/order/store-parcel';
import { checkDispensing } from '@xinglin/shared/prescription/desk-contract';
import { useAct } from '../client/use-endpoint.ts';
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
          药品、规格、数量、批号和有效期与处方一致，外观完好
        </Checkbox>
        <Button
          id='dispensing-check'
          type='primary'
          disabled={!ready}
          loading={checking.isPending}
          onClick={send}
        >
          完成复核并签名
        </Button>
      </Space>
      {checking.isError && <ErrorBlock error={checking.error} />}
    </Card>
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
