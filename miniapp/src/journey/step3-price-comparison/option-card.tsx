import { View } from '@tarojs/components';
import { yuan } from '@xinglin/shared/kernel/money';
import type { Plan, PlanOption } from '@xinglin/shared/pricing/contract';
import { Button, Icon, Price, Tag, Tap } from '../../ui/index.ts';
import { labelText, whenText } from './bill.ts';
import './option-card.scss';

type Props = {
  plan: Pick<Plan, 'mode' | 'slot'>;
  option: PlanOption;
  chosen: boolean;
  onChoose: () => void;
  onWhy: () => void;
};

/** One way to buy the list: what it is best at, what it costs in all, when it comes, in how many parcels. */
export function OptionCard({ plan, option, chosen, onChoose, onWhy }: Props) {
  const { labels, totalFen, etaMinutes, parcels, savingFen, why } = option;
  return (
    <View className={`option ${chosen ? 'option--on' : ''}`}>
      <Tap
        className='option__body'
        role='radio'
        checked={chosen}
        id={`option-${option.key}`}
        onTap={onChoose}
      >
        <View className='option__head'>
          <View className='option__labels'>
            {labels.map((label) => (
              <Tag
                key={label}
                tone={label === 'cheapest' ? 'accent' : label === 'between' ? 'neutral' : 'primary'}
              >
                {labelText[label]}
              </Tag>
            ))}
          </View>
          <View className={`option__mark ${chosen ? 'option__mark--on' : ''}`}>
            {chosen && <Icon name='check' size='small' />}
          </View>
        </View>
        <View className='option__sum'>
          <Price fen={totalFen} size='large' />
          {savingFen > 0 && <View className='option__saving'>比最优单店省 {yuan(savingFen)} 元</View>}
        </View>
        <View className='option__facts'>
          {whenText(plan, etaMinutes)} · {parcels.length} {plan.mode === 'pickup' ? '家店取' : '个包裹'}
        </View>
        <View className='option__stores'>
          {parcels.map(({ storeName, lines }) => `${storeName}（${lines.length} 种）`).join('、')}
        </View>
        {why !== '' && <View className='option__why'>{why}</View>}
      </Tap>
      <View className='option__act'>
        <Button small kind='text' onTap={onWhy}>
          为什么是这个价
        </Button>
      </View>
    </View>
  );
}
