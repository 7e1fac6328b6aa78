import { View } from '@tarojs/components';
import { shanghaiTime } from '@xinglin/shared/kernel/time';
import { doseTimingText, getMedication, takeDose, type Dose } from '@xinglin/shared/medication/contract';
import { getHomeScreen } from '@xinglin/shared/screens/patient';
import { go } from '../client/navigate.ts';
import { useAct } from '../client/use-endpoint.ts';
import { Button, Icon, Tap, toast } from '../ui/index.ts';
import type { HomeScreen } from './doing.tsx';
import { nextDoses } from './next-doses.ts';

/** What to take now, with its tick, and what comes later today. */
export function HomeDoses({ section }: { section: HomeScreen['doses'] }) {
  if (!section.available) return <View className='doing-missing'>今天的用药暂时看不到</View>;
  const { due, later } = nextDoses(section.data);
  const open = () => go('/journey/step5-medication/index');
  if (due.length === 0 && !later) return null;
  return (
    <View className='home-doses' id='home-doses'>
      {due.map((dose) => (
        <Due key={dose.id} dose={dose} />
      ))}
      {later && (
        <Tap className='home-doses__later' id='home-next-dose' onTap={open}>
          <Icon name='bell' size='small' />
          <View className='home-doses__words'>
            {due.length > 0 ? '之后' : '下次服药'} {shanghaiTime(later.first.dueAt)}
            {later.count > 1 && `，今天还有 ${later.count} 次`}
          </View>
          <Icon name='forward' size='small' />
        </Tap>
      )}
    </View>
  );
}

function Due({ dose: { id, drugName, amountText, timing, dueAt } }: { dose: Dose }) {
  const take = useAct(takeDose, { changes: [getHomeScreen, getMedication] });
  const taken = async () => {
    await take.mutateAsync({ id });
    toast('记下了');
  };
  return (
    <View className='home-dose'>
      <Tap className='home-dose__words' onTap={() => go('/journey/step5-medication/index', { doseId: id })}>
        <View className='home-dose__title'>{shanghaiTime(dueAt)} 该服药了</View>
        <View className='home-dose__note'>
          {drugName} {amountText}，{doseTimingText[timing]}
        </View>
      </Tap>
      <Button
        id={`home-take-${id}`}
        small
        loading={take.isPending}
        label={`${drugName} 已服用`}
        onTap={taken}
      >
        已服用
      </Button>
    </View>
  );
}
