import { View } from '@tarojs/components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { transcribePrescription } from '@xinglin/shared/prescription/images';
import { getReview, listReviewQueue, type Review } from '@xinglin/shared/prescription/review-contract';
import { LONGEST_VALIDITY_DAYS, MOST_DRUGS } from '@xinglin/shared/prescription/rules';
import { problemOf } from '../../client/problem-of.ts';
import { readKey, useAct } from '../../client/use-endpoint.ts';
import { Button, Choices, Field, Notice, SectionTitle, TextInput, toast } from '../../ui/index.ts';
import { LineCard } from './line-card.tsx';
import { PickDrug } from './pick-drug.tsx';
import { askedOf, freshLine, transcriptionFault, transcriptionOf, type LineDraft } from './transcription.ts';

const validities = Array.from({ length: LONGEST_VALIDITY_DAYS + 1 }, (_, days) => ({
  value: String(days),
  text: days === 0 ? '当日有效' : `延长 ${days} 天`,
}));
const words = [
  ['diagnosis', '诊断', '几个诊断之间用顿号隔开', 120],
  ['doctor', '医生姓名', '以签章为准', 20],
  ['department', '科室', '', 30],
  ['institution', '开具机构', '患者填写的，请与照片核对', 60],
  ['issuedOn', '开具日期', '患者填写的，请与照片核对', 10],
] as const;

/** The pharmacist writes down what the photographs say. No machine reads them; afterwards the rules run over what was written. */
export function Transcribe({ review, onDone }: { review: Review; onDone: () => void }) {
  const { id } = review;
  const [draft, setDraft] = useState(() => transcriptionOf(review));
  const [picking, setPicking] = useState(false);
  const [tried, setTried] = useState(false);
  const reads = useQueryClient();
  const save = useAct(transcribePrescription, {
    changes: [listReviewQueue],
    onDone: (it: Review) => {
      reads.setQueryData(readKey(getReview, { id }), it);
      onDone();
    },
  });
  const fault = transcriptionFault(draft);
  const change = (at: number, line: LineDraft | null) =>
    setDraft({ ...draft, lines: draft.lines.flatMap((each, i) => (i === at ? (line ?? []) : each)) });
  const send = async () => {
    setTried(true);
    if (fault) return toast(fault);
    await save.mutateAsync(askedOf(id, draft));
    toast('已录入，系统重新核对过');
  };
  return (
    <View className='transcription' id='transcription'>
      <SectionTitle note='照着照片填写，看不清的不要猜'>录入处方</SectionTitle>
      {draft.lines.map((line, at) => (
        <LineCard
          key={`${at}${line.drugId}`}
          line={line}
          index={at}
          tried={tried}
          onChange={(changed) => change(at, changed)}
          onRemove={() => change(at, null)}
        />
      ))}
      {draft.lines.length < MOST_DRUGS && (
        <Button id='add-drug' block kind='plain' onTap={() => setPicking(true)}>
          {draft.lines.length === 0 ? '添加处方上的药品' : '再添加一种药'}
        </Button>
      )}
      {words.map(([key, label, hint, maxLength]) => (
        <Field key={key} label={label} hint={hint} required>
          <TextInput
            id={`paper-${key}`}
            label={label}
            value={draft[key]}
            onChange={(value) => setDraft({ ...draft, [key]: value })}
            maxLength={maxLength}
          />
        </Field>
      ))}
      <Field label='有效期' hint='医生没有写明延长的，当日有效'>
        <Choices
          options={validities}
          chosen={[String(draft.extendedDays)]}
          onChange={([days = '0']) => setDraft({ ...draft, extendedDays: Number(days) })}
        />
      </Field>
      {tried && fault && <Notice tone='warning'>{fault}。</Notice>}
      {save.error && <Notice tone='danger'>{problemOf(save.error).detail}。</Notice>}
      <Button id='save-transcription' block loading={save.isPending} onTap={send}>
        保存录入，重新核对
      </Button>
      {picking && (
        <PickDrug
          onPick={(drug) => {
            setDraft({ ...draft, lines: [...draft.lines, freshLine(drug)] });
            setPicking(false);
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </View>
  );
}
