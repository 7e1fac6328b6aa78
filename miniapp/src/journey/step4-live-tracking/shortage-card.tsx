import { View } from '@tarojs/components';
import { useState } from 'react';
import { price } from '@xinglin/shared/kernel/money';
import type { Shortage } from '@xinglin/shared/order/changes';
import { decideShortage } from '@xinglin/shared/order/operations';
import { getTrackingScreen } from '@xinglin/shared/screens/patient';
import { useAct } from '../../client/use-endpoint.ts';
import { leftText, useNow } from '../../find/use-now.ts';
import { Button, Card, Choices, toast, toastProblem } from '../../ui/index.ts';

/** Goods the store does not have after all: the person chooses, and ten minutes of silence are a refund. */
export function ShortageCard({ orderId, shortage }: { orderId: string; shortage: Shortage }) {
  const [chosen, setChosen] = useState('');
  const decide = useAct(decideShortage, { changes: [getTrackingScreen] });
  const left = leftText(shortage.answerBefore, useNow());
  const recalled = shortage.reason === 'recalled';
  const { id: shortageId, name, quantity, refundFen, otherStores } = shortage;
  const options = [
    ...otherStores.map(({ storeId, storeName, distanceM }) => ({
      value: storeId,
      text: `换${storeName}发货`,
      note: `价格不变，离您 ${(distanceM / 1_000).toFixed(1)} 公里，分开送达`,
    })),
    // A recalled lot never comes.
    ...(recalled ? [] : [{ value: 'wait', text: '等药店补货', note: '补到货就继续配药，时间由药店确认' }]),
    { value: 'refund', text: `退这一部分 ${price(refundFen)}`, note: '其余药品照常，款项原路退回' },
  ];
  const send = () => {
    const choice = chosen === 'wait' || chosen === 'refund' ? chosen : 'other_store';
    decide.mutate(
      { id: orderId, shortageId, choice, ...(choice === 'other_store' && { storeId: chosen }) },
      { onError: toastProblem, onSuccess: () => toast('已按您的选择处理') },
    );
  };
  return (
    <Card tone='warning' id='shortage'>
      <View className='tracking-state__title'>
        {recalled ? '药品批号被召回，请您选择' : '药店缺货，请您选择'}
      </View>
      <View className='tracking-code__text'>
        {name} {recalled ? `${quantity} 件不能发出` : `缺 ${quantity} 件`}。
        {left ? `请在 ${left} 内选择，` : '时间已到，'}没有选择会自动退这一部分。
      </View>
      <Choices
        layout='rows'
        chosen={chosen ? [chosen] : []}
        onChange={([value]) => setChosen(value ?? '')}
        options={options}
      />
      <Button id='decide-shortage' block disabled={!chosen} loading={decide.isPending} onTap={send}>
        确定
      </Button>
    </Card>
  );
}
