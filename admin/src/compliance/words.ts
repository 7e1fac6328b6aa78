import type { AuditEntry, LicenceAlert } from '@xinglin/shared/compliance/contract';
import type { Tone } from '../components/tone-tag.tsx';
import { roleText } from '../identity/words.ts';

export const auditRoleText = (role: AuditEntry['role']): string =>
  role === 'system' ? '系统' : roleText[role];

export const licenceText: Record<LicenceAlert['kind'], string> = {
  store_licence: '药品经营许可证',
  pharmacist_licence: '执业药师注册证',
  rider_health_certificate: '骑手健康证',
};

const URGENT_DAYS = 7;

/** How long a licence lasts, in words and in the colour of its urgency. */
export function daysLeftText(daysLeft: number): { tone: Tone; words: string } {
  if (daysLeft < 0) return { tone: 'bad', words: `已过期 ${-daysLeft} 天` };
  if (daysLeft === 0) return { tone: 'bad', words: '今天到期' };
  return { tone: daysLeft <= URGENT_DAYS ? 'bad' : 'waiting', words: `还有 ${daysLeft} 天` };
}

/** Page of everything about one prescription. */
export const courseOf = (prescriptionId: string): string => `/records/${prescriptionId}/course`;

const EVENT_ABOUT: Record<string, string> = {
  order: '订单',
  parcel: '包裹',
  delivery: '配送',
  payment: '付款',
  refund: '退款',
  prescription: '处方',
  prescription_image: '处方照片',
  consultation: '复诊',
  medication: '用药计划',
  dose: '服药提醒',
  follow_up: '用药回访',
  stock: '库存',
  store: '门店',
  triage: '症状自查',
  arrival: '到货提醒',
  price_report: '价格反馈',
  reconciliation: '对账',
  shipping: '发货信息上传',
};

/** What a reaction belongs to; its names begin with it. */
const TASK_OF: Record<string, string> = {
  ...EVENT_ABOUT,
  payment: '资金',
  inventory: '库存',
  pricing: '价格',
  reward: '积分',
  'health-record': '健康档案',
  notification: '消息通知',
  compliance: '法定保存',
  catalogue: '药品目录',
  identity: '账号',
};

/** What was to be done by whom, e.g. `notification: inbox …`, in a word; its own name stands beside it. */
export const taskText = (name: string): string => TASK_OF[/^[a-z_-]+/.exec(name)?.[0] ?? ''] ?? '其他';

/** What an event is about, in a word; its own name stands beside it. */
export const eventText = (name: string): string => EVENT_ABOUT[name.split('.')[0] ?? ''] ?? '其他';
