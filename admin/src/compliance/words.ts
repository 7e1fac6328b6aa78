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
