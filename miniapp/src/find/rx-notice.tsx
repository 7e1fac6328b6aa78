import { View } from '@tarojs/components';
import { RX_NOTICE } from '@xinglin/shared/catalogue/contract';
import { go } from '../client/navigate.ts';
import { Button } from '../ui/index.ts';
import './rx-notice.scss';

/** What stands in place of the buying button of a prescription drug, with the only way on. */
export function RxNotice({ notice, purchasable }: { notice: string | null; purchasable: boolean }) {
  return (
    <View className='rx-notice'>
      <View className='rx-notice__text'>{notice ?? RX_NOTICE}</View>
      <Button small kind='plain' onTap={() => go('/prescription/index')}>
        {purchasable ? '用处方购买' : '提交处方'}
      </Button>
    </View>
  );
}
