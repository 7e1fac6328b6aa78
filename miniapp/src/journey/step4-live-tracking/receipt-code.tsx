import { View } from '@tarojs/components';
import { a11y } from '../../ui/a11y.ts';
import { Card } from '../../ui/index.ts';

/** What the person tells the rider at the door, large enough to be read at arm's length. */
export function ReceiptCode({ code, sealNo }: { code: string; sealNo: string | null }) {
  const digits = code.split('');
  return (
    <Card tone='accent' id='receipt-code'>
      <View className='tracking-code__title'>收货码</View>
      <View className='tracking-code__digits' {...a11y('img', { label: `收货码 ${digits.join(' ')}` })}>
        {digits.map((digit, index) => (
          <View key={index} className='tracking-code__digit'>
            {digit}
          </View>
        ))}
      </View>
      <View className='tracking-code__text'>
        骑手到门口后，先看封签是否完好{sealNo ? `、封签号是不是 ${sealNo}` : ''}
        ，没有问题再告诉骑手收货码。封签破损请拒收，不要提前把收货码告诉任何人。
      </View>
    </Card>
  );
}
