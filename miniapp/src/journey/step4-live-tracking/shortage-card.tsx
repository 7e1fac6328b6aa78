import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Shortage } from '@xinglin/shared/order/changes';
import type { Order } from '@xinglin/shared/order/contract';
import { decideShortage } from '@xinglin/shared/order/operations';
import { getTrackingScreen } from '@xinglin/shared/screens/patient';
import { useAct } from '../../client/use-endpoint.ts';
import { leftText, useNow } from '../../find/use-now.ts';
import { Button, Card, Choices, toast, toastProblem } from '../../ui/index.ts';
import { useCancel } from '../../orders/use-cancel.tsx';
import { useReadNews } from './order-news.tsx';
import { shortageChoices } from './shortage-choices.ts';

/** Goods the store does not have after all: the person chooses, and ten minutes of silence are a refund. */
export function ShortageCard({ order, shortage }: { order: Order; shortage: Shortage }) {
  const [chosen, setChosen] = useState('');
  const { readAll } = useReadNews(order.id);
  const decide = useAct(decideShortage, {
    changes: [getTrackingScreen],
    onDone: () => {
      toast('已按您的选择处理');
      // The message that asked has its answer.
      void readAll();
    },
  });
  const cancel = useCancel(order);
  const left = leftText(shortage.answerBefore, useNow());
  const recalled = shortage.reason === 'recalled';
  const { id: shortageId, name, quantity } = shortage;
  const send = () => {
    const choice = chosen === 'wait' || chosen === 'refund' ? chosen : 'other_store';
    decide.mutate(
      { id: order.id, shortageId, choice, ...(choice === 'other_store' && { storeId: chosen }) },
      { onError: toastProblem },
    );
  };
  return (
    <Card tone='warning' id='shortage'>
      <View className='tracking-state__title'>
        {recalled ? '药品批号被召回，请您选择' : '药店缺货，请您选择'}
      </View>
      <View className='tracking-code__text'>
        {name}
        {recalled ? ` ${quantity} 件不能发出` : `缺 ${quantity} 件`}。
        {left ? `请在 ${left} 内选择，没有选择会自动退款。` : '选择的时间已到，正在自动退款。'}
      </View>
      {left && (
        <>
          <Choices
            layout='rows'
            chosen={chosen ? [chosen] : []}
            onChange={([value]) => setChosen(value ?? '')}
            options={shortageChoices(order, shortage)}
          />
          <View className='tracking-shortage__acts'>
            <Button id='decide-shortage' block disabled={!chosen} loading={decide.isPending} onTap={send}>
              确定
            </Button>
            {cancel.may && (
              <Button id='shortage-cancel' kind='text' block onTap={cancel.ask}>
                都不要了，取消整个订单
              </Button>
            )}
          </View>
        </>
      )}
      {cancel.sheet}
    </Card>
  );
}
