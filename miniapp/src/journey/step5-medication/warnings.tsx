import { View } from '@tarojs/components';
import type { MedicationPlan } from '@xinglin/shared/medication/contract';
import { Icon, Notice } from '../../ui/index.ts';

/** What to mind with this medicine; nothing when there is nothing. */
export function Warnings({ of: { warnings } }: { of: MedicationPlan }) {
  if (warnings.length === 0) return null;
  return (
    <Notice tone='danger'>
      {warnings.map((warning) => (
        <View key={warning} className='plan__warning'>
          <Icon name='warning' size='small' />
          <View className='plan__words'>{warning}</View>
        </View>
      ))}
    </Notice>
  );
}
