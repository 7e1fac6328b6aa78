import { View } from '@tarojs/components';
import {
  listMessages,
  readMessage,
  type Message,
  type MessageKind,
} from '@xinglin/shared/notification/contract';
import { getHomeScreen } from '@xinglin/shared/screens/patient';
import { agoText } from '@xinglin/shared/kernel/time';
import { go } from '../../client/navigate.ts';
import { useMe } from '../../client/session.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { ListEnd } from '../../orders/list-end.tsx';
import { once } from '../../orders/pages.ts';
import { usePages } from '../../orders/use-pages.ts';
import {
  Empty,
  ErrorBlock,
  Icon,
  PageShell,
  QueryView,
  SectionTitle,
  Tap,
  type IconName,
} from '../../ui/index.ts';
import { problem } from '@xinglin/shared/kernel/problem';
import { whereTo } from './where-to.ts';
import './index.scss';

const POLL_MS = 30_000;
const icons: Record<MessageKind, IconName> = {
  order_paid: 'wallet',
  order_update: 'orders',
  leaflet: 'info',
  dose_due: 'pill',
  follow_up_due: 'chat',
  prescription_decided: 'prescription',
  prescription_asked: 'chat',
  points: 'gift',
  refund: 'refresh',
  arrival: 'store',
  price_report: 'chat',
};

/** What the app had to say, newest first; a tap marks it read and leads to what it is about. */
export default function MessagesPage() {
  const me = useMe();
  const messages = usePages(listMessages, { enabled: me !== null, pollMs: POLL_MS });
  return (
    <PageShell title='消息' onRefresh={async () => me && messages.refetch()}>
      {me ? (
        <QueryView
          query={messages}
          isEmpty={({ pages }) => pages[0]?.total === 0}
          empty={<Empty icon='bell' title='还没有消息' text='订单进度、审方结果和用药提醒都会在这里' />}
        >
          {({ pages }) => (
            <>
              <SectionTitle>{pages[0]!.unread > 0 ? `${pages[0]!.unread} 条未读` : '都读过了'}</SectionTitle>
              {once(pages).map((message) => (
                <MessageCard key={message.id} message={message} />
              ))}
              <ListEnd {...messages} />
            </>
          )}
        </QueryView>
      ) : (
        <ErrorBlock error={problem('NOT_SIGNED_IN')} />
      )}
    </PageShell>
  );
}

function MessageCard({ message: { id, kind, title, body, path, at, readAt } }: { message: Message }) {
  const read = useAct(readMessage, { changes: [listMessages, getHomeScreen] });
  const destination = whereTo(path);
  const open = async () => {
    // Being read is a courtesy: the way on does not wait for it.
    if (!readAt) read.mutate({ id });
    if (destination) await go(destination.path, destination.query);
  };
  return (
    <Tap
      id={`message-${id}`}
      className={`message ${readAt ? '' : 'message--new'}`}
      label={`${readAt ? '' : '未读，'}${title}，${agoText(at)}，${body}`}
      role={destination ? 'link' : 'button'}
      onTap={open}
    >
      <View className='message__icon'>
        <Icon name={icons[kind]} />
        {!readAt && <View className='message__dot' />}
      </View>
      <View className='message__words'>
        <View className='message__head'>
          <View className='message__title'>{title}</View>
          <View className='message__at'>{agoText(at)}</View>
        </View>
        <View className='message__body'>{body}</View>
      </View>
      {destination && (
        <View className='message__go'>
          <Icon name='forward' size='small' />
        </View>
      )}
    </Tap>
  );
}
