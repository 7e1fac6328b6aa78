import { View } from '@tarojs/components';
import type { MedicationPlan, MedicationPlanStatus } from '@xinglin/shared/medication/contract';
import { a11y } from '../../ui/a11y.ts';
import { Button, Card, Tag } from '../../ui/index.ts';
import { sigText } from './plan-draft.ts';
import { Warnings } from './warnings.tsx';

const statusText: Record<MedicationPlanStatus, string> = {
  proposed: '待确认',
  active: '进行中',
  declined: '不需要',
  finished: '疗程结束',
  stopped: '已提前结束',
};

/** Which medicine, how, and who says so. */
export function PlanHead({ plan }: { plan: MedicationPlan }) {
  return (
    <>
      <View className='plan__head'>
        <View className='plan__name'>
          {plan.drugName} {plan.strength}
        </View>
        <Tag tone={plan.basis === 'prescription' ? 'primary' : 'neutral'}>
          {plan.basis === 'prescription' ? '按处方' : '按说明书'}
        </Tag>
      </View>
      <View className='plan__sig'>{sigText(plan)}</View>
    </>
  );
}

/** A confirmed plan: how far, what is left, and the question how it went. */
export function PlanCard({ plan, onFollowUp }: { plan: MedicationPlan; onFollowUp: () => void }) {
  const { taken, total, unitsLeft, unit, startsOn, endsOn, followedUpAt, status } = plan;
  const mayAnswer = followedUpAt === null && taken > 0;
  const active = status === 'active';
  return (
    <Card className='plan' id={`plan-${plan.id}`}>
      <PlanHead plan={plan} />
      {active && <View className='plan__note'>每天 {plan.times.join('、')}</View>}
      {startsOn && endsOn && (
        <View className='plan__note'>
          {dayText(startsOn)} 至 {dayText(endsOn)}，{statusText[status]}
        </View>
      )}
      {total > 0 && (
        <View className='plan__progress' {...a11y('img', { label: `已服 ${taken} 次，共 ${total} 次` })}>
          <View className='plan__bar'>
            <View className='plan__done' style={{ width: `${Math.round((taken / total) * 100)}%` }} />
          </View>
          <View className='plan__note'>
            {taken}/{total} 次
          </View>
        </View>
      )}
      <View className='plan__note'>
        剩余 {unitsLeft} {unit}
        {active ? '' : '，请妥善保存，注意有效期'}
      </View>
      {active && <Warnings of={plan} />}
      {mayAnswer && (
        <Button id={`follow-up-${plan.id}`} block kind={active ? 'plain' : 'primary'} onTap={onFollowUp}>
          好些了吗？说说用药感受
        </Button>
      )}
      {active && taken === 0 && (
        <View className='plan__note'>服过第一次后，可以在这里反馈效果或提前结束疗程。</View>
      )}
      {followedUpAt && <View className='plan__note'>已反馈，谢谢您</View>}
    </Card>
  );
}

/** `2026-11-22` → `11月22日` */
const dayText = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
