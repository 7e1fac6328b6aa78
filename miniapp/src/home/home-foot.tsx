import { View } from '@tarojs/components';
import type { ClientSettings } from '@xinglin/shared/screens/client-settings';

/** Which outside systems are simulators, and the licences that must stand on the home page. */
export function HomeFoot({ settings: { simulated, licences } }: { settings: ClientSettings }) {
  return (
    <View className='home-foot'>
      {simulated.length > 0 && (
        <View className='home-foot__simulated'>
          演示环境：{simulated.join('、')}为模拟系统，不会产生真实的扣款、配送和短信。
        </View>
      )}
      {licences.map(({ name, number }) => (
        <View key={name} className='home-foot__licence'>
          {name}：{number}
        </View>
      ))}
      <View className='home-foot__licence'>请仔细阅读药品说明书并按说明使用，或在药师指导下购买和使用</View>
    </View>
  );
}
