import { View } from '@tarojs/components';
import { useMemo } from 'react';
import type { Tracking } from '@xinglin/shared/delivery/contract';
import { useNow } from '../../find/use-now.ts';
import { Avatar, Card, Icon, Notice } from '../../ui/index.ts';
import { RouteMap } from '../../ui/map/route-map.tsx';
import type { MapMarker } from '../../ui/map/types.ts';
import { arrivalOf, placeText } from './arrival.ts';
import { riderDoes } from './progress.ts';

const LOOK_AGAIN_MS = 15_000;

/** When it comes, who brings it, and where they are. */
export function LiveDelivery({ tracking, storeName }: { tracking: Tracking; storeName: string }) {
  const { expected, left, promised, late } = arrivalOf(tracking, useNow(LOOK_AGAIN_MS));
  const place = placeText(tracking);
  const found = tracking.status !== 'offered';
  return (
    <Card className='tracking-live' id='live-delivery'>
      <View className='tracking-live__arrival'>
        <View className='tracking-live__expected'>{expected}</View>
        {left && <View className='tracking-live__left'>{left}</View>}
      </View>
      {promised && <View className='tracking-live__note'>{promised}</View>}
      {late && <Notice>{late}</Notice>}
      {found && <DeliveryMap tracking={tracking} storeName={storeName} />}
      {place && (
        <View className={`tracking-live__place ${tracking.stale ? 'tracking-live__place--stale' : ''}`}>
          <Icon name={tracking.stale ? 'refresh' : 'location'} size='small' />
          <View>{place}</View>
        </View>
      )}
      {tracking.riderName ? (
        <Rider
          name={tracking.riderName}
          phone={tracking.riderPhoneMasked}
          does={riderDoes[tracking.status] ?? '骑手已取货，正在送来'}
        />
      ) : (
        <View className='tracking-live__note'>{riderDoes[tracking.status]}</View>
      )}
    </Card>
  );
}

function DeliveryMap({ tracking, storeName }: { tracking: Tracking; storeName: string }) {
  const { storePoint, destination, riderPoint, route } = tracking;
  // The map is drawn anew for every new list: a re-read that changes nothing must not move it.
  const markers = useMemo(
    (): MapMarker[] => [
      { id: 'store', kind: 'store', label: storeName, point: storePoint },
      { id: 'home', kind: 'home', label: '收货地址', point: destination },
      ...(riderPoint
        ? [{ id: 'rider', kind: 'rider' as const, label: '骑手', point: riderPoint, selected: true }]
        : []),
    ],
    [storeName, storePoint, destination, riderPoint],
  );
  return <RouteMap centre={destination} markers={markers} route={route} height='normal' />;
}

function Rider({ name, phone, does }: { name: string; phone: string | null; does: string }) {
  return (
    <View className='tracking-rider'>
      <Avatar name={name} />
      <View className='tracking-rider__words'>
        <View className='tracking-rider__name'>骑手 {name}</View>
        <View className='tracking-live__note'>{does}</View>
      </View>
      {phone && <View className='tracking-rider__phone'>{phone}</View>}
    </View>
  );
}
