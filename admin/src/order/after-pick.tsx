import { useQueryClient } from '@tanstack/react-query';
import { Button, Card, Input, Radio, Space } from 'antd';
import { useState } from 'react';
import { getStoreParcel, type StoreParcel } from '@xinglin/shared/order/store-parcel';
import { checkInParcel, collectParcel, unlockPickup } from '@xinglin/shared/order/operations';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { useShown } from './use-shown.ts';

/** At the counter: the code of who comes for it; after three wrong ones a second member of staff. */
export function CollectForm({ parcel }: { parcel: StoreParcel }) {
  const reads = useQueryClient();
  const collecting = useAct(collectParcel, useShown(parcel, '已交给顾客'));
  const unlocking = useAct(unlockPickup, useShown(parcel, '已解锁，可以再输'));
  const [code, setCode] = useState('');
  const refused = unlocking.error ?? (parcel.pickupLocked ? null : collecting.error);
  // The third wrong code locks the parcel, and the page must say so.
  const onError = () => void reads.invalidateQueries({ queryKey: [getStoreParcel.path] });
  const send = () => collecting.mutate({ id: parcel.id, code }, { onError });
  return (
    <Card size='small' title={<h2>柜台交货</h2>}>
      {parcel.pickupLocked ? (
        <Space>
          <span>取货码连续错了三次，已经锁住。请另一位店员核对订单后解锁，或请顾客在订单里换新码。</span>
          <Button
            id='unlock'
            loading={unlocking.isPending}
            onClick={() => unlocking.mutate({ id: parcel.id })}
          >
            解锁
          </Button>
        </Space>
      ) : (
        <Space>
          <Input
            id='pickup-code'
            aria-label='取货码'
            placeholder='顾客报的 6 位取货码'
            maxLength={6}
            value={code}
            style={{ width: 220 }}
            onChange={({ target }) => setCode(target.value.replace(/\D/g, ''))}
            onPressEnter={send}
          />
          <Button
            id='collect'
            type='primary'
            disabled={code.length !== 6}
            loading={collecting.isPending}
            onClick={send}
          >
            核对并交货
          </Button>
        </Space>
      )}
      {refused && (
        <div className='below'>
          <ErrorBlock error={refused} />
        </div>
      )}
    </Card>
  );
}

const DESTINATIONS = { available: '完好，放回货架', quarantine: '隔离，等质量检查', destroy: '不合格，销毁' };

/** What came back: checked by a person, who chooses among what the refund matrix allows. */
export function CheckInForm({ parcel }: { parcel: StoreParcel }) {
  const checking = useAct(checkInParcel, useShown(parcel, '已验收'));
  const [destination, setDestination] = useState<keyof typeof DESTINATIONS>();
  const [note, setNote] = useState('');
  return (
    <Card size='small' title={<h2>退回验收</h2>}>
      <Space direction='vertical'>
        <Radio.Group
          aria-label='货品去向'
          value={destination}
          onChange={({ target }) => setDestination(target.value as keyof typeof DESTINATIONS)}
          options={parcel.destinations.map((value) => ({ value, label: DESTINATIONS[value] }))}
        />
        <Input
          aria-label='验收说明'
          placeholder='封签、外观、温度等，可以不填'
          maxLength={200}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        <Button
          id='check-in'
          type='primary'
          disabled={!destination}
          loading={checking.isPending}
          onClick={() => destination && checking.mutate({ id: parcel.id, destination, note })}
        >
          完成验收
        </Button>
      </Space>
      {checking.error && (
        <div className='below'>
          <ErrorBlock error={checking.error} />
        </div>
      )}
    </Card>
  );
}
