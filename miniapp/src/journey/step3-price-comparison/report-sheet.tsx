import { View } from '@tarojs/components';
import { useState } from 'react';
import { price } from '@xinglin/shared/kernel/money';
import { listPriceReports, reportPrice } from '@xinglin/shared/pricing/reports';
import { go } from '../../client/navigate.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Field, Notice, Sheet, TextInput } from '../../ui/index.ts';
import { fenOf } from './fen-of.ts';

export type WrongPrice = {
  planId: string;
  optionKey: string;
  storeId: string;
  storeName: string;
  drugId: string;
  name: string;
  shownFen: number;
};

/** Tells the store that a price is wrong; the answer comes into the messages. */
export function ReportSheet({ wrong, onClose }: { wrong: WrongPrice; onClose: () => void }) {
  const [seen, setSeen] = useState('');
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const send = useAct(reportPrice, {
    changes: [listPriceReports],
    onDone: async ({ id }) => {
      onClose();
      await go('/journey/step3-price-comparison/report/index', { id });
    },
  });
  const seenFen = seen.trim() === '' ? undefined : fenOf(seen);
  const faults = {
    seen: seenFen === null ? '请填金额，例如 12.50' : undefined,
    text: text.trim().length < 2 ? '请写一句哪里不对' : undefined,
  };
  const submit = () => {
    setTried(true);
    if (faults.seen || faults.text) return;
    const { planId, optionKey, storeId, drugId } = wrong;
    send.mutate({ planId, optionKey, storeId, drugId, ...(seenFen && { seenFen }), text: text.trim() });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title='价格不对'
      footer={
        <Button id='send-report' block loading={send.isPending} onTap={submit}>
          告诉门店
        </Button>
      }
    >
      <View>
        {wrong.storeName}，{wrong.name}，这里显示 {price(wrong.shownFen)}。
      </View>
      <Field
        label='您看到的价格（元）'
        hint='比如货架上的标签，可以不填'
        error={tried ? faults.seen : undefined}
      >
        <TextInput
          id='seen-price'
          label='您看到的价格'
          type='digit'
          value={seen}
          onChange={setSeen}
          maxLength={9}
        />
      </Field>
      <Field label='哪里不对' required error={tried ? faults.text : undefined}>
        <TextInput
          id='report-text'
          label='哪里不对'
          placeholder='例如：店里标签写的是 12.50 元'
          multiline
          value={text}
          onChange={setText}
          maxLength={300}
        />
      </Field>
      <View>门店看不到您是谁。答复会发到「消息」里。</View>
      {send.error && <Notice tone='danger'>{problemOf(send.error).detail}</Notice>}
    </Sheet>
  );
}
