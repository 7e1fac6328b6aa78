import { View } from '@tarojs/components';
import { useState } from 'react';
import type { RecalledUnits } from '@xinglin/shared/order/changes';
import type { Order } from '@xinglin/shared/order/contract';
import { keptLines } from '@xinglin/shared/order/kept';
import { Button, Card } from '../../ui/index.ts';
import { AskSheet } from './after-sale-sheet.tsx';

/** Lots that were received and are recalled: stop taking them, and the money is there for the asking. Above everything else. */
export function Recalled({ order }: { order: Order }) {
  const [asked, setAsked] = useState<RecalledUnits>();
  return (
    <>
      {order.recalled.map((units) => (
        <Card key={units.lineId} tone='danger' id='recalled'>
          <View className='tracking-recalled__title'>请停止使用：药品批号被召回</View>
          <View className='tracking-code__text'>
            {units.name} {units.quantity}{' '}
            件属于被召回的批号。请不要再用，保留包装；已经用过并感到不适的，请马上就医。可以全额退款，拆封、用过的也退。
          </View>
          <Button id='ask-recalled' block kind='danger' onTap={() => setAsked(units)}>
            申请召回退款
          </Button>
        </Card>
      ))}
      {asked && (
        <AskSheet
          order={order}
          lines={keptLines(order)}
          preset={{ lineId: asked.lineId, quantity: asked.quantity, reason: 'recalled' }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
