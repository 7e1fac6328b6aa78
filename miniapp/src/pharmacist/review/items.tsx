import { View } from '@tarojs/components';
import type { Review } from '@xinglin/shared/prescription/review-contract';
import { SectionTitle } from '../../ui/index.ts';
import { sigOf } from '../../prescription/sig.ts';

/** The lines as the doctor wrote them, large enough to read at arm's length. */
export function Items({ items }: Pick<Review, 'items'>) {
  return (
    <>
      <SectionTitle note={`共 ${items.length} 种`}>处方药品</SectionTitle>
      {items.map((item, index) => (
        <View key={`${index}${item.genericName}`} className='review-item'>
          <View className='review-item__number'>{index + 1}</View>
          <View className='review-item__words'>
            <View className='review-item__name'>{item.genericName}</View>
            <View className='review-item__strength'>
              {item.strength} × {item.quantity} {item.unit}
            </View>
            <View className='review-item__sig'>{sigOf(item)}</View>
            {item.drugId === null && (
              <View className='review-item__note'>不在我们的目录中，成分与剂量没有核对</View>
            )}
          </View>
        </View>
      ))}
    </>
  );
}
