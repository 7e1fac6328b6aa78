import { View } from '@tarojs/components';
import { go } from '../../client/navigate.ts';
import { usePlace } from '../../find/place.ts';
import { Button, Card, Icon } from '../../ui/index.ts';
import { useLocate } from './use-locate.ts';
import './ask-place.scss';

/** Asks for the place once, saying what for; refusing leads to choosing by hand. */
export function AskPlace() {
  const refused = usePlace((state) => state.refused);
  const { locating, locate } = useLocate();
  return (
    <Card className='ask-place'>
      <View className='ask-place__icon'>
        <Icon name='location' size='large' />
      </View>
      <View className='ask-place__title'>
        {refused ? '没有拿到定位，选一个地点也可以' : '药要送到哪里？'}
      </View>
      <View className='ask-place__text'>
        位置只用来查找附近有货的药店、计算配送费和送达时间，不会用于别的用途。
      </View>
      {!refused && (
        <Button id='use-location' block loading={locating} onTap={locate}>
          用我现在的位置
        </Button>
      )}
      <Button
        id='choose-place'
        block
        kind={refused ? 'primary' : 'plain'}
        onTap={() => go('/journey/step2-nearby-stock/place/index')}
      >
        自己选一个地点
      </Button>
    </Card>
  );
}
