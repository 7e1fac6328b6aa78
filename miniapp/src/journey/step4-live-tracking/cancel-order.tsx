import { cancelOrder, listOrders, type Order } from '@xinglin/shared/order/contract';
import { getPayment } from '@xinglin/shared/payment/contract';
import { getHomeScreen, getTrackingScreen } from '@xinglin/shared/screens/patient';
import { getStore } from '@xinglin/shared/store/contract';
import { price } from '@xinglin/shared/kernel/money';
import { useAct, useRead } from '../../client/use-endpoint.ts';
import { phoneCall } from '../../device/phone-call.ts';
import { mayCancel } from '../../orders/order-state.ts';
import { Button, Row, Rows, confirm, toast } from '../../ui/index.ts';

/** What comes back, in the words of the refund matrix that decides it. */
const cancelText = (order: Order): string =>
  order.parcels.some(({ status }) => status === 'on_the_way')
    ? '骑手会把包裹送回药店，验收后退还药品和包装费；配送费因已配送不退。优惠券退回。'
    : `${price(order.totalFen)} 全部原路退回，优惠券一并退回；到账时间以支付平台为准。`;

/** Asks once more, then gives the order up. `may`: it can still be given up by a tap. */
export function useCancel(order: Order) {
  const cancel = useAct(cancelOrder, { changes: [getTrackingScreen, listOrders, getHomeScreen, getPayment] });
  const ask = async () => {
    const text = order.status === 'unpaid' ? '预留的药品会放回货架，用掉的优惠券退回。' : cancelText(order);
    if (!(await confirm({ title: '取消这个订单？', text, yes: '取消订单', no: '再想想', danger: true })))
      return;
    await cancel.mutateAsync({ id: order.id });
    toast('订单已取消');
  };
  return { may: mayCancel(order), ask, busy: cancel.isPending };
}

/** Gives the order up before it is in the person's hands; the stores are a call away. */
export function CancelOrder({ order }: { order: Order }) {
  const { may, ask, busy } = useCancel(order);
  if (may)
    return (
      <Button id='cancel-order' kind='text' block loading={busy} onTap={ask}>
        取消订单
      </Button>
    );
  if (order.status !== 'paid' && order.status !== 'completed') return null;
  const stores = [...new Set(order.parcels.map(({ storeId }) => storeId))];
  return (
    <Rows>
      {stores.map((id) => (
        <CallStore
          key={id}
          storeId={id}
          why={order.status === 'paid' ? '要修改请致电' : '药品有问题，请致电药店'}
        />
      ))}
    </Rows>
  );
}

function CallStore({ storeId, why }: { storeId: string; why: string }) {
  const store = useRead(getStore, { id: storeId });
  if (!store.data)
    return <Row icon='phone' title='药店电话' note={store.error ? '暂时查不到，请稍后再看' : '正在查'} />;
  const { name, phone } = store.data;
  return <Row icon='phone' title={`致电${name}`} note={`${why} ${phone}`} onTap={() => phoneCall(phone)} />;
}
