import { View } from '@tarojs/components';
import { price } from '@xinglin/shared/kernel/money';
import type { Order } from '@xinglin/shared/order/contract';
import { headline, isPrepared } from '@xinglin/shared/order/headline';
import { leftText, useNow } from '../../find/use-now.ts';
import { Card } from '../../ui/index.ts';

/** Where the order stands, in the largest words of the page. */
export function StateCard({ order }: { order: Order }) {
  const { title, text } = headline(order);
  return (
    <Card tone='primary' id='order-state'>
      <View className='tracking-state__title'>{title}</View>
      <View className='tracking-state__text'>{text}</View>
      {order.status === 'unpaid' && !isPrepared(order) && <PayBefore until={order.payBefore} />}
      {order.refunds.map(({ id, amountFen, reason, status }) => (
        <View key={id} className='tracking-state__text'>
          {status === 'succeeded' ? '已退回' : '正在退款'} {price(amountFen)}，原因：{reason}
        </View>
      ))}
    </Card>
  );
}

function PayBefore({ until }: { until: string }) {
  const left = leftText(until, useNow());
  return <View className='tracking-state__clock'>{left ? `剩余 ${left}` : '付款时间已过，正在取消'}</View>;
}
