import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useRef } from 'react';
import { getRiderDesk, setRiderOnline, type RiderDesk } from '@xinglin/shared/delivery/contract';
import { useLiveRead } from '../client/live.ts';
import { go } from '../client/navigate.ts';
import { useMe } from '../client/session.ts';
import { useAct } from '../client/use-endpoint.ts';
import { currentPoint } from '../device/location.ts';
import {
  Button,
  Card,
  Empty,
  Notice,
  PageShell,
  Price,
  QueryView,
  Row,
  Rows,
  SectionTitle,
  Tag,
  confirm,
  toast,
} from '../ui/index.ts';
import { LocationNotice } from './location-notice.tsx';
import { OfferCard } from './offer-card.tsx';
import { useReporting } from './position-reports.ts';
import { RidersOnly } from './riders-only.tsx';
import { TaskCard } from './task-card.tsx';
import './index.scss';

/** The rider's place of work: on or off, what is in hand, what may be taken, what today brought. */
export default function RiderPage() {
  const isRider = useMe()?.role === 'rider';
  const desk = useLiveRead(getRiderDesk, {}, ['offer', 'delivery'], { enabled: isRider });
  useReporting(isRider && (desk.data?.tasks.some(({ status }) => status === 'picked_up') ?? false));
  return (
    <PageShell
      title='骑手工作台'
      onRefresh={async () => isRider && desk.refetch()}
      footer={isRider && desk.data ? <OnOff desk={desk.data} /> : undefined}
    >
      <RidersOnly>
        <QueryView query={desk}>{(it) => <Desk desk={it} />}</QueryView>
      </RidersOnly>
    </PageShell>
  );
}

function Desk({ desk }: { desk: RiderDesk }) {
  const { online, blocked, offers, tasks, doneToday, earnedTodayFen } = desk;
  useNewOffers(offers.map(({ id }) => id));
  return (
    <>
      <Card tone='primary'>
        <View className='rider-day'>
          <View className='rider-day__words'>
            <View className='rider-day__note'>今日收入</View>
            <Price fen={earnedTodayFen} size='large' />
          </View>
          <View className='rider-day__words'>
            <View className='rider-day__note'>已送达</View>
            <View className='rider-day__number'>{doneToday} 单</View>
          </View>
          <Tag tone={online ? 'success' : 'neutral'}>{online ? '在线' : '已下线'}</Tag>
        </View>
      </Card>
      {blocked && <Notice tone='danger'>{blocked}</Notice>}
      <LocationNotice />
      {tasks.length > 0 && <SectionTitle note={`${tasks.length} 单`}>手上的单</SectionTitle>}
      {tasks.map((task) => (
        <TaskCard key={task.id} task={task} />
      ))}
      {(online || tasks.length === 0) && <SectionTitle>可接的单</SectionTitle>}
      {online && offers.map((offer) => <OfferCard key={offer.id} offer={offer} />)}
      {online && offers.length === 0 && (
        <Empty icon='rider' title='暂时没有新单' text='有新单会立刻出现，不用刷新' />
      )}
      {!online && tasks.length === 0 && (
        <Empty icon='rider' title='您已下线' text='上线后，这里会出现附近的单' />
      )}
      <Rows>
        <Row icon='bell' title='消息' onTap={() => go('/account/messages/index')} />
        <Row icon='account' title='我的' onTap={() => go('/account/index')} />
      </Rows>
    </>
  );
}

/** A short buzz for an offer that was not there before; none for what was there on opening. */
function useNewOffers(ids: string[]) {
  const known = useRef<ReadonlySet<string>>(new Set(ids));
  const all = ids.join();
  useEffect(() => {
    const now = all.split(',').filter(Boolean);
    const isNew = now.some((id) => !known.current.has(id));
    known.current = new Set([...known.current, ...now]);
    if (isNew) void Taro.vibrateShort({ type: 'medium' }).catch(() => undefined);
  }, [all]);
}

/** At the foot, where the thumb is. */
function OnOff({ desk: { online, blocked, tasks } }: { desk: RiderDesk }) {
  const setOnline = useAct(setRiderOnline, { changes: [getRiderDesk] });
  const begin = async () => {
    // Without a place the offers come by how long they wait instead of by distance.
    const point = await currentPoint();
    await setOnline.mutateAsync({ online: true, ...(point && { point }) });
    toast(point ? '已上线' : '已上线。没有取得位置，新单不能按距离排序');
  };
  const end = async () => {
    const text =
      tasks.length > 0
        ? `手上还有 ${tasks.length} 单，请先送完。下线后不会再来新单。`
        : '下线后不会再来新单。';
    if (await confirm({ title: '下线休息？', text, yes: '下线' }))
      await setOnline.mutateAsync({ online: false });
  };
  if (online)
    return (
      <Button id='go-offline' block kind='plain' loading={setOnline.isPending} onTap={end}>
        下线休息
      </Button>
    );
  return (
    <View className='rider-big'>
      <Button id='go-online' block disabled={blocked !== null} loading={setOnline.isPending} onTap={begin}>
        上线接单
      </Button>
    </View>
  );
}
