import { View } from '@tarojs/components';
import { refusalReasonText, type PrescriptionItem } from '@xinglin/shared/prescription/contract';
import { Card } from '../../ui/index.ts';
import { sigOf } from '@xinglin/shared/prescription/sig';

/** A line of an approved prescription. */
export function ItemCard({ item }: { item: PrescriptionItem }) {
  const { genericName, strength, quantity, unit, packs, refusedFor } = item;
  return (
    <Card>
      <View className='prescription-item'>
        <View className='prescription-item__name'>
          {genericName} <View className='prescription-item__strength'>{strength}</View>
        </View>
        {!refusedFor && <View className='prescription-item__sig'>{sigOf(item)}</View>}
        <View className='prescription-item__note'>
          共 {quantity} {unit}
          {refusedFor
            ? `，药师没有通过这一种：${refusalReasonText[refusedFor]}`
            : packs > 0
              ? `，可购 ${packs} 盒`
              : '，我们暂时没有'}
        </View>
      </View>
    </Card>
  );
}
