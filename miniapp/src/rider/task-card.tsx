import { View } from '@tarojs/components';
import type { RiderTask } from '@xinglin/shared/delivery/contract';
import { shanghaiTime } from '@xinglin/shared/kernel/time';
import { go } from '../client/navigate.ts';
import { Button, Card, Tag } from '../ui/index.ts';
import { nextStep } from './task-state.ts';

/** A parcel in this rider's hands, and what to do with it next. */
export function TaskCard({ task }: { task: RiderTask }) {
  const { id, parcelNo, status, storeName, storeAddress, destinationText, promisedAt } = task;
  const carrying = status === 'picked_up';
  return (
    <Card tone='accent' className='rider-offer' id={`task-${id}`}>
      <View className='rider-offer__head'>
        <View className='rider-offer__store'>{nextStep(task)}</View>
        <Tag tone='accent'>{shanghaiTime(promisedAt)} 前</Tag>
      </View>
      <View>{carrying ? destinationText : storeName}</View>
      <View className='rider-offer__note'>{carrying ? `来自${storeName}` : storeAddress}</View>
      <View className='rider-offer__note'>包裹号 {parcelNo}</View>
      <View className='rider-big'>
        <Button
          id={`continue-${id}`}
          block
          label={`继续，${nextStep(task)}`}
          onTap={() => go('/rider/task/index', { id })}
        >
          继续
        </Button>
      </View>
    </Card>
  );
}
