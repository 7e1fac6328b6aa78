import { View } from '@tarojs/components';
import { shanghaiTime } from '@xinglin/shared/kernel/time';
import {
  doseStatusText,
  doseTimingText,
  getMedication,
  skipDose,
  takeDose,
  type Dose,
  type DoseStatus,
} from '@xinglin/shared/medication/contract';
import { getHomeScreen } from '@xinglin/shared/screens/patient';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Card, Tag, confirm, toast } from '../../ui/index.ts';
import { maySkip, mayTake } from './dose-state.ts';

const changes = [getMedication, getHomeScreen];
const tone = (status: DoseStatus) => {
  if (status === 'due') return 'primary';
  if (status === 'taken') return 'success';
  return status === 'missed' ? 'warning' : 'neutral';
};

/** One dose of today: when, what, how much, and the tick. */
export function DoseCard({ dose, now, named }: { dose: Dose; now: number; named: boolean }) {
  const take = useAct(takeDose, { changes });
  const skip = useAct(skipDose, { changes });
  const { id, status, drugName, amountText, timing, dueAt, decidedAt } = dose;
  const taken = async () => {
    await take.mutateAsync({ id });
    toast('已记录');
  };
  const leaveOut = async () => {
    const text = '跳过后不用补服，下一次照常服用，也不要加倍。';
    if (await confirm({ title: '跳过这一次？', text, yes: '跳过' })) await skip.mutateAsync({ id });
  };
  return (
    <Card
      id={`dose-${id}`}
      tone={status === 'due' ? 'primary' : 'plain'}
      className={`dose ${named ? 'dose--named' : ''}`}
    >
      <View className='dose__head'>
        <View className='dose__time'>{shanghaiTime(dueAt)}</View>
        <Tag tone={tone(status)}>{doseStatusText[status]}</Tag>
      </View>
      <View className='dose__name'>{drugName}</View>
      <View className='dose__note'>
        {amountText}，{doseTimingText[timing]}
        {status === 'taken' && decidedAt && `，${shanghaiTime(decidedAt)} 已服用`}
      </View>
      {status === 'missed' && (
        <View className='dose__missed'>
          漏服了请不要加倍。离下一次不远就跳过这一次，下一次照常服用；拿不准时请先问药师。
        </View>
      )}
      {mayTake(dose, now) && (
        <View className='dose__acts'>
          <View className='dose__take'>
            <Button
              id={`take-${id}`}
              block
              kind={status === 'due' ? 'primary' : 'plain'}
              loading={take.isPending}
              label={`${drugName} ${shanghaiTime(dueAt)} 已服用`}
              onTap={taken}
            >
              {status === 'missed' ? '其实已服用' : '已服用'}
            </Button>
          </View>
          {maySkip(dose, now) && (
            <Button id={`skip-${id}`} kind='text' loading={skip.isPending} onTap={leaveOut}>
              跳过
            </Button>
          )}
        </View>
      )}
    </Card>
  );
}
