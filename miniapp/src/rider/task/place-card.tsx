import { View } from '@tarojs/components';
import { useMemo } from 'react';
import type { RiderTask } from '@xinglin/shared/delivery/contract';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { Button, Card, Icon } from '../../ui/index.ts';
import { RouteMap } from '../../ui/map/route-map.tsx';
import type { MapMarker } from '../../ui/map/types.ts';
import { leadTheWay } from '../lead-the-way.ts';
import { usePosition } from '../position-reports.ts';

type Props = { title: string; text: string; note?: string; goal: Gcj02Point; task: RiderTask };

/** Where to go now, on the map and in words, with the way there. */
export function PlaceCard({ title, text, note, goal, task }: Props) {
  const { storePoint, storeName, destinationPoint } = task;
  const me = usePosition((position) => position.last?.point);
  const markers = useMemo(
    (): MapMarker[] => [
      { id: 'store', kind: 'store', label: storeName, point: storePoint },
      ...(destinationPoint
        ? [{ id: 'home', kind: 'home' as const, label: '收货地址', point: destinationPoint }]
        : []),
      ...(me ? [{ id: 'me', kind: 'rider' as const, label: '我', point: me }] : []),
    ],
    [storeName, storePoint, destinationPoint, me],
  );
  return (
    <Card className='rider-place'>
      <RouteMap centre={goal} markers={markers} height='small' />
      <View className='rider-place__head'>
        <View className='rider-place__words'>
          <View className='rider-place__title'>{title}</View>
          <View className='rider-place__text'>{text}</View>
          {note && <View className='rider-offer__note'>{note}</View>}
        </View>
        <Button id='lead-the-way' kind='plain' label={`导航到${title}`} onTap={() => leadTheWay(goal, title)}>
          <Icon name='location' size='small' />
          导航
        </Button>
      </View>
    </Card>
  );
}
