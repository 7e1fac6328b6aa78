import { View } from '@tarojs/components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import {
  askPatient,
  readAnswer,
  withdrawQuestion,
  type Inquiry,
} from '@xinglin/shared/prescription/inquiry-contract';
import { getReview, listReviewQueue, type Review } from '@xinglin/shared/prescription/review-contract';
import { readKey, useAct } from '../../client/use-endpoint.ts';
import { Button, Card, Notice, SectionTitle, Tag } from '../../ui/index.ts';
import { WordsSheet } from './words-sheet.tsx';

const QUESTIONS = [
  '您对哪些药物过敏？没有请回答“没有”。',
  '您现在正在服用哪些药（包括中成药和保健品）？',
  '您是否怀孕、备孕或正在哺乳？',
  '您的肝、肾功能检查有没有异常？',
  '孩子现在的体重是多少公斤？',
  '这个药以前用过吗？有没有不舒服？',
];
const WITHDRAW_REASONS = ['病历里已经写明', '已电话问清', '问题写错了'];

/** Questions to the patient and what they answered; an answer must be opened before deciding. */
export function Inquiries({ review }: { review: Review }) {
  const { id, inquiries, claimedByMe, handOverNotes } = review;
  const [asking, setAsking] = useState(false);
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  const reads = useQueryClient();
  const options = {
    changes: [listReviewQueue],
    onDone: ({ items }: { items: Inquiry[] }) =>
      reads.setQueryData<Review>(readKey(getReview, { id }), (old) => old && { ...old, inquiries: items }),
  };
  const ask = useAct(askPatient, options);
  const read = useAct(readAnswer, options);
  const withdraw = useAct(withdrawQuestion, options);
  // Decided, and nothing was asked: there is nothing to show.
  if (!claimedByMe && inquiries.length === 0 && handOverNotes.length === 0) return null;
  return (
    <>
      <SectionTitle note={claimedByMe ? '回答须打开阅读后才能决定' : ''}>与患者核实</SectionTitle>
      {handOverNotes.map((note) => (
        <Notice key={note}>接班提示：{note}</Notice>
      ))}
      {inquiries.map((it) => (
        <InquiryCard
          key={it.id}
          it={it}
          mine={claimedByMe}
          onRead={() => read.mutateAsync({ id, inquiryId: it.id })}
          onWithdraw={() => setWithdrawing(it.id)}
        />
      ))}
      {claimedByMe && (
        <Button id='ask' block kind='plain' onTap={() => setAsking(true)}>
          向患者提问
        </Button>
      )}
      {asking && (
        <WordsSheet
          title='向患者提问'
          label='问题'
          presets={QUESTIONS}
          send='发送给患者'
          pending={ask.isPending}
          onSend={async (question) => {
            await ask.mutateAsync({ id, question });
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
      {withdrawing && (
        <WordsSheet
          title='撤回问题'
          label='理由'
          presets={WITHDRAW_REASONS}
          send='撤回'
          pending={withdraw.isPending}
          onSend={async (reason) => {
            await withdraw.mutateAsync({ id, inquiryId: withdrawing, reason });
            setWithdrawing(null);
          }}
          onClose={() => setWithdrawing(null)}
        />
      )}
    </>
  );
}

type CardProps = { it: Inquiry; mine: boolean; onRead: () => unknown; onWithdraw: () => unknown };

function InquiryCard({ it, mine, onRead, onWithdraw }: CardProps) {
  const { id, kind, question, askedAt, answer, answeredAt, readAt, withdrawnAt, withdrawReason } = it;
  const unread = answeredAt !== null && readAt === null;
  return (
    <Card tone={unread ? 'warning' : 'plain'}>
      <View className='review-inquiry'>
        <View className='review-inquiry__at'>
          {kind === 'note' ? '患者留言' : '提问'} {dateTimeText(askedAt)}
        </View>
        {question && <View>{question}</View>}
        {withdrawnAt && <View className='review-inquiry__at'>已撤回：{withdrawReason}</View>}
        {!withdrawnAt && answeredAt === null && <Tag tone='accent'>等患者回答</Tag>}
        {answer !== null && <View className='review-inquiry__answer'>{answer}</View>}
        {mine && unread && (
          <Button id={`read-${id}`} block onTap={onRead}>
            {kind === 'note' ? '打开患者的留言' : '打开患者的回答'}
          </Button>
        )}
        {mine && !withdrawnAt && answeredAt === null && (
          <Button id={`withdraw-${id}`} small kind='text' onTap={onWithdraw}>
            撤回问题
          </Button>
        )}
      </View>
    </Card>
  );
}
