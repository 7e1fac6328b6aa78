import { View } from '@tarojs/components';
import { go } from '../client/navigate.ts';
import { Button, Icon } from '../ui/index.ts';
import { useBasket } from './basket.ts';
import { countOf } from './basket-rules.ts';
import './basket-bar.scss';

/** How much is on the shopping list, and the way on to the stores that have it. */
export function BasketBar() {
  const basket = useBasket();
  const count = countOf(basket);
  return (
    <View className='basket-bar'>
      <View className='basket-bar__icon'>
        <Icon name='cart' />
        {count > 0 && <View className='basket-bar__count'>{count}</View>}
      </View>
      <View className='basket-bar__words'>
        {count > 0 ? `清单里有 ${basket.items.length} 种药，共 ${count} 件` : '清单还是空的'}
      </View>
      <Button id='to-stock' disabled={count === 0} onTap={() => go('/journey/step2-nearby-stock/index')}>
        看附近有货
      </Button>
    </View>
  );
}
