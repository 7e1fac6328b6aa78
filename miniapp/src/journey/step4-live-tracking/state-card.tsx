import { View } from '@tarojs/components';
import { getPayment, type RefundStatus } from '@xinglin/shared/payment/contract';
import { price } from '@xinglin/shared/kernel/money';
import type { Order } from '@xinglin/shared/order/contract';
import { useRead } from '../../client/use-endpoint.ts';
import { leftText, useNow } from '../../find/use-now.ts';
import { headline } from '../../orders/order-state.ts';
import { Card } from '../../ui/index.ts';

const refundText: Record<RefundStatus, string> = {
  requested: '退款已申请',
  processing: '微信支付正在退款',
  succeeded: '已退回',
  abnormal: '退款遇到问题，正在人工处理',
};

/** Where the order stands, in the largest words of the page. */
export function StateCard({ order }: { order: Order }) {
  const { title, text } = headline(order);
  return (
    <Card tone='primary' id='order-state'>
      <View className='tracking-state__title'>{title}</View>
      <View className='tracking-state__text'>{text}</View>
      {order.status === 'unpaid' && <PayBefore until={order.payBefore} />}
      {(order.status === 'refunding' || order.status === 'refunded') && <Refunds orderId={order.id} />}
    </Card>
  );
}

function PayBefore({ until }: { until: string }) {
  const left = leftText(until, useNow());
  return <View className='tracking-state__clock'>{left ? `剩余 ${left}` : '付款时间已过，正在取消'}</View>;
}

function Refunds({ orderId }: { orderId: string }) {
  const payment = useRead(getPayment, { orderId });
  return (
    <>
      {payment.data?.refunds.map(({ id, status, refundFen, reason }) => (
        <View key={id} className='tracking-state__text'>
          {refundText[status]} {price(refundFen)}，原因：{reason}
        </View>
      ))}
    </>
  );
}
