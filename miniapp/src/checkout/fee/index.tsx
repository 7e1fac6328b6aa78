import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { getOrder, type Order } from '@xinglin/shared/order/contract';
import { getPayment, startPayment } from '@xinglin/shared/payment/contract';
import { goInstead } from '../../client/navigate.ts';
import { problemOf } from '../../client/problem-of.ts';
import { settings } from '../../client/settings.ts';
import { useAct, useRead } from '../../client/use-endpoint.ts';
import { pay } from '../../device/pay.ts';
import { leftText, useNow } from '../../find/use-now.ts';
import { Button, Icon, Notice, PageShell, Price, QueryView, type IconName } from '../../ui/index.ts';
import '../pay/index.scss';

const ASK_MS = 2_000;
type Params = { orderId: string; dueId: string };

/** Pays a delivery fee that came after the order was paid. Only the order says that it is done, never the phone's cashier. */
export default function FeePage() {
  const { orderId = '', dueId = '' } = useRouter<Params>().params;
  const order = useRead(getOrder, { id: orderId }, { enabled: orderId !== '', pollMs: ASK_MS * 2 });
  const { begin, busy, begun, error } = usePaying(orderId);
  const due = order.data?.due?.id === dueId ? order.data.due : null;
  const left = leftText(due?.payBefore ?? '', useNow());
  const toOrder = () => goInstead('/journey/step4-live-tracking/index', { orderId });
  return (
    <PageShell
      title='补付配送费'
      onRefresh={order.refetch}
      footer={
        order.data && (
          <Button
            id={due && left ? 'pay' : 'to-tracking'}
            block
            loading={busy}
            onTap={due && left ? begin : toOrder}
          >
            {due && left ? '微信支付' : '查看订单'}
          </Button>
        )
      }
    >
      <QueryView query={order}>{(it) => <Status order={it} due={due} left={left} />}</QueryView>
      {begun && due && left && (
        <Notice tone='info'>还没有收到这笔付款。如果您已经付了，几秒内会自动更新，请不要重复付款。</Notice>
      )}
      {error !== undefined && due && <Notice tone='danger'>{problemOf(error).detail}</Notice>}
    </PageShell>
  );
}

const BACK = '；如果您已经付了配送费，会原路退回';

/** How the fee stands; only the order says so. */
function feeWords(
  { mode, status, slot }: Order,
  open: boolean,
  left: string | null,
): { icon: IconName; title: string; text: string } {
  if (open && left) return { icon: 'wallet', title: '等待付款', text: `剩 ${left}，付款后改为配送` };
  if (open) return { icon: 'clock', title: '付款时间已过', text: `订单仍为到店自提${BACK}` };
  if (status !== 'paid') return { icon: 'close', title: '不用补付了', text: `订单已经结束${BACK}` };
  if (mode === 'pickup') return { icon: 'close', title: '没有补付', text: `订单仍为到店自提${BACK}` };
  const text = slot ? '配送费已付，按预约时段送到' : '配送费已付，药配好就送';
  return { icon: 'check', title: '已改为配送', text };
}

function Status({ order, due, left }: { order: Order; due: Order['due']; left: string | null }) {
  const { icon, title, text } = feeWords(order, due !== null, left);
  return (
    <View className='pay-status'>
      <View className='pay-status__icon'>
        <Icon name={icon} size='large' />
      </View>
      <View className='pay-status__title'>{title}</View>
      {due && <Price fen={due.amountFen} size='large' />}
      <View className='pay-status__text'>{text}</View>
    </View>
  );
}

function usePaying(orderId: string) {
  const start = useAct(startPayment);
  const [begun, setBegun] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  // Asking makes the server look at WeChat Pay itself when the callback got lost.
  useRead(getPayment, { orderId }, { enabled: begun, pollMs: ASK_MS });
  // Two taps may come before the button is seen to be busy.
  const running = useRef(false);
  const begin = async () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(undefined);
    try {
      const { params } = await start.mutateAsync({ orderId });
      setBegun(true);
      // A fee is asked for from WeChat alone, whose answer always opens a cashier.
      if (params) await pay(params, await settings());
    } catch (failure) {
      setError(failure);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { begin, busy, begun, error };
}
