import { View } from '@tarojs/components';
import { listMessages, readMessage } from '@xinglin/shared/notification/contract';
import type { Order } from '@xinglin/shared/order/contract';
import { agoText } from '@xinglin/shared/kernel/time';
import { isAboutOrder } from '../../account/messages/where-to.ts';
import { useLiveRead } from '../../client/live.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Card, Icon } from '../../ui/index.ts';

/** What was told before the order ended is no news of it any more: 药店正在备货 would be untrue. Nor is a recall once it is claimed. */
const isStale = ({ status, timeline, afterSales }: Order, at: string) =>
  (['cancelled', 'refunding', 'refunded'].includes(status) && at < (timeline.at(-1)?.at ?? '')) ||
  afterSales.some(({ reason, submittedAt }) => reason === 'recalled' && at < submittedAt);

/** Before its time slot comes near nobody prepares anything either. */
const isAtWork = ({ status, parcels }: Order) =>
  status === 'paid' && !parcels.every((parcel) => parcel.status === 'scheduled');

/** What is new about an order, newest first, and the act of having read all of it. */
export function useReadNews(orderId: string) {
  const inbox = useLiveRead(listMessages, { page: 1, pageSize: 20 }, ['inbox']);
  const read = useAct(readMessage, { changes: [listMessages] });
  const about = (inbox.data?.items ?? []).filter(({ path }) => isAboutOrder(path, orderId));
  const unread = about.filter(({ readAt }) => !readAt);
  // What is older than the last one read is no news any more.
  const lastRead = about.find(({ readAt }) => readAt)?.at ?? '';
  const fresh = unread.filter(({ at }) => at > lastRead);
  const readAll = async () => {
    for (const { id } of unread) await read.mutateAsync({ id });
  };
  return { fresh, readAll, busy: read.isPending };
}

/** The newest unread message about this order, which goes away once it is read. */
export function OrderNews({ order }: { order: Order }) {
  const { fresh, readAll, busy } = useReadNews(order.id);
  // That the store prepares it is no news, and not true, once it does no more.
  const unread = fresh.filter(
    ({ kind, at }) => (kind !== 'order_paid' || isAtWork(order)) && !isStale(order, at),
  );
  // That money is back says less than why it came back.
  const newest = unread.find(({ kind }) => kind !== 'refund') ?? unread[0];
  if (!newest) return null;
  return (
    <Card tone='accent' id='order-news'>
      <View className='tracking-news'>
        <Icon name='bell' />
        <View className='tracking-news__words'>
          <View className='tracking-news__title'>{newest.title}</View>
          <View className='tracking-news__body'>{newest.body}</View>
          <View className='tracking-news__at'>{agoText(newest.at)}</View>
        </View>
        <Button id='news-seen' kind='text' small loading={busy} onTap={readAll}>
          知道了
        </Button>
      </View>
    </Card>
  );
}
