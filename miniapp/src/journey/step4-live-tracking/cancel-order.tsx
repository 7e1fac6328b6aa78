import type { Order } from '@xinglin/shared/order/contract';
import { getStore } from '@xinglin/shared/store/contract';
import { useRead } from '../../client/use-endpoint.ts';
import { phoneCall } from '../../device/phone-call.ts';
import { useCancel } from '../../orders/use-cancel.tsx';
import { Button, Row, Rows } from '../../ui/index.ts';

/** Gives the order up before it is in the person's hands; the stores are a call away. */
export function CancelOrder({ order }: { order: Order }) {
  const { may, ask, sheet } = useCancel(order);
  if (may)
    return (
      <>
        <Button id='cancel-order' kind='text' block onTap={ask}>
          取消订单
        </Button>
        {sheet}
      </>
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
