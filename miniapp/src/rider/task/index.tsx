import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { getRiderDesk, type RiderTask } from '@xinglin/shared/delivery/contract';
import { price } from '@xinglin/shared/kernel/money';
import { useLiveRead } from '../../client/live.ts';
import { back } from '../../client/navigate.ts';
import { useMe } from '../../client/session.ts';
import { useRead } from '../../client/use-endpoint.ts';
import { Button, Card, Empty, Icon, PageShell, QueryView } from '../../ui/index.ts';
import { LocationNotice } from '../location-notice.tsx';
import { useReporting } from '../position-reports.ts';
import { RidersOnly } from '../riders-only.tsx';
import { CarryStep } from './carry-step.tsx';
import { StoreStep } from './store-step.tsx';
import { PlaceCard } from './place-card.tsx';
import { StepBar } from './step-bar.tsx';
import '../index.scss';

/** How often the counter is asked whether the seal is on: riders are told of offers, not of seals. */
const SEAL_POLL_MS = 8_000;

/** One delivery from the counter to the door, a step at a time, its button under the thumb. */
export default function RiderTaskPage() {
  const { id = '' } = useRouter<{ id: string }>().params;
  const isRider = useMe()?.role === 'rider';
  const [delivered, setDelivered] = useState<RiderTask | null>(null);
  const desk = useLiveRead(getRiderDesk, {}, ['offer', 'delivery'], { enabled: isRider });
  const task = delivered ?? desk.data?.tasks.find((each) => each.id === id);
  const waiting =
    task !== undefined && !task.ready && (task.status === 'accepted' || task.status === 'at_store');
  useRead(getRiderDesk, {}, { enabled: isRider && waiting, pollMs: SEAL_POLL_MS });
  useReporting(isRider && (desk.data?.tasks.some(({ status }) => status === 'picked_up') ?? false));

  return (
    <PageShell title='配送任务' onRefresh={async () => isRider && desk.refetch()}>
      <RidersOnly>
        <QueryView query={desk}>
          {() =>
            task ? (
              <>
                <StepBar status={task.status} />
                <LocationNotice />
                <Step task={task} onDelivered={setDelivered} />
              </>
            ) : (
              <Empty
                icon='rider'
                title='这单不在您手上'
                text='可能已转给别的骑手，或已经取消'
                action='回工作台'
                onAction={back}
              />
            )
          }
        </QueryView>
      </RidersOnly>
    </PageShell>
  );
}

function Step({ task, onDelivered }: { task: RiderTask; onDelivered: (task: RiderTask) => void }) {
  if (task.status === 'delivered')
    return (
      <Card className='rider-done' id='delivered'>
        <View className='rider-done__icon'>
          <Icon name='check' size='large' />
        </View>
        <View className='rider-done__title'>已送达</View>
        <View>这一单收入 {price(task.feeFen)}，位置记录已停止。</View>
        <View className='rider-big'>
          <Button id='back-to-desk' block onTap={back}>
            回工作台
          </Button>
        </View>
      </Card>
    );
  if (task.status === 'picked_up') return <CarryStep task={task} onDelivered={onDelivered} />;
  if (task.status === 'returning')
    return (
      <PlaceCard
        task={task}
        goal={task.storePoint}
        title={`送回${task.storeName}`}
        text={task.storeAddress}
        note={`包裹号 ${task.parcelNo}，交给店员验收后这单结束`}
      />
    );
  return <StoreStep task={task} />;
}
