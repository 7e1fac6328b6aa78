import { View } from '@tarojs/components';
import { price } from '@xinglin/shared/kernel/money';
import type { Plan, PlanOption } from '@xinglin/shared/pricing/contract';
import { minutesText } from '../../find/use-now.ts';
import { Card, Tap } from '../../ui/index.ts';
import { labelText, namedIn, pointsOf } from './bill.ts';
import './compare-chart.scss';

type Props = { options: readonly PlanOption[]; chosen: string | undefined; onChoose: (key: string) => void };

/** The trade-off: every option as a point that can be tapped, later to the right, dearer upwards, and the chosen one in words. */
export function CompareChart({ options, chosen, onChoose }: Props) {
  const points = new Map(pointsOf(options).map((point) => [point.key, point]));
  const named = namedIn(options, chosen);
  const option = options.find(({ key }) => key === chosen);
  return (
    <Card>
      <View className='chart-axis'>价格 ↑</View>
      <View className='chart'>
        {options.map(({ key, labels, totalFen, etaMinutes }) => {
          const { left, top } = points.get(key)!;
          const name = labelText[labels[0]!];
          return (
            <View key={key} className='chart-spot' style={{ left: `${left}%`, top: `${top}%` }}>
              <Tap
                id={`point-${key}`}
                role='radio'
                checked={key === chosen}
                className={`chart-point ${key === chosen ? 'chart-point--on' : ''}`}
                label={`${name}，${price(totalFen)}，${minutesText(etaMinutes)}`}
                onTap={() => onChoose(key)}
              >
                <View className='chart-point__dot' />
                <View className='chart-point__name'>{named.has(key) ? name : ''}</View>
              </Tap>
            </View>
          );
        })}
      </View>
      <View className='chart-axis chart-axis--right'>时间 →</View>
      {option && (
        <View className='chart-chosen'>
          已选「{labelText[option.labels[0]!]}」：{price(option.totalFen)}，{minutesText(option.etaMinutes)}
        </View>
      )}
    </Card>
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
