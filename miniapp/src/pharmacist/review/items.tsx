import { View } from '@tarojs/components';
import { useState } from 'react';
import { RefusalReason, refusalReasonText } from '@xinglin/shared/prescription/contract';
import type { Review } from '@xinglin/shared/prescription/review-contract';
import { sigOf } from '@xinglin/shared/prescription/sig';
import { Button, Choices, SectionTitle, Sheet, Tag } from '../../ui/index.ts';

export type Refused = { index: number; reason: RefusalReason }[];
const reasons = RefusalReason.options.map((value) => ({ value, text: refusalReasonText[value] }));

type Props = Pick<Review, 'items'> & {
  refused: Refused;
  /** Null once decided: nothing can be let out any more. */
  onRefuse: ((refused: Refused) => void) | null;
};

/** The lines as the doctor wrote them, large enough to read at arm's length; one may be let out of the approval. */
export function Items({ items, refused, onRefuse }: Props) {
  const [asking, setAsking] = useState<number | null>(null);
  const without = (index: number) => refused.filter((each) => each.index !== index);
  const refuse = (index: number, reason: RefusalReason | undefined) => {
    if (reason) onRefuse?.([...without(index), { index, reason }]);
    setAsking(null);
  };
  return (
    <>
      <SectionTitle note={`共 ${items.length} 种`}>处方药品</SectionTitle>
      {items.map((item, index) => {
        const reason = refused.find((each) => each.index === index)?.reason ?? item.refusedFor;
        return (
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
              {reason && <Tag tone='warning'>不调配：{refusalReasonText[reason]}</Tag>}
              {onRefuse && items.length > 1 && (
                <Button
                  id={`refuse-${index}`}
                  small
                  kind='text'
                  onTap={() => (reason ? onRefuse(without(index)) : setAsking(index))}
                >
                  {reason ? '恢复这一种' : '这一种不调配'}
                </Button>
              )}
            </View>
          </View>
        );
      })}
      {asking !== null && (
        <Sheet
          open
          onClose={() => setAsking(null)}
          title={`${items[asking]?.genericName ?? ''}：为什么不调配`}
        >
          <Choices
            layout='rows'
            options={reasons}
            chosen={[]}
            onChange={([reason]) => refuse(asking, reason)}
          />
        </Sheet>
      )}
    </>
  );
}
