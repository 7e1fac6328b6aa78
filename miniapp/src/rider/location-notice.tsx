import { View } from '@tarojs/components';
import { Button, Card } from '../ui/index.ts';
import { measureAgain, usePosition } from './position-reports.ts';

/** While a parcel is carried: says when the person who waits can not see where it is, and what to do about it. */
export function LocationNotice() {
  const { refused, waiting } = usePosition();
  if (refused)
    return (
      <Card tone='danger' id='location-refused'>
        <View className='rider-place__title'>没有定位权限</View>
        <View>顾客现在看不到您的位置。只在送货途中记录位置，送达后就停止。请允许定位后继续配送。</View>
        <View className='rider-place__acts'>
          {process.env.TARO_ENV === 'weapp' && (
            <Button openType='openSetting' kind='plain'>
              打开设置
            </Button>
          )}
          <Button id='locate-again' onTap={measureAgain}>
            重新定位
          </Button>
        </View>
      </Card>
    );
  if (waiting > OFFLINE_POINTS)
    return <Card tone='warning'>网络不好，{waiting} 个位置点等待补报，请继续配送。</Card>;
  return null;
}

/** So many points pile up only when several sendings failed. */
const OFFLINE_POINTS = 4;
