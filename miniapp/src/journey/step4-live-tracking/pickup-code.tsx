import { View } from '@tarojs/components';
import { price } from '@xinglin/shared/kernel/money';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import type { Order, Parcel } from '@xinglin/shared/order/contract';
import { renewPickupCode } from '@xinglin/shared/order/operations';
import { getTrackingScreen } from '@xinglin/shared/screens/patient';
import { useAct } from '../../client/use-endpoint.ts';
import { a11y } from '../../ui/a11y.ts';
import { Button, Card, confirm, toast } from '../../ui/index.ts';

/** What the person tells at the counter, large enough to be read across it. */
export function PickupCode({ order, parcel }: { order: Order; parcel: Parcel }) {
  const renew = useAct(renewPickupCode, { changes: [getTrackingScreen] });
  if (!parcel.pickupCode) return null;
  const digits = parcel.pickupCode.split('');
  const ask = async () => {
    const text = '旧的取货码马上作废，请用新码取货。';
    if (!(await confirm({ title: '换一个取货码？', text, yes: '换新码', no: '不换' }))) return;
    await renew.mutateAsync({ id: order.id, parcelId: parcel.id });
    toast('已换成新的取货码');
  };
  return (
    <Card tone='accent' id='pickup-code'>
      <View className='tracking-code__title'>{parcel.pickupLocked ? '取货码已锁住' : '取货码'}</View>
      {!parcel.pickupLocked && (
        <View
          className='tracking-code__digits tracking-code__digits--six'
          {...a11y('img', { label: `取货码 ${digits.join(' ')}` })}
        >
          {digits.map((digit, index) => (
            <View key={index} className='tracking-code__digit'>
              {digit}
            </View>
          ))}
        </View>
      )}
      <View className='tracking-code__text'>
        {parcel.pickupLocked
          ? '取货码在柜台连续输错三次，旧码不能再用。请换一个新码，再告诉店员。'
          : `到${parcel.storeName}柜台，${order.status === 'unpaid' ? `先付 ${price(order.totalFen)}，再` : ''}把取货码告诉店员，当面核对封签${parcel.sealNo ? ` ${parcel.sealNo} ` : ''}和有效期。不要提前把取货码告诉别人。`}
      </View>
      {parcel.pickupBefore && (
        <View className='tracking-code__text'>
          药店为您保留到 {dateTimeText(parcel.pickupBefore)}，
          {order.status === 'unpaid' ? '过时订单自动取消。' : '过时订单取消，已付的钱退回。'}
        </View>
      )}
      <Button
        id='renew-code'
        kind={parcel.pickupLocked ? 'primary' : 'text'}
        block
        loading={renew.isPending}
        onTap={ask}
      >
        换一个取货码
      </Button>
    </Card>
  );
}
