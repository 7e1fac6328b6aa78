import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { getOrder, type Order } from '@xinglin/shared/order/contract';
import { headline, isPrepared } from '@xinglin/shared/order/headline';
import { getPayment, payMethodText, type Payment } from '@xinglin/shared/payment/contract';
import { go, goInstead } from '../../client/navigate.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useRead } from '../../client/use-endpoint.ts';
import { leftText, useNow } from '../../find/use-now.ts';
import { useCancel } from '../../orders/use-cancel.tsx';
import { Button, Icon, Notice, PageShell, Price, QueryView, Row, Rows } from '../../ui/index.ts';
import { Methods } from './methods.tsx';
import { isSettled, mayCancel, payState, type PayState } from './pay-state.ts';
import { usePaying, type Answer } from './use-paying.ts';
import './index.scss';

const ASK_MS = 2_000;

/** Pays an order and waits until WeChat Pay itself says that it is paid. A browser comes back here from the cashier. */
export default function PayPage() {
  const { orderId = '' } = useRouter<{ orderId: string }>().params;
  const now = useNow();
  const { order, payment, state, begun } = useOrderPayment(orderId, now);
  const paying = usePaying(orderId, begun, state === 'at_counter' ? 'cash' : 'wechat');

  return (
    <PageShell
      title={titles[state ?? 'to_pay'] ?? '支付结果'}
      onRefresh={order.refetch}
      footer={order.data && state && <Foot order={order.data} state={state} paying={paying} />}
    >
      <QueryView query={order}>
        {(it) =>
          state && (
            <>
              <Status order={it} state={state} now={now} />
              {state === 'to_pay' && <Waiting payment={payment.data} answer={paying.answer} />}
              {paying.error !== undefined && (state === 'to_pay' || state === 'at_counter') && (
                <Notice tone='danger'>{problemOf(paying.error).detail}</Notice>
              )}
              {(state === 'to_pay' || state === 'at_counter') && (
                <Methods orderId={orderId} paying={paying} />
              )}
              <Facts order={it} />
              {mayCancel(it, state) && <Cancel order={it} />}
            </>
          )
        }
      </QueryView>
    </PageShell>
  );
}

const titles: Partial<Record<PayState, string>> = {
  paid: '支付成功',
  to_pay: '支付订单',
  at_counter: '支付订单',
};

/** The order whose payment was begun last, in the storage of the device. */
const STARTED = 'payment-started';

function useOrderPayment(orderId: string, now: number) {
  const [settled, setSettled] = useState(false);
  const order = useRead(
    getOrder,
    { id: orderId },
    { enabled: orderId !== '', pollMs: settled ? false : ASK_MS * 2 },
  );
  const [started, setStarted] = useState(() => Taro.getStorageSync<string>(STARTED) === orderId);
  // There is no payment to ask about before the person went to the cashier, and a browser forgets that on the way back.
  const payment = useRead(
    getPayment,
    { orderId },
    { enabled: orderId !== '' && started, pollMs: started && !settled ? ASK_MS : false },
  );
  const begun = () => {
    Taro.setStorageSync(STARTED, orderId);
    setStarted(true);
  };
  const state = order.data && payState(order.data, payment.data, now);
  const done = order.data !== undefined && state !== undefined && isSettled(order.data, state);
  if (done !== settled) setSettled(done);
  return { order, payment, state, begun };
}

const heads: Record<
  PayState,
  { icon: 'check' | 'wallet' | 'clock' | 'close' | 'refresh'; title: string; text: string }
> = {
  paid: { icon: 'check', title: '支付成功', text: '正在通知药店配药' },
  to_pay: { icon: 'wallet', title: '等待付款', text: '药已为您留好，请在时间内付款' },
  at_counter: { icon: 'wallet', title: '到店付款', text: '药店已开始备货。到店付清后，凭取货码取药' },
  held: {
    icon: 'clock',
    title: '付款正在人工核对',
    text: '收到的金额与订单不一致，核对后会联系您或原路退回',
  },
  over: {
    icon: 'clock',
    title: '付款时间已过',
    text: '订单正在取消。如果您刚刚付了款，系统会自动确认，或者原路退回',
  },
  cancelled: { icon: 'close', title: '订单已取消', text: '没有扣款。想买可以重新下单' },
  late: { icon: 'refresh', title: '付款晚到了', text: '到账时订单已经取消，您付的钱正在原路退回' },
  late_back: { icon: 'check', title: '已退款', text: '付款到账时订单已经取消，钱已原路退回' },
  refunding: { icon: 'refresh', title: '退款处理中', text: '钱会原路退回，一般几分钟到账' },
  refunded: { icon: 'check', title: '已退款', text: '钱已按原支付方式退回' },
};

