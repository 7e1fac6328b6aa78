import type { Order } from '@xinglin/shared/order/contract';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { go } from '../../client/navigate.ts';
import { getStore } from '@xinglin/shared/store/contract';
import { useRead } from '../../client/use-endpoint.ts';
import { copyText } from '../../device/clipboard.ts';
import { Row, Rows } from '../../ui/index.ts';

/** Where it goes or lies, and what one needs when asking about it. */
export function Facts({ order }: { order: Order }) {
  const { orderNo, address, placedAt, paidAt, prescriptionId } = order;
  const person = `${address.contactName} ${address.phone}`;
  return (
    <Rows>
      {order.mode === 'pickup' ? (
        <>
          {counters(order).map((id) => (
            <Counter key={id} storeId={id} />
          ))}
          <Row icon='account' title={`取药人 ${person}`} />
        </>
      ) : (
        <Row icon='location' title={address.text} note={person} />
      )}
      {prescriptionId && (
        <Row
          icon='prescription'
          title='这张订单的处方'
          onTap={() => go('/prescription/index', { id: prescriptionId })}
        />
      )}
      <Row
        icon='copy'
        title={`订单号 ${orderNo}`}
        note={`下单 ${dateTimeText(placedAt)}${paidAt ? `，付款 ${dateTimeText(paidAt)}` : ''}`}
        value='复制'
        onTap={() => copyText(orderNo)}
      />
    </Rows>
  );
}

/** The stores where something lies or will lie. */
const counters = ({ parcels }: Order): string[] => {
  const kept = parcels.filter(({ status }) => status !== 'cancelled');
  return [...new Set((kept.length > 0 ? kept : parcels).map(({ storeId }) => storeId))];
};

/** Where to go, and when somebody is there. */
function Counter({ storeId }: { storeId: string }) {
  const store = useRead(getStore, { id: storeId });
  if (!store.data)
    return <Row icon='store' title='取药药店' note={store.error ? '地址暂时查不到，请稍后再看' : '正在查'} />;
  const { name, address, opens, closes, openNow, opensNext } = store.data;
  const hours = opens === '00:00' && closes === '24:00' ? '24 小时营业' : `${opens}–${closes} 营业`;
  const now = openNow ? '' : `，现在休息${opensNext ? `，${opensNext}` : ''}`;
  return <Row icon='store' title={name} note={`${address}，${hours}${now}`} />;
}
