import { View } from '@tarojs/components';
import { phoneCall } from '../../device/phone-call.ts';
import { Icon, Tap } from '../../ui/index.ts';
import './emergency.scss';

type Props = {
  /** Why it is one. */
  reasons: readonly string[];
  /** First aid, as the server knows it; without network the general words stand. */
  whatToDo?: readonly string[];
  /** Ids of the red flags: for some there is a second number. */
  flags: readonly string[];
  onBack: () => void;
};

const general = [
  '立即拨打 120，说清地点、症状和发病时间',
  '不要自己开车去医院，身边留一个人',
  '不要自行用药、进食或饮水，等急救人员来',
];
const inDespair = [
  '请让家人或朋友马上来陪着，不要一个人待着',
  '把刀具、药物等可能伤到人的东西收远一些',
  '拨打 120，或拨打 12356，有人愿意听您说',
];
const IN_DESPAIR = ['suicide', 'harm_others'];

/** An emergency: the number to call and what to do until help comes. Nothing is sold here. */
export function Emergency({ reasons, whatToDo, flags, onBack }: Props) {
  const despair = flags.some((id) => IN_DESPAIR.includes(id));
  return (
    <View className='emergency' id='emergency'>
      <View className='emergency__icon'>
        <Icon name='warning' size='large' />
      </View>
      <View className='emergency__title'>立即拨打 120</View>
      <View className='emergency__text'>您说的情况可能有生命危险，请先求救，不要等。</View>
      <Tap className='emergency__call' id='call-120' label='拨打120急救电话' onTap={() => phoneCall('120')}>
        <Icon name='phone' />
        拨打 120
      </Tap>
      {despair && (
        <Tap
          className='emergency__second'
          id='call-12356'
          label='拨打12356心理援助热线'
          onTap={() => phoneCall('12356')}
        >
          想先和人说说话：拨打 12356 心理援助热线
        </Tap>
      )}
      <Lines title='为什么' lines={reasons} />
      <Lines title='等待救援时' lines={whatToDo ?? (despair ? inDespair : general)} />
      <Tap className='emergency__back' id='emergency-back' onTap={onBack}>
        我写错了，修改描述
      </Tap>
    </View>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <View className='emergency__block'>
      <View className='emergency__head'>{title}</View>
      {lines.map((line) => (
        <View key={line} className='emergency__line'>
          {line}
        </View>
      ))}
    </View>
  );
}