function Status({ order, state, now }: { order: Order; state: PayState; now: number }) {
  const { icon, title, text: usual } = heads[state];
  // Once the store has it, its own words are truer than ours.
  const text = state === 'paid' && order.status !== 'unpaid' ? headline(order).text : usual;
  const left = leftText(order.payBefore, now);
  const more =
    state === 'to_pay' && left
      ? `，剩 ${left}`
      : state === 'at_counter' && isPrepared(order)
        ? `，请在 ${dateTimeText(order.payBefore)} 前到店`
        : '';
  return (
    <View className={`pay-status pay-status--${state}`} id={`pay-${state}`}>
      <View className='pay-status__icon'>
        <Icon name={icon} size='large' />
      </View>
      <View className='pay-status__title'>{title}</View>
      <Price fen={order.totalFen} size='large' />
      <View className='pay-status__text'>{text + more}</View>
    </View>
  );
}

function Waiting({ payment, answer }: { payment: Payment | undefined; answer: Answer | undefined }) {
  if (answer === 'cancelled') return <Notice tone='info'>您取消了支付。订单还留着，可以再付一次。</Notice>;
  if (answer === 'paid')
    return <Notice tone='info'>正在向支付平台确认，通常几秒就好，请不要重复付款。</Notice>;
  if (payment?.status === 'pending')
    return <Notice tone='info'>还没有收到这笔付款。如果您已经付了，几秒内会自动更新。</Notice>;
  return null;
}

function Facts({ order }: { order: Order }) {
  const count = order.parcels.reduce((sum, { lines }) => sum + lines.length, 0);
  const stores = [...new Set(order.parcels.map((each) => each.storeName))];
  return (
    <Rows>
      <Row title='订单号' value={order.orderNo} />
      {order.mode === 'pickup' ? (
        <Row title='到店自提' note={stores.join('、')} />
      ) : (
        <Row title='收货地址' note={order.address.text} />
      )}
      <Row
        title='药品'
        value={`${count} 种，${order.parcels.length} 个包裹`}
        {...(stores.length > 1 && { note: `由${stores.join('、')}分别发出，一次付清` })}
      />
      {order.savingFen > 0 && (
        <Row title='比最优单店省' value={<Price fen={order.savingFen} size='small' />} />
      )}
    </Rows>
  );
}

function Cancel({ order }: { order: Order }) {
  const { ask, sheet } = useCancel(order);
  return (
    <>
      <Button id='cancel-order' kind='text' onTap={ask}>
        取消订单
      </Button>
      {sheet}
    </>
  );
}

type FootProps = { order: Order; state: PayState; paying: ReturnType<typeof usePaying> };

function Foot({ order, state, paying }: FootProps) {
  if (state === 'to_pay' || (state === 'at_counter' && paying.method !== 'cash'))
    return (
      <Button
        id='pay'
        block
        kind={paying.answer === 'paid' ? 'plain' : 'primary'}
        loading={paying.busy}
        onTap={paying.begin}
      >
        {paying.answer === undefined ? payMethodText[paying.method] : '重新支付'}
      </Button>
    );
  if (state !== 'cancelled')
    return (
      <Button
        id='to-tracking'
        block
        onTap={() => goInstead('/journey/step4-live-tracking/index', { orderId: order.id })}
      >
        {state === 'paid' && order.mode !== 'pickup' ? '查看配送进度' : '查看订单'}
      </Button>
    );
  return (
    <Button id='shop-again' block onTap={() => go('/find/index')}>
      重新选药
    </Button>
  );
}
