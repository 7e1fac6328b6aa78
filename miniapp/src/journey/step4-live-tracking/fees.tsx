import { View } from '@tarojs/components';
import type { Order } from '@xinglin/shared/order/contract';
import { price } from '@xinglin/shared/kernel/money';
import { Card, Price, SectionTitle } from '../../ui/index.ts';

const paidText = ({ status, paidAt, refunds }: Order): string =>
  paidAt || refunds.length > 0 ? '实付' : status === 'unpaid' ? '应付' : '没有付款';

/** What it costs, line by line, so that the sum can be checked. */
export function Fees({ order }: { order: Order }) {
  const { goodsFen, deliveryFeeFen, packagingFeeFen, couponOffFen, totalFen, savingFen, refunds } = order;
  const rows = [
    { text: '药品', fen: goodsFen },
    { text: '配送费', fen: deliveryFeeFen },
    { text: '包装费', fen: packagingFeeFen },
    ...(couponOffFen > 0 ? [{ text: '优惠券', fen: -couponOffFen }] : []),
  ];
  return (
    <>
      <SectionTitle>费用</SectionTitle>
      <Card>
        {rows.map(({ text, fen }) => (
          <View key={text} className='tracking-fee'>
            <View>{text}</View>
            <View>{price(fen)}</View>
          </View>
        ))}
        <View className='tracking-fee tracking-fee--total'>
          <View>{paidText(order)}</View>
          <Price fen={totalFen} />
        </View>
        {refunds.map(({ id, amountFen, reason, status }) => (
          <View key={id} className='tracking-fee'>
            <View>
              {status === 'succeeded' ? '已退款' : '退款中'}（{reason}）
            </View>
            <View>{price(-amountFen)}</View>
          </View>
        ))}
        {savingFen > 0 && refunds.length === 0 && (
          <View className='tracking-fee__saving'>比在一家药店买齐省了 {price(savingFen)}</View>
        )}
      </Card>
    </>
  );
}
