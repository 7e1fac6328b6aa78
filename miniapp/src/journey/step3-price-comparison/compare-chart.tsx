import { View } from '@tarojs/components';
import { price } from '@xinglin/shared/kernel/money';
import type { Plan, PlanOption } from '@xinglin/shared/pricing/contract';
import { minutesText } from '../../find/use-now.ts';
import { Card } from '../../ui/index.ts';
import { barPercent, labelText } from './bill.ts';
import './compare-chart.scss';

/** Price against time, a pair of bars for each option. */
export function CompareChart({ options }: { options: readonly PlanOption[] }) {
  const dearest = Math.max(...options.map(({ totalFen }) => totalFen));
  const slowest = Math.max(...options.map(({ etaMinutes }) => etaMinutes));
  return (
    <Card>
      <View className='chart-key'>
        <View className='chart-key__one'>
          <View className='chart-key__dot' />
          价格
        </View>
        <View className='chart-key__one'>
          <View className='chart-key__dot chart-key__dot--time' />
          送齐时间
        </View>
      </View>
      {options.map(({ key, labels, totalFen, etaMinutes }) => (
        <View key={key} className='chart-row'>
          <View className='chart-row__name'>{labelText[labels[0]!]}</View>
          <View className='chart-row__bars'>
            <Bar percent={barPercent(totalFen, dearest)} text={price(totalFen)} />
            <Bar percent={barPercent(etaMinutes, slowest)} text={minutesText(etaMinutes)} time />
          </View>
        </View>
      ))}
    </Card>
  );
}

function Bar({ percent, text, time = false }: { percent: number; text: string; time?: boolean }) {
  return (
    <View className='chart-bar'>
      <View className='chart-bar__track'>
        <View
          className={`chart-bar__fill ${time ? 'chart-bar__fill--time' : ''}`}
          style={{ width: `${percent}%` }}
        />
      </View>
      <View className='chart-bar__text'>{text}</View>
    </View>
  );
}

/** What the same goods would cost by post, for comparison only. */
export function ChannelQuotes({ quotes }: { quotes: Plan['channelQuotes'] }) {
  return (
    <Card>
      {quotes.map(({ name, totalFen, etaMinutes, missing }) => (
        <View key={name} className='quote'>
          <View className='quote__words'>
            <View>{name}</View>
            <View className='quote__note'>
              {totalFen === null
                ? missing.length > 0
                  ? `没有：${missing.join('、')}`
                  : '不够起送金额'
                : `约 ${minutesText(etaMinutes)}送到`}
            </View>
          </View>
          <View className='quote__price'>{totalFen === null ? '买不齐' : price(totalFen)}</View>
        </View>
      ))}
      <View className='quote__foot'>网上渠道的价格仅供比较，含运费和可用的券，不能在这里下单。</View>
    </Card>
  );
}
