import { View } from '@tarojs/components';
import { useState } from 'react';
import { price } from '@xinglin/shared/kernel/money';
import { CancelReason, cancelReasonText } from '@xinglin/shared/order/changes';
import { cancelOrder, getOrder, listOrders, type Order } from '@xinglin/shared/order/contract';
import { getPayment } from '@xinglin/shared/payment/contract';
import { getHomeScreen, getTrackingScreen } from '@xinglin/shared/screens/patient';
import { problemOf } from '../client/problem-of.ts';
import { useAct } from '../client/use-endpoint.ts';
import { Button, Choices, Field, Notice, Sheet, toast } from '../ui/index.ts';
import { mayCancel } from './order-state.ts';

/** What comes back, in the words of the refund matrix that decides it. */
function whatComesBack({ status, parcels, totalFen, refunds }: Order): string {
  if (status === 'unpaid') return '为您留的药会放回货架，用掉的优惠券退回。没有扣款。';
  if (parcels.some((parcel) => parcel.status === 'on_the_way'))
    return '骑手会把包裹送回药店，验收后退还药品和包装费；配送费因已配送不退。优惠券退回。';
  const left = refunds.reduce((sum, { amountFen }) => sum - amountFen, totalFen);
  return `${price(left)} 全部原路退回，优惠券一并退回；到账时间以支付平台为准。`;
}

const READS = [getOrder, getPayment, getTrackingScreen, listOrders, getHomeScreen];

/** Giving an order up: asks once more and, for who cares to say, why. `may`: it can still be given up by a tap. */
export function useCancel(order: Order) {
  const [open, setOpen] = useState(false);
  const cancel = useAct(cancelOrder, {
    changes: READS,
    onDone: () => {
      setOpen(false);
      toast('订单已取消');
    },
  });
  const close = () => {
    cancel.reset();
    setOpen(false);
  };
  const sheet = open ? <CancelSheet order={order} cancel={cancel} onClose={close} /> : null;
  return { may: mayCancel(order), ask: () => setOpen(true), sheet };
}

type Props = { order: Order; cancel: ReturnType<typeof useAct<typeof cancelOrder>>; onClose: () => void };

function CancelSheet({ order, cancel, onClose }: Props) {
  const [reason, setReason] = useState<CancelReason>();
  return (
    <Sheet
      open
      onClose={onClose}
      title='取消这个订单？'
      footer={
        <>
          <Button
            id='cancel-yes'
            block
            kind='danger'
            loading={cancel.isPending}
            onTap={() => cancel.mutate({ id: order.id, ...(reason && { reason }) })}
          >
            取消订单
          </Button>
          <Button id='cancel-no' block kind='text' onTap={onClose}>
            再想想
          </Button>
        </>
      }
    >
      {cancel.error && <Notice tone='danger'>{problemOf(cancel.error).detail}</Notice>}
      <View>{whatComesBack(order)}</View>
      <Field label='为什么取消' hint='可以不选'>
        <Choices
          layout='rows'
          chosen={reason ? [reason] : []}
          onChange={([chosen]) => setReason(chosen)}
          options={CancelReason.options.map((value) => ({ value, text: cancelReasonText[value] }))}
        />
      </Field>
    </Sheet>
  );
}
