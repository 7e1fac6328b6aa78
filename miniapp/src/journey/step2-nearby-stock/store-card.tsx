import { View } from '@tarojs/components';
import { distanceText } from '@xinglin/shared/kernel/geo';
import type { NearbyStore } from '@xinglin/shared/store/contract';
import type { BasketItem } from '../../find/basket-rules.ts';
import { minutesText } from '../../find/use-now.ts';
import { Button, Card, Price, Tag, Tap } from '../../ui/index.ts';
import { goodsFen, hoursWord, stockWord } from './stock-words.ts';
import './store-card.scss';

type Props = {
  nearby: NearbyStore;
  items: readonly BasketItem[];
  now: number;
  /** Its number on the map. */
  place: number;
  selected: boolean;
  /** Closed: where to go instead. */
  instead: { id: string; name: string } | null;
  onTap: () => void;
  onInstead: (storeId: string) => void;
};

/** A store as one looks for it: how far, how soon, what it really has. A closed one is grey and says when it opens. */
export function StoreCard({ nearby, items, now, place, selected, instead, onTap, onInstead }: Props) {
  const { store, distanceM, etaMinutes, lines } = nearby;
  const sum = goodsFen(nearby, new Map(items.map(({ drugId, quantity }) => [drugId, quantity])));
  return (
    <Card
      className={`store-card ${store.openNow ? '' : 'store-card--closed'} ${selected ? 'store-card--selected' : ''}`}
    >
      <Tap onTap={onTap}>
        <View className='store-card__head'>
          <View className='store-card__place'>{place}</View>
          <View className='store-card__name'>{store.name}</View>
          {nearby.hasAll && <Tag tone='success'>有全部</Tag>}
          {!nearby.hasAll && nearby.hasSome && items.length > 1 && <Tag tone='warning'>有部分</Tag>}
        </View>
        <View className='store-card__facts'>
          {distanceText(distanceM)} · {store.openNow ? `约 ${minutesText(etaMinutes)}送到` : ''}
          {store.openNow ? ' · ' : ''}
          {hoursWord(store)}
        </View>
        {lines.map((line) => {
          const item = items.find(({ drugId }) => drugId === line.drugId);
          if (!item) return null;
          const word = stockWord(line, item.quantity, now);
          return (
            <View key={line.drugId} className='store-card__line'>
              <View className='store-card__drug'>
                {item.name}
                <View className='store-card__stock'>
                  <Tag tone={word.tone}>{word.text}</Tag>
                  <View className='store-card__when'>{word.when}</View>
                </View>
              </View>
              {line.priceFen !== null && line.available > 0 && <Price fen={line.priceFen} size='small' />}
            </View>
          );
        })}
        {sum !== null && items.length > 0 && (
          <View className='store-card__sum'>
            <View>药品合计</View>
            <Price fen={sum} />
          </View>
        )}
      </Tap>
      {/* Beside the target, not within it: a button in a button is none for who cannot see. */}
      {instead && (
        <Button small kind='plain' block onTap={() => onInstead(instead.id)}>
          现在可以去：{instead.name}
        </Button>
      )}
    </Card>
  );
}
