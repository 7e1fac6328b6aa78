import { View } from '@tarojs/components';
import { listMessages, readMessage } from '@xinglin/shared/notification/contract';
import { agoText } from '@xinglin/shared/kernel/time';
import type { Order } from '@xinglin/shared/order/contract';
import { isAboutOrder } from '../../account/messages/where-to.ts';
import { useLiveRead } from '../../client/live.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Card, Icon } from '../../ui/index.ts';

/** What was told before the order ended is no news of it any more: 药店正在备货 would be untrue. */
const isStale = ({ status, timeline }: Order, at: string) =>
  ['cancelled', 'refunding', 'refunded'].includes(status) && at < (timeline.at(-1)?.at ?? '');

/** The newest unread message about this order, which goes away once it is read. */
export function OrderNews({ order }: { order: Order }) {
  const inbox = useLiveRead(listMessages, { page: 1, pageSize: 20 }, ['inbox']);
  const read = useAct(readMessage, { changes: [listMessages] });
  const unread = (inbox.data?.items ?? []).filter(
    ({ path, readAt, at }) => !readAt && isAboutOrder(path, order.id) && !isStale(order, at),
  );
  const [newest] = unread;
  if (!newest) return null;
  const seen = async () => {
    for (const { id } of unread) await read.mutateAsync({ id });
  };
  return (
    <Card tone='accent' id='order-news'>
      <View className='tracking-news'>
        <Icon name='bell' />
        <View className='tracking-news__words'>
          <View className='tracking-news__title'>{newest.title}</View>
          <View className='tracking-news__body'>{newest.body}</View>
          <View className='tracking-news__at'>{agoText(newest.at)}</View>
        </View>
        <Button id='news-seen' kind='text' small loading={read.isPending} onTap={seen}>
          知道了
        </Button>
      </View>
    </Card>
  );
}
