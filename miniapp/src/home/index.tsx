import { View } from '@tarojs/components';
import { useRouter, useShareAppMessage } from '@tarojs/taro';
import { useEffect } from 'react';
import { getHomeScreen } from '@xinglin/shared/screens/patient';
import { go } from '../client/navigate.ts';
import { rememberReferral } from '../client/referral.ts';
import { useMe } from '../client/session.ts';
import { useSettings } from '../client/settings.ts';
import { useRead } from '../client/use-endpoint.ts';
import { phoneCall } from '../device/phone-call.ts';
import { Icon, PageShell, Tap, setElder, useAppearance, type IconName } from '../ui/index.ts';
import { Doing, type HomeScreen } from './doing.tsx';
import { HomeFoot } from './home-foot.tsx';
import './index.scss';

// The socket is not in the main package: here one looks again instead.
const POLL_MS = 60_000;
const entries: { icon: IconName; title: string; note: string; path: string }[] = [
  { icon: 'prescription', title: '我的处方', note: '提交与审核进度', path: '/prescription/index' },
  { icon: 'bell', title: '用药提醒', note: '到点提醒与随访', path: '/journey/step5-medication/index' },
  { icon: 'record', title: '健康档案', note: '过敏史与检查', path: '/journey/step6-health-record/index' },
  { icon: 'gift', title: '积分福利', note: '兑换与优惠券', path: '/journey/step7-rewards/index' },
];

/** The front door: what is wrong, what do you need, and what in an emergency. */
export default function HomePage() {
  const { r } = useRouter<{ r?: string }>().params;
  const settings = useSettings();
  const isPatient = useMe()?.role === 'patient';
  const screen = useRead(getHomeScreen, {}, { enabled: isPatient, pollMs: POLL_MS });
  const refresh = () => Promise.all([settings.refetch(), isPatient && screen.refetch()]);
  useEffect(() => rememberReferral(r), [r]);
  // Friends see this card: nothing on it may tell what somebody takes or has.
  useShareAppMessage(() => ({
    title: '杏林，身边的药房',
    path: '/open/index',
    imageUrl: '/assets/share.jpg',
  }));

  return (
    <PageShell title='杏林' tab bare onRefresh={refresh}>
      <Greeting screen={screen.data} />
      {isPatient && <Doing screen={screen} />}
      <Tap className='home-hero' id='symptom-check' onTap={() => go('/journey/step1-symptom-check/index')}>
        <View className='home-hero__words'>
          <View className='home-hero__title'>哪里不舒服？</View>
          <View className='home-hero__text'>说说症状，先分清轻重缓急，再看怎样用药、要不要就医</View>
          <View className='home-hero__go'>
            开始症状自查
            <Icon name='forward' size='small' />
          </View>
        </View>
      </Tap>
      <Tap className='home-search' id='find-drug' onTap={() => go('/find/index')}>
        <Icon name='search' />
        <View className='home-search__words'>找药：输入药品名称或症状</View>
      </Tap>
      <View className='home-entries'>
        {entries.map(({ icon, title, note, path }) => (
          <Tap key={path} className='home-entry' onTap={() => go(path)}>
            <View className={`home-entry__icon home-entry__icon--${icon}`}>
              <Icon name={icon} />
            </View>
            <View className='home-entry__words'>
              <View className='home-entry__title'>{title}</View>
              <View className='home-entry__note'>
                {(path.includes('rewards') && isPatient && pointsText(screen.data)) || note}
              </View>
            </View>
          </Tap>
        ))}
      </View>
      <Emergency />
      {settings.data && <HomeFoot settings={settings.data} />}
    </PageShell>
  );
}

const pointsText = (screen: HomeScreen | undefined): string | null =>
  screen?.points.available ? `现有 ${screen.points.data} 积分` : null;

function Greeting({ screen }: { screen: HomeScreen | undefined }) {
  const me = useMe();
  const elder = useAppearance((appearance) => appearance.elder);
  return (
    <View className='home-greeting'>
      <View className='home-greeting__mark' />
      <View className='home-greeting__words'>
        <View className='home-greeting__name'>杏林</View>
        <View className='home-greeting__text'>{me ? `${me.displayName}，您好` : '您身边的药房'}</View>
      </View>
      {me && <Bell unread={screen?.unread.available ? screen.unread.data : 0} />}
      <Tap className='home-greeting__mode' role='switch' checked={elder} onTap={() => setElder(!elder)}>
        <Icon name='elder' size='small' />
        {elder ? '标准版' : '关怀版'}
      </Tap>
    </View>
  );
}

const MOST_SHOWN = 99;

function Bell({ unread }: { unread: number }) {
  return (
    <Tap
      id='messages'
      className='home-bell'
      label={unread > 0 ? `消息，${unread} 条未读` : '消息'}
      onTap={() => go('/account/messages/index')}
    >
      <Icon name='bell' />
      {unread > 0 && (
        <View className='home-bell__count'>{unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}</View>
      )}
    </Tap>
  );
}

function Emergency() {
  return (
    <View className='home-emergency'>
      <View className='home-emergency__words'>
        <View className='home-emergency__title'>情况紧急？先打急救电话</View>
        <View className='home-emergency__text'>胸痛、呼吸困难、大出血、意识不清等，请不要自行用药</View>
      </View>
      <Tap className='home-emergency__call' label='拨打120急救电话' onTap={() => phoneCall('120')}>
        <Icon name='phone' size='small' />
        120
      </Tap>
    </View>
  );
}
