import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { price } from '@xinglin/shared/kernel/money';
import { agoText } from '@xinglin/shared/kernel/time';
import {
  askAboutPriceReport,
  getPriceReport,
  listPriceReports,
  type PriceReport,
} from '@xinglin/shared/pricing/reports';
import { go } from '../../../client/navigate.ts';
import { useLiveRead } from '../../../client/live.ts';
import { useAct, useRead } from '../../../client/use-endpoint.ts';
import {
  Button,
  Card,
  Empty,
  PageShell,
  QueryView,
  Row,
  Rows,
  Tag,
  TextInput,
  toast,
  toastProblem,
} from '../../../ui/index.ts';
import './index.scss';

const MOST = 50;

/** Reports of wrong prices: the own ones, or the thread of one. */
export default function ReportPage() {
  const { id } = useRouter<{ id?: string }>().params;
  return id ? <Thread id={id} /> : <Reports />;
}

const StateTag = ({ state }: Pick<PriceReport, 'state'>) => (
  <Tag tone={state === 'answered' ? 'success' : 'neutral'}>
    {state === 'answered' ? '门店已回复' : '等门店回复'}
  </Tag>
);

function Reports() {
  const reports = useRead(listPriceReports, { page: 1, pageSize: MOST });
  return (
    <PageShell title='价格反馈' onRefresh={reports.refetch}>
      <QueryView
        query={reports}
        isEmpty={({ items }) => items.length === 0}
        empty={<Empty icon='chat' title='还没有反馈过价格' text='比价时在「价格明细」里点「价格不对？」' />}
      >
        {({ items }) => (
          <Rows>
            {items.map(({ id, drugName, storeName, updatedAt, state }) => (
              <Row
                key={id}
                title={drugName}
                note={`${storeName} · ${agoText(updatedAt)}`}
                value={<StateTag state={state} />}
                onTap={() => go('/journey/step3-price-comparison/report/index', { id })}
              />
            ))}
          </Rows>
        )}
      </QueryView>
    </PageShell>
  );
}

function Thread({ id }: { id: string }) {
  // The store's answer comes with a message.
  const report = useLiveRead(getPriceReport, { id }, ['inbox']);
  return (
    <PageShell title='价格反馈' onRefresh={report.refetch}>
      <QueryView query={report}>
        {({ drugName, storeName, shownFen, seenFen, state, messages }) => (
          <>
            <Card>
              <View className='report-head'>
                <View className='report-head__name'>{drugName}</View>
                <StateTag state={state} />
              </View>
              <View className='report-note'>
                {storeName} · 当时显示 {price(shownFen)}
                {seenFen !== null && `，您看到 ${price(seenFen)}`}
              </View>
            </Card>
            {messages.map(({ author, text, at }) => (
              <View key={at} className={`report-say report-say--${author}`}>
                <View className='report-note'>
                  {author === 'patient' ? '您' : storeName} · {agoText(at)}
                </View>
                <View>{text}</View>
              </View>
            ))}
            <Ask id={id} />
          </>
        )}
      </QueryView>
    </PageShell>
  );
}

function Ask({ id }: { id: string }) {
  const [text, setText] = useState('');
  const ask = useAct(askAboutPriceReport, {
    changes: [getPriceReport, listPriceReports],
    onDone: () => setText(''),
  });
  const send = () => {
    if (text.trim().length < 2) return toast('请写一句话');
    ask.mutate({ id, text: text.trim() }, { onError: toastProblem });
  };
  return (
    <Card>
      <TextInput
        id='ask-text'
        label='补充'
        placeholder='还有要说的，写在这里'
        multiline
        value={text}
        onChange={setText}
        maxLength={300}
      />
      <View className='report-send'>
        <Button id='ask-send' small loading={ask.isPending} onTap={send}>
          发送
        </Button>
      </View>
    </Card>
  );
}
