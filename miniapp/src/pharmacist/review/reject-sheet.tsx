import { useState } from 'react';
import {
  RejectReason,
  rejectReasonText,
  type PrescriptionSource,
} from '@xinglin/shared/prescription/contract';
import { Button, Choices, Field, Sheet, TextInput } from '../../ui/index.ts';

const SHORTEST = 4;
const reasons = RejectReason.options.map((value) => ({ value, text: rejectReasonText[value] }));
/** No doctor can change these. */
const NOT_THE_DOCTORS: RejectReason[] = ['expired', 'unreachable', 'submitted_twice'];

/** A first draft of the words for the patient, to be changed; nothing for reasons that say nothing by themselves. */
const drafts: Record<RejectReason, string> = {
  over_dose: '处方剂量超过说明书规定，请联系开方医生核对。',
  illegible: '处方内容看不清，请联系医院重新提供。',
  expired: '处方已过有效期，请联系医生重新开具。',
  allergy: '处方药品与您的过敏史有冲突，请先不要使用，联系医生换药。',
  interaction: '处方药品与您正在用的药有相互作用，请联系医生调整，不要自行停药。',
  not_matching: '处方用药与诊断不符，请联系开方医生核对。',
  incomplete: '处方信息不完整，请联系医院补全。',
  unreachable: '我们多次向您询问没有得到回复。看到后请重新提交，并留意消息。',
  submitted_twice: '这张处方已经提交过，请在处方列表里查看原来的那一张。',
  other: '',
};

const draftFor = (reason: RejectReason, source: PrescriptionSource, toDoctor: boolean): string =>
  reason === 'illegible' && source === 'image' && !toDoctor
    ? '照片上的处方看不清，请重新拍照后提交。'
    : drafts[reason];

type Props = {
  source: PrescriptionSource;
  /** Not refused for good: the doctor is asked to change it. */
  toDoctor?: boolean;
  pending: boolean;
  onReject: (decision: { reason: RejectReason; note: string }) => unknown;
  onClose: () => void;
};

/** Why not, coded for the record and in words for the patient. */
export function RejectSheet({ source, toDoctor = false, pending, onReject, onClose }: Props) {
  const [reason, setReason] = useState<RejectReason | null>(null);
  const [note, setNote] = useState('');
  const choose = (chosen: RejectReason) => {
    // One's own words are kept; an untouched draft follows the reason.
    const draft = (of: RejectReason) => draftFor(of, source, toDoctor);
    if (reason === null || note === draft(reason) || note === '') setNote(draft(chosen));
    setReason(chosen);
  };
  const ready = reason !== null && note.trim().length >= SHORTEST;
  return (
    <Sheet
      open
      onClose={onClose}
      title={toDoctor ? '请医生修改' : '不通过'}
      footer={
        <Button
          id='confirm-reject'
          block
          kind={toDoctor ? 'primary' : 'danger'}
          disabled={!ready}
          loading={pending}
          onTap={() => reason && onReject({ reason, note: note.trim() })}
        >
          {toDoctor ? '发给患者，请医生修改' : '确认不通过'}
        </Button>
      }
    >
      <Field label='原因' required>
        <Choices
          options={toDoctor ? reasons.filter(({ value }) => !NOT_THE_DOCTORS.includes(value)) : reasons}
          chosen={reason ? [reason] : []}
          onChange={([chosen]) => chosen && choose(chosen)}
        />
      </Field>
      <Field label={toDoctor ? '请医生改什么' : '给患者的话'} hint='患者会看到，至少 4 个字' required>
        <TextInput
          id='reject-note'
          label='给患者的话'
          value={note}
          onChange={setNote}
          maxLength={200}
          multiline
        />
      </Field>
    </Sheet>
  );
}
