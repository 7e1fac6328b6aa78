import Taro from '@tarojs/taro';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';

/** Opens WeChat's map at the point, from where the rider's own navigation takes over. */
export async function leadTheWay({ lng, lat }: Gcj02Point, name: string): Promise<void> {
  await Taro.openLocation({ longitude: lng, latitude: lat, name, scale: 16 });
}
