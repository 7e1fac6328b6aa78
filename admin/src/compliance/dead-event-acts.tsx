import { App, Button } from 'antd';
import { useState } from 'react';
import {
  askToDropEvent,
  dropEvent,
  listDeadEvents,
  retryDeadEvent,
  type DeadEvent,
} from '@xinglin/shared/compliance/dead-events-contract';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { problemOf } from '../client/problems.ts';
import { useAct } from '../client/use-endpoint.ts';
import { FormModal } from '../components/form-modal.tsx';
import { ReasonField } from './reason-field.tsx';
import { eventText } from './words.ts';

const changes = [listDeadEvents];

/** Try again; ask to give up with a reason; agree to somebody else's wish to give up. */
export function DeadEventActs({ event }: { event: DeadEvent }) {
  const { message, modal } = App.useApp();
  const [asking, ask] = useState(false);
  const failed = (error: unknown) => void message.error(problemOf(error).detail);
  const retry = useAct(retryDeadEvent, {
    changes,
    onDone: () => message.success('已重新开始，稍后刷新看结果'),
  });
  const drop = useAct(dropEvent, { changes, onDone: () => message.success('已放弃，审计记录保留') });
  const { id, drop: asked, state } = event;
  if (state === 'dropped' && asked) return <Asked event={event} words={`${asked.droppedBy} 复核后放弃`} />;
  const agree = () =>
    modal.confirm({
      title: `确定放弃这个任务（${eventText(event.name)}，${event.name}）？`,
      content: `${asked?.askedBy} 写的理由：${asked?.reason}。放弃后系统不再做这件事。`,
      okText: '确定放弃',
      cancelText: '取消',
      onOk: () => drop.mutateAsync({ id }).catch(failed),
    });
  return (
    <div>
      <span className='inline-field'>
        <Button
          size='small'
          type='primary'
          loading={retry.isPending}
          onClick={() => retry.mutate({ id }, { onError: failed })}
        >
          重试
        </Button>
        {state === 'dead' && !asked && (
          <Button size='small' onClick={() => ask(true)}>
            申请放弃
          </Button>
        )}
        {asked && !asked.mine && (
          <Button size='small' danger onClick={() => void agree()}>
            复核放弃
          </Button>
        )}
      </span>
      {asked && <Asked event={event} words={asked.mine ? '等另一位合规专员复核' : '等待复核'} />}
      {asking && <AskToDrop event={event} onClose={() => ask(false)} />}
    </div>
  );
}

function Asked({ event: { drop }, words }: { event: DeadEvent; words: string }) {
  if (!drop) return null;
  return (
    <div className='hint wrap-anywhere'>
      {drop.askedBy}（{dateTimeText(drop.askedAt)}）申请放弃：{drop.reason}。{words}
    </div>
  );
}

function AskToDrop({ event, onClose }: { event: DeadEvent; onClose: () => void }) {
  const { message } = App.useApp();
  const acting = useAct(askToDropEvent, {
    changes,
    onDone: () => {
      void message.success('已提交，等另一位合规专员复核');
      onClose();
    },
  });
  return (
    <FormModal<{ reason: string }>
      title={`申请放弃：${eventText(event.name)}（${event.name}）`}
      okText='提交复核'
      okId='drop-ask'
      act={acting}
      onSend={({ reason }) => acting.mutate({ id: event.id, reason })}
      onClose={onClose}
    >
      <ReasonField id='drop-reason' label='理由（写明用什么办法补做，或为什么不用做）' />
    </FormModal>
  );
}
