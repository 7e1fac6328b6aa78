import { View } from '@tarojs/components';
import type { DeliveryStatus } from '@xinglin/shared/delivery/contract';
import { a11y } from '../../ui/a11y.ts';
import { Icon } from '../../ui/index.ts';
import { steps, stepsDone } from '../task-state.ts';

/** How far this delivery is. */
export function StepBar({ status }: { status: DeliveryStatus }) {
  const done = stepsDone[status];
  return (
    <View className='rider-steps' {...a11y('img', { label: `共 ${steps.length} 步，已完成 ${done} 步` })}>
      {steps.map((step, index) => (
        <View
          key={step}
          className={`rider-step ${index < done ? 'rider-step--done' : ''} ${index === done ? 'rider-step--now' : ''}`}
        >
          <View className='rider-step__mark'>
            {index < done ? <Icon name='check' size='small' /> : index + 1}
          </View>
          <View>{step}</View>
        </View>
      ))}
    </View>
  );
}
