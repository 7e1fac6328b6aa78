import { View } from '@tarojs/components';
import {
  declineMedicationPlan,
  getMedication,
  type MedicationPlan,
} from '@xinglin/shared/medication/contract';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Card, confirm } from '../../ui/index.ts';
import { PlanHead } from './plan-card.tsx';
import { Warnings } from './warnings.tsx';

/** A plan made from what was delivered; it does nothing until it is confirmed. */
export function ProposalCard({ plan, onConfirm }: { plan: MedicationPlan; onConfirm: () => void }) {
  const decline = useAct(declineMedicationPlan, { changes: [getMedication] });
  const refuse = async () => {
    const text = '不会再提醒您服这个药，请按处方或说明书自行安排。';
    if (await confirm({ title: '不需要这个计划？', text, yes: '不需要' }))
      await decline.mutateAsync({ id: plan.id });
  };
  return (
    <Card tone='accent' className='plan' id={`plan-${plan.id}`}>
      <PlanHead plan={plan} />
      <View className='plan__note'>
        每天 {plan.times.join('、')}，共 {plan.days} 天
      </View>
      <Warnings of={plan} />
      <View className='plan__acts'>
        <View className='plan__main'>
          <Button id={`confirm-${plan.id}`} block onTap={onConfirm}>
            核对并确认
          </Button>
        </View>
        <Button id={`decline-${plan.id}`} kind='text' loading={decline.isPending} onTap={refuse}>
          不需要
        </Button>
      </View>
    </Card>
  );
}
