import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Output } from '@xinglin/shared/kernel/endpoint';
import { agoText } from '@xinglin/shared/kernel/time';
import type { getHomeScreen } from '@xinglin/shared/screens/patient';
import { go } from '../client/navigate.ts';
import { Icon, Skeleton, Tap, type IconName } from '../ui/index.ts';
import { HomeDoses } from './home-doses.tsx';
import './doing.scss';

export type HomeScreen = Output<typeof getHomeScreen>;

/** What the person is in the middle of. Each part stands alone: one that is down says so and the rest still shows. */
export function Doing({ screen }: { screen: UseQueryResult<HomeScreen, Error> }) {
  useDidShow(() => {
    if (screen.isStale) void screen.refetch();
  });
  if (screen.isLoading) return <Skeleton cards={1} lines={2} />;
  // The shop works without it; pulling down reads it again.
  if (!screen.data)
    return screen.error ? <View className='doing-missing'>进行中的事暂时看不到，下拉可重试</View> : null;
  const { doses, activeOrders, episode, followUp } = screen.data;
  return (
    <>
      <HomeDoses section={doses} />
      {activeOrders.available ? (
        <Orders orders={activeOrders.data} />
      ) : (
        <View className='doing-missing'>订单进度暂时看不到</View>
      )}
      {episode.available ? episode.data && <Unfinished {...episode.data} /> : null}
      {followUp.available ? followUp.data && <HowItWent {...followUp.data} /> : null}
    </>
  );
}

type Active = Extract<HomeScreen['activeOrders'], { available: true }>['data'];
const MOST_ORDERS = 2;

function Orders({ orders }: { orders: Active }) {
  const more = orders.length - MOST_ORDERS;
  return (
    <>
      {orders.slice(0, MOST_ORDERS).map(({ id, orderNo, text, note }) => (
        <DoingRow
          key={id}
          id={`home-order-${id}`}
          icon='orders'
          title={text}
          note={`订单尾号 ${orderNo.slice(-4)}，${note}`}
          go={() => go('/journey/step4-live-tracking/index', { orderId: id })}
        />
      ))}
      {more > 0 && (
        <Tap id='home-more-orders' className='doing-more' onTap={() => go('/orders/index')}>
          还有 {more} 张订单在进行
        </Tap>
      )}
    </>
  );
}

type Row = { id: string; icon: IconName; title: string; note: string; go: () => unknown };

function DoingRow({ id, icon, title, note, go }: Row) {
  return (
    <Tap id={id} className='doing-row' onTap={go}>
      <View className='doing-row__icon'>
        <Icon name={icon} />
      </View>
      <View className='doing-row__words'>
        <View className='doing-row__title'>{title}</View>
        <View className='doing-row__note'>{note}</View>
      </View>
      <Icon name='forward' size='small' />
    </Tap>
  );
}

const toCheck = (id: string) => () => go('/journey/step1-symptom-check/index', { id });

const Unfinished = ({ id, at }: { id: string; at: string }) => (
  <DoingRow
    id='home-episode'
    icon='stethoscope'
    title='继续没做完的症状自查'
    note={`${agoText(at)}开始，点这里接着答`}
    go={toCheck(id)}
  />
);

const HowItWent = ({ id, text, at }: { id: string; text: string; at: string }) => (
  <DoingRow
    id='home-follow-up'
    icon='stethoscope'
    title='现在好些了吗？'
    note={`${agoText(at)}自查：${text}`}
    go={toCheck(id)}
  />
);
