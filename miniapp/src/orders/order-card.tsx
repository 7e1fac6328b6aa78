import { View } from '@tarojs/components';
import type { Order } from '@xinglin/shared/order/contract';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { headline, waitsForMe } from '@xinglin/shared/order/headline';
import { go } from '../client/navigate.ts';
import { dosageFormText } from '../find/dosage-form.ts';
import { Card, DrugPicture, Icon, Price, Tag } from '../ui/index.ts';
import { orderTone } from './order-state.ts';

const PICTURES = 4;

/** One order of the list: from where, what, how far. */
export function OrderCard({ order }: { order: Order }) {
  const { title, text } = headline(order);
  const lines = order.parcels.flatMap((parcel) => parcel.lines);
  const stores = [...new Set(order.parcels.map(({ storeName }) => storeName))].join('、');
  const packs = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <Card
      id={`order-${order.id}`}
      className='order-card'
      label={`${stores}的订单，${title}，共 ${packs} 件`}
      onTap={() => go('/journey/step4-live-tracking/index', { orderId: order.id })}
    >
      <View className='order-card__head'>
        <Icon name='store' size='small' />
        <View className='order-card__store'>{stores}</View>
        <Tag tone={waitsForMe(order) || order.recalled.length > 0 ? 'warning' : orderTone[order.status]}>
          {title}
        </Tag>
      </View>
      <View className='order-card__goods'>
        {lines.slice(0, PICTURES).map(({ id, picture }) =>
          picture ? (
            <DrugPicture key={id} size='small' form={dosageFormText[picture]} />
          ) : (
            <View key={id} className='order-card__withheld'>
              <Icon name='pill' />
            </View>
          ),
        )}
        <View className='order-card__sum'>
          <Price fen={order.totalFen} />
          <View className='order-card__note'>共 {packs} 件</View>
        </View>
      </View>
      <View className='order-card__names'>{lines.map(({ name }) => name).join('、')}</View>
      <View className='order-card__foot'>
        <View className='order-card__state'>{text}</View>
        <View className='order-card__note'>{dateTimeText(order.placedAt)}</View>
      </View>
    </Card>
  );
}
