import { View } from '@tarojs/components';
import { useState } from 'react';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import {
  answerQuestion,
  leaveNote,
  listInquiries,
  type Inquiry,
} from '@xinglin/shared/prescription/inquiry-contract';
import { useLiveRead } from '../../client/live.ts';
import { useAct, useRead } from '../../client/use-endpoint.ts';
import { Button, Card, Field, QueryView, SectionTitle, TextInput, toast } from '../../ui/index.ts';

const isOpen = ({ kind, answeredAt, withdrawnAt }: Inquiry) =>
  kind === 'question' && answeredAt === null && withdrawnAt === null;

/** Whether the pharmacist waits for an answer of mine; the page shows the questions themselves. */
export const useAsked = (id: string): boolean =>
  useRead(listInquiries, { id }).data?.items.some(isOpen) ?? false;

/** What the pharmacist asks and what I answered; while it is open also a note of my own. */
export function Questions({ id, open }: { id: string; open: boolean }) {
  const inquiries = useLiveRead(listInquiries, { id }, ['prescription']);
  if (!open && inquiries.data?.items.length === 0) return null;
  return (
    <>
      <SectionTitle>和药师沟通</SectionTitle>
      <QueryView query={inquiries}>
        {({ items }) => (
          <>
            {items
              .filter(({ withdrawnAt }) => withdrawnAt === null)
              .map((it) => (
                <QuestionCard key={it.id} id={id} it={it} open={open} />
              ))}
            {open && <Note id={id} />}
          </>
        )}
      </QueryView>
    </>
  );
}

function QuestionCard({ id, it, open }: { id: string; it: Inquiry; open: boolean }) {
  const [words, setWords] = useState('');
  const answer = useAct(answerQuestion, { changes: [listInquiries] });
  const waits = it.answeredAt === null && open;
  return (
    <Card tone={waits ? 'warning' : 'plain'} {...(waits && { id: 'question' })}>
      <View className='prescription-question'>
        {it.question ? (
          <View className='prescription-question__words'>药师问：{it.question}</View>
        ) : (
          <View className='prescription-question__note'>我的留言，{dateTimeText(it.askedAt)}</View>
        )}
        {it.answer && <View>{it.answer}</View>}
        {it.answer && (
          <View className='prescription-question__note'>{it.readAt ? '药师已读' : '药师还没有读'}</View>
        )}
        {waits && (
          <>
            <Field label='我的回答' hint='药师读到以后才会继续审核。请照实写，不确定就写“不确定”' required>
              <TextInput
                id='answer'
                label='我的回答'
                value={words}
                onChange={setWords}
                maxLength={300}
                multiline
              />
            </Field>
            <Button
              id='send-answer'
              block
              disabled={words.trim() === ''}
              loading={answer.isPending}
              onTap={() => answer.mutateAsync({ id, inquiryId: it.id, answer: words.trim() })}
            >
              发给药师
            </Button>
          </>
        )}
      </View>
    </Card>
  );
}

function Note({ id }: { id: string }) {
  const [writing, setWriting] = useState(false);
  const [words, setWords] = useState('');
  const leave = useAct(leaveNote, { changes: [listInquiries] });
  const send = async () => {
    await leave.mutateAsync({ id, note: words.trim() });
    setWords('');
    setWriting(false);
    toast('已留言，药师审核前会读到');
  };
  if (!writing)
    return (
      <Button id='leave-note' block kind='plain' onTap={() => setWriting(true)}>
        给药师留言
      </Button>
    );
  return (
    <Card>
      <Field label='给药师的留言' hint='例如过敏、怀孕、正在用的药；药师必须读过才能决定'>
        <TextInput
          id='note'
          label='给药师的留言'
          value={words}
          onChange={setWords}
          maxLength={200}
          multiline
        />
      </Field>
      <Button id='send-note' block disabled={words.trim().length < 2} loading={leave.isPending} onTap={send}>
        发送留言
      </Button>
    </Card>
  );
}
