import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { StoreParcel } from '@xinglin/shared/order/store-parcel';
import { cancelParcel } from '@xinglin/shared/order/operations';
import { price } from '@xinglin/shared/kernel/money';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { isToBePaid } from './paid-at.tsx';
import { useShown } from './use-shown.ts';
import { statusText } from './words.ts';

/** The store cannot send it: everything paid for the parcel goes back. */
export function CancelButton({ parcel }: { parcel: StoreParcel }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const shown = useShown(parcel, isToBePaid(parcel) ? '已取消' : '已取消，款项原路退回顾客');
  const cancelling = useAct(cancelParcel, {
    ...shown,
    onDone: (changed) => {
      shown.onDone(changed);
      setOpen(false);
    },
  });
  const unpaid = isToBePaid(parcel);
  const shelf = parcel.status === 'to_pick' || parcel.status === 'scheduled';
  return (
    <>
      <Button id='store-cancel' danger onClick={() => setOpen(true)}>
        药店原因取消
      </Button>
      <Modal
        open={open}
        title={`取消包裹 ${parcel.parcelNo}`}
        okText={unpaid ? '取消订单' : '取消并全额退款'}
        cancelText='先不取消'
        okButtonProps={{
          id: 'store-cancel-ok',
          danger: true,
          disabled: reason.trim().length < 2,
          loading: cancelling.isPending,
        }}
        onOk={() => cancelling.mutate({ id: parcel.id, reason: reason.trim() })}
        onCancel={() => setOpen(false)}
      >
        <p>
          现在{statusText(parcel)}。取消后不能恢复，
          {unpaid
            ? '顾客还没有付款，整个订单一起取消'
            : `${price(parcel.payableFen)} 全额退回${shelf ? '，并给顾客补偿积分' : ''}`}
          {shelf ? '。' : '；已拣的药品请在本页验收放回。'}
        </p>
        <Input
          id='store-cancel-reason'
          aria-label='取消原因'
          placeholder='为什么不能发出，例如停电、冷柜故障'
          maxLength={100}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {cancelling.isError && <ErrorBlock error={cancelling.error} />}
      </Modal>
    </>
  );
}
