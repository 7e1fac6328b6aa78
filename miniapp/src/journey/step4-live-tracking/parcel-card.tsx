import { View } from '@tarojs/components';
import type { Tracking } from '@xinglin/shared/delivery/contract';
import type { Order, Parcel, ParcelStatus } from '@xinglin/shared/order/contract';
import { price } from '@xinglin/shared/kernel/money';
import { dosageFormText } from '../../find/dosage-form.ts';
import { Card, DrugPicture, Icon, Tag } from '../../ui/index.ts';
import { LiveDelivery } from './live-delivery.tsx';
import { PickupCode } from './pickup-code.tsx';
import { ReceiptCode } from './receipt-code.tsx';

const statusText: Record<ParcelStatus, string> = {
  waiting: '待付款',
  to_pick: '配药中',
  picked: '已拣货',
  sealed: '已封签',
  on_the_way: '配送中',
  delivered: '已送达',
  cancelled: '已取消',
  scheduled: '已预约',
  returning: '退回中',
  returned: '已退回',
  lost: '退回途中丢失',
};
/** Nobody brings what is collected. */
const atCounter: Partial<Record<ParcelStatus, string>> = { sealed: '可取药', delivered: '已取走' };
const tone = (status: ParcelStatus) =>
  status === 'delivered' ? 'success' : status === 'cancelled' ? 'neutral' : 'primary';

/** Nobody is on the way with it any more. */
const over: readonly ParcelStatus[] = ['delivered', 'cancelled', 'returning', 'returned', 'lost'];

/** While goods are missing nobody knows when it comes. */
const isStalled = ({ shortages }: Order, { id, status }: Parcel): boolean =>
  (status === 'to_pick' || status === 'scheduled') &&
  shortages.some((each) => each.parcelId === id && (each.status === 'asked' || each.status === 'waiting'));

type Props = { order: Order; parcel: Parcel; name: string; tracking: Tracking | undefined };

/** One parcel: how it comes, the code for the door, and what is in it. */
export function ParcelCard({ order, parcel, name, tracking }: Props) {
  const here = order.mode === 'pickup' ? atCounter[parcel.status] : undefined;
  return (
    <>
      {tracking &&
        tracking.status !== 'cancelled' &&
        !over.includes(parcel.status) &&
        !isStalled(order, parcel) && <LiveDelivery tracking={tracking} storeName={parcel.storeName} />}
      <PickupCode order={order} parcel={parcel} />
      {parcel.receiptCode && <ReceiptCode code={parcel.receiptCode} sealNo={parcel.sealNo} />}
      <Card>
        <View className='tracking-parcel__head'>
          <Icon name='store' size='small' />
          <View className='tracking-parcel__store'>{parcel.storeName}</View>
          <Tag tone={tone(parcel.status)}>{here ?? statusText[parcel.status]}</Tag>
        </View>
        {parcel.lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
        <View className='tracking-parcel__foot'>
          <View>
            {name}号 {parcel.parcelNo}
          </View>
          {parcel.sealNo && <View>封签号 {parcel.sealNo}</View>}
        </View>
      </Card>
    </>
  );
}

function Line({ line }: { line: Parcel['lines'][number] }) {
  return (
    <View className='tracking-line'>
      {line.picture ? (
        <DrugPicture size='small' form={dosageFormText[line.picture]} />
      ) : (
        <View className='tracking-line__withheld'>
          <Icon name='pill' />
        </View>
      )}
      <View className='tracking-line__words'>
        <View className='tracking-line__name'>{line.name}</View>
        <View className='tracking-line__note'>
          {line.strength} {line.pack}
        </View>
        {line.class === 'rx' && <Tag tone='warning'>处方药</Tag>}
      </View>
      <View className='tracking-line__money'>
        <View>{price(line.lineFen)}</View>
        <View className='tracking-line__note'>×{line.quantity}</View>
        {line.shortQuantity > 0 && (
          <View className='tracking-line__note'>缺 {line.shortQuantity}，退这部分</View>
        )}
      </View>
    </View>
  );
}
