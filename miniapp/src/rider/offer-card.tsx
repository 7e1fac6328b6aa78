import { View } from '@tarojs/components';
import { acceptDelivery, getRiderDesk, type RiderTask } from '@xinglin/shared/delivery/contract';
import { distanceText } from '@xinglin/shared/kernel/geo';
import { price } from '@xinglin/shared/kernel/money';
import { shanghaiTime } from '@xinglin/shared/kernel/time';
import { useQueryClient } from '@tanstack/react-query';
import { go } from '../client/navigate.ts';
import { useAct } from '../client/use-endpoint.ts';
import { Button, Card, Price, Tag, toast, toastProblem } from '../ui/index.ts';

/** A parcel that waits for a rider: what it pays, from where, how far, until when. */
export function OfferCard({ offer }: { offer: RiderTask }) {
  const { id, feeFen, distanceM, storeName, storeAddress, promisedAt, ready } = offer;
  const reads = useQueryClient();
  const accept = useAct(acceptDelivery, { changes: [getRiderDesk] });
  const take = async () => {
    try {
      await accept.mutateAsync({ id });
    } catch (error) {
      // Somebody was faster, or it was called off: it must leave the list.
      toastProblem(error);
      await reads.invalidateQueries({ queryKey: [getRiderDesk.path] });
      return;
    }
    toast('接单成功');
    await go('/rider/task/index', { id });
  };
  return (
    <Card className='rider-offer' id={`offer-${id}`}>
      <View className='rider-offer__head'>
        <Price fen={feeFen} size='large' />
        <Tag tone={ready ? 'success' : 'neutral'}>{ready ? '已封签，可取' : '药店配药中'}</Tag>
      </View>
      <View className='rider-offer__store'>{storeName}</View>
      <View className='rider-offer__note'>{storeAddress}</View>
      <View className='rider-offer__note'>
        送货 {distanceText(distanceM)}，{shanghaiTime(promisedAt)} 前送达
      </View>
      <View className='rider-big'>
        <Button
          id={`accept-${id}`}
          block
          loading={accept.isPending}
          label={`接单，${storeName}，${price(feeFen)}，${distanceText(distanceM)}`}
          onTap={take}
        >
          接单
        </Button>
      </View>
    </Card>
  );
}
