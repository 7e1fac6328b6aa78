import { useState } from 'react';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { getSubscriptions, recordSubscription } from '@xinglin/shared/notification/contract';
import { listArrivalWatches, unwatchArrival, watchArrival } from '@xinglin/shared/store/contract';
import { call } from '../../client/call.ts';
import { useMe } from '../../client/session.ts';
import { useAct, useRead } from '../../client/use-endpoint.ts';
import { askSubscribe } from '../../device/subscribe.ts';
import type { BasketItem } from '../../find/basket-rules.ts';
import { Button, Card, SectionTitle, toast, toastProblem } from '../../ui/index.ts';
import { View } from '@tarojs/components';

const REACH_M = 10_000;

/** 到货通知 for what nobody around has: one tap a drug, which also asks WeChat whether we may send that one message. */
export function ArrivalCard({ items, at }: { items: readonly BasketItem[]; at: Gcj02Point }) {
  const me = useMe();
  const watched = useRead(listArrivalWatches, {}, { enabled: me !== null });
  const subscriptions = useRead(getSubscriptions, {}, { enabled: me !== null });
  const stop = useAct(unwatchArrival, { changes: [listArrivalWatches] });
  const watch = useAct(watchArrival, { changes: [listArrivalWatches] });
  const [asking, setAsking] = useState<string | null>(null);
  if (items.length === 0 || me === null) return null;
  const template = subscriptions.data?.items.find((each) => each.template === 'arrival');

  const subscribe = async (drugId: string) => {
    setAsking(drugId);
    try {
      // WeChat only asks while the tap is still being handled: nothing may be waited for before.
      const answer = template ? await askSubscribe([template.templateId]) : 'unsupported';
      await watch.mutateAsync({ drugId, lng: at.lng, lat: at.lat, radiusM: REACH_M });
      if (template && answer !== 'unsupported') {
        const result = answer === 'accepted' ? 'accept' : 'reject';
        await call(
          recordSubscription,
          { results: [{ templateId: template.templateId, result }] },
          { idempotencyKey: `${drugId}-${Date.now()}` },
        );
      }
      toast(answer === 'accepted' ? '到货后微信通知您一次' : '到货后在「消息」里通知您');
    } catch (error) {
      toastProblem(error);
    } finally {
      setAsking(null);
    }
  };

  return (
    <>
      <SectionTitle note='10 公里内有货时通知一次，30 天内有效'>到货通知</SectionTitle>
      <Card>
        {items.map(({ drugId, name }) => {
          const waiting = watched.data?.items.some((each) => each.drugId === drugId) ?? false;
          return (
            <View key={drugId} className='arrival-line'>
              <View className='arrival-line__name'>{name}</View>
              {waiting ? (
                <Button small kind='text' onTap={() => stop.mutateAsync({ drugId }).catch(toastProblem)}>
                  已订阅，取消
                </Button>
              ) : (
                <Button
                  id={`arrival-${drugId}`}
                  small
                  kind='plain'
                  loading={asking === drugId}
                  onTap={() => subscribe(drugId)}
                >
                  到货通知我
                </Button>
              )}
            </View>
          );
        })}
      </Card>
    </>
  );
}
