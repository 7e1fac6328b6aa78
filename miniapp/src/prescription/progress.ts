import { dateTimeText } from '@xinglin/shared/kernel/time';
import {
  rejectReasonText,
  type Prescription,
  type PrescriptionSource,
  type PrescriptionStatus,
  type RejectReason,
} from '@xinglin/shared/prescription/contract';

type State = 'done' | 'now' | 'next' | 'failed';
export type Step = { id: string; title: string; note?: string; state: State };

export const toneOf: Record<
  PrescriptionStatus,
  'neutral' | 'primary' | 'accent' | 'success' | 'warning' | 'danger'
> = {
  submitted: 'accent',
  in_review: 'primary',
  approved: 'success',
  rejected: 'danger',
  used: 'primary',
  dispensed: 'neutral',
  withdrawn: 'neutral',
  expired: 'warning',
  changes_requested: 'warning',
};

/** What the patient can do about each reason; a pharmacist's own words stand beside it. */
export const wayOn: Record<RejectReason, string> = {
  over_dose: '请联系开方医生核对剂量，需要时重新开具处方后再提交。',
  illegible: '请联系医院重新上传清晰的处方，再用新的编号提交。',
  expired: '请联系医生重新开具处方。',
  allergy: '请先不要使用这张处方上的药，把过敏史告诉医生，请医生换药。',
  interaction: '请把正在用的药都告诉医生，由医生调整用药后重新开具。不要自行停药。',
  not_matching: '请联系开方医生核对诊断与用药，重新开具后再提交。',
  incomplete: '请联系医院补全处方内容，再用新的编号提交。',
  unreachable: '请重新提交处方，并留意消息里药师的问题。急着用药请联系医生。',
  submitted_twice: '请在处方列表里查看原来的那一张，有疑问可以联系开方医生。',
  other: '请按药师的说明处理，有疑问可以联系开方医生。',
};

/** Of a photograph it is the patient who can make it readable, and there is no number to hand in again. */
const wayOnOfPhoto: Partial<Record<RejectReason, string>> = {
  illegible: '请在光线好的地方把处方平放，拍全四角、拍清每个字，再重新提交。',
  incomplete: '请联系医院补全处方内容，再重新拍照提交。',
};
export const wayOnFrom = (reason: RejectReason | null, source: PrescriptionSource): string =>
  (source === 'image' && wayOnOfPhoto[reason ?? 'other']) || wayOn[reason ?? 'other'];

export const wayOfChanges = (source: PrescriptionSource): string =>
  `请把药师的话给开方医生看，改好并重新签名后，${
    source === 'image' ? '重新拍照提交' : '用新的编号（或原编号）重新提交'
  }。`;

const UNDER_REVIEW: PrescriptionStatus[] = ['submitted', 'in_review'];
/** In place of what the pharmacist reads off a photograph; after the decision nobody will any more. */
export const unwritten = (status: PrescriptionStatus): string =>
  UNDER_REVIEW.includes(status) ? '等待药师录入' : '药师没有录入';

/** Why neither drug nor dosage is shown. */
export function whyNoItems({ status, itemCount }: Prescription): string {
  const count = itemCount > 0 ? `共 ${itemCount} 种药。` : '';
  if (UNDER_REVIEW.includes(status))
    return `${count || '药师会看照片录入处方上的药。'}按规定，审核通过后才显示药名和用法。`;
  if (status === 'expired') return `${count}处方失效后不再显示药名和用法。`;
  if (status === 'withdrawn') return `${count}处方已撤回，不显示药名和用法。`;
  return `${count}按规定，没有通过审核的处方不显示药名和用法。`;
}

/** How long it waits, in words: nobody before is soon. */
export const queueText = (before: number): string =>
  before > 0 ? `前面还有 ${before} 张` : '马上轮到您的处方';

const STOPPED: Partial<Record<PrescriptionStatus, { title: string; note: string }>> = {
  withdrawn: { title: '您已撤回', note: '需要时可以重新提交' },
  expired: { title: '处方已失效', note: '请联系医生重新开具' },
};

/** What happened to a prescription, what is happening and what comes. `asked`: the pharmacist waits for an answer. */
export function progressOf(it: Prescription, asked = false): Step[] {
  const submitted: Step = {
    id: 'submitted',
    title: '已提交',
    note: dateTimeText(it.submittedAt),
    state: 'done',
  };
  const stopped = STOPPED[it.status];
  if (stopped) {
    const approved: Step[] = it.pharmacist ? [decided(it)] : [];
    return [submitted, ...approved, { id: it.status, ...stopped, state: 'failed' }];
  }
  if (it.status === 'rejected' || it.status === 'changes_requested') return [submitted, decided(it)];
  return [submitted, ...reviewing(it, asked), ...afterwards(it.status)];
}

function decided({ status, decidedAt, pharmacist, rejectReason }: Prescription): Step {
  const who = [decidedAt && dateTimeText(decidedAt), pharmacist && `${pharmacist.name}药师`]
    .filter(Boolean)
    .join('，');
  if (status === 'changes_requested')
    return { id: 'decided', title: '请医生修改', note: who, state: 'failed' };
  if (status === 'rejected' || rejectReason)
    return {
      id: 'decided',
      title: `未通过：${rejectReasonText[rejectReason ?? 'other']}`,
      note: who,
      state: 'failed',
    };
  return { id: 'decided', title: '审核通过', note: who, state: 'done' };
}

function reviewing(it: Prescription, asked: boolean): Step[] {
  if (asked && (it.status === 'submitted' || it.status === 'in_review'))
    return [{ id: 'review', title: '药师在等您回答', note: '请在下面回答，回答后继续审核', state: 'now' }];
  if (it.status === 'submitted')
    return [{ id: 'review', title: '等待药师审核', note: queueText(it.queuePosition), state: 'now' }];
  if (it.status === 'in_review')
    return [{ id: 'review', title: '药师正在审核', note: '正在逐项核对七项内容', state: 'now' }];
  return [decided(it)];
}

function afterwards(status: PrescriptionStatus): Step[] {
  const used: State =
    status === 'approved' ? 'now' : ['used', 'dispensed'].includes(status) ? 'done' : 'next';
  const dispensed: State = status === 'dispensed' ? 'done' : status === 'used' ? 'now' : 'next';
  return [
    { id: 'used', title: used === 'done' ? '已用于订单' : '按处方购买', state: used },
    { id: 'dispensed', title: dispensed === 'done' ? '已调配' : '药店调配', state: dispensed },
  ];
}
