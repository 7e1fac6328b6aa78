import { View } from '@tarojs/components';
import { useDidShow, useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { Output } from '@xinglin/shared/kernel/endpoint';
import { listReviewQueue, type QueuedPrescription } from '@xinglin/shared/prescription/review-contract';
import { useLiveRead } from '../client/live.ts';
import { go } from '../client/navigate.ts';
import { problemOf } from '../client/problem-of.ts';
import { useMe } from '../client/session.ts';
import { useNow } from '../find/use-now.ts';
import {
  Button,
  Card,
  Empty,
  Notice,
  PageShell,
  QueryView,
  Row,
  Rows,
  SectionTitle,
  Tag,
} from '../ui/index.ts';
import { HandOver } from './hand-over.tsx';
import { PharmacistsOnly } from './pharmacists-only.tsx';
import { QueueCard } from './queue-card.tsx';
import { useClaim } from './use-claim.ts';
import './index.scss';

type Queue = Output<typeof listReviewQueue>;
const EVERY_MS = 20_000;
/** Of those that wait, so that handing over and the rest stay within reach below. */
const SHOWN = 10;

/** The pharmacist's place of work: what is in hand, what waits longest, what today brought. */
export default function PharmacistPage() {
  const isPharmacist = useMe()?.role === 'pharmacist';
  const queue = useLiveRead(listReviewQueue, {}, ['prescription'], { enabled: isPharmacist });
  const claim = useClaim();
  const take = async (id: string) => {
    try {
      await claim.mutateAsync({ id });
    } catch {
      // Said on the page; somebody else was quicker, so the list is old.
      await queue.refetch();
      return;
    }
    await go('/pharmacist/review/index', { id });
  };
  useDidShow(() => {
    if (queue.isStale) void queue.refetch();
  });
  return (
    <PageShell
      title='药师工作台'
      onRefresh={async () => isPharmacist && queue.refetch()}
      footer={
        isPharmacist && queue.data && <Next queue={queue.data} taking={claim.isPending} onTake={take} />
      }
    >
      <PharmacistsOnly>
        {claim.error && <Notice tone='danger'>{refusalOf(claim.error)}</Notice>}
        <QueryView query={queue}>
          {(it) => <Desk queue={it} connected={queue.connected} taking={claim.isPending} onTake={take} />}
        </QueryView>
      </PharmacistsOnly>
    </PageShell>
  );
}

function refusalOf(error: Error): string {
  const { code, detail } = problemOf(error);
  if (code === 'PRESCRIPTION_HELD_BY_ANOTHER' || code === 'CHANGED_MEANWHILE')
    return '另一位药师刚刚领取了这张处方，队列已刷新，请领取下一张。';
  if (code === 'ILLEGAL_TRANSITION' || code === 'PRESCRIPTION_EXPIRED')
    return '这张处方刚刚被撤回或已过期，队列已刷新。';
  return `${detail}。`;
}

type DeskProps = { queue: Queue; connected: boolean; taking: boolean; onTake: (id: string) => unknown };

function Desk({ queue: { waiting, mine, decidedToday }, connected, taking, onTake }: DeskProps) {
  const { id: named } = useRouter<{ id?: string }>().params;
  const now = useNow(EVERY_MS);
  const [all, setAll] = useState(false);
  // What a message named is shown wherever it stands.
  const shown = waiting.filter(({ id }, at) => all || at < SHOWN || id === named);
  const card = (it: QueuedPrescription, held: boolean) => (
    <QueueCard
      key={it.id}
      it={it}
      now={now}
      held={held}
      named={it.id === named}
      disabled={taking}
      onTap={() => (held ? go('/pharmacist/review/index', { id: it.id }) : onTake(it.id))}
    />
  );
  return (
    <>
      <Card tone='primary'>
        <View className='pharmacist-day'>
          <Figure number={waiting.length} word='等待中' />
          <Figure number={mine.length} word='我在审' />
          <Figure number={decidedToday} word='今日已审' />
          <Tag tone={connected ? 'success' : 'warning'}>{connected ? '实时' : '每 15 秒刷新'}</Tag>
        </View>
      </Card>
      {mine.length > 0 && <SectionTitle>我在审</SectionTitle>}
      {mine.map((it) => card(it, true))}
      <SectionTitle note='按等待时间和风险排序'>等待审核</SectionTitle>
      {waiting.length === 0 && (
        <Empty icon='check' title='没有等待的处方' text='有新处方会立刻出现，不用刷新' />
      )}
      {shown.map((it) => card(it, false))}
      {shown.length < waiting.length && (
        <Button id='show-all' block kind='plain' onTap={() => setAll(true)}>
          {`显示其余 ${waiting.length - shown.length} 张`}
        </Button>
      )}
      <Rows>
        <HandOver held={mine.length} />
        <Row
          id='statistics'
          icon='chart'
          title='我的审方统计'
          onTap={() => go('/pharmacist/statistics/index')}
        />
        <Row icon='bell' title='消息' onTap={() => go('/account/messages/index')} />
        <Row icon='account' title='我的' onTap={() => go('/account/index')} />
      </Rows>
    </>
  );
}

function Figure({ number, word }: { number: number; word: string }) {
  return (
    <View className='pharmacist-day__figure'>
      <View className='pharmacist-day__number'>{number}</View>
      <View className='pharmacist-day__word'>{word}</View>
    </View>
  );
}

type NextProps = { queue: Queue; taking: boolean; onTake: (id: string) => unknown };

/** The one under the thumb: go on with mine, else take what waits longest. */
function Next({ queue: { waiting, mine }, taking, onTake }: NextProps) {
  const [held] = mine;
  // Nothing can be decided on one that waits for its patient.
  const longest = waiting.find(({ inquiry }) => inquiry !== 'asked');
  if (held)
    return (
      <Button id='continue-review' block onTap={() => go('/pharmacist/review/index', { id: held.id })}>
        继续审核
      </Button>
    );
  return (
    <Button
      id='claim-next'
      block
      disabled={!longest}
      loading={taking}
      onTap={() => longest && onTake(longest.id)}
    >
      {longest ? '领取最该先审的一张' : '暂无等待的处方'}
    </Button>
  );
}
