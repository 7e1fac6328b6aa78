import type { z } from 'zod';
import { distanceInMetres, type Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { Feeling, FollowUpAdvice } from '@xinglin/shared/medication/contract';
import { redFlagsIn } from '@xinglin/shared/triage/red-flags';
import type { Clinic } from './ports.ts';

const NEAREST = 3;

/**
 * What to do after a follow-up. A red flag in the person's words comes before everything; worse, or an effect nobody
 * wanted, leads to a doctor and a blood test nearby; nobody is told to buy anything.
 */
export function adviceFor(
  feeling: z.infer<typeof Feeling>,
  sideEffects: string,
  clinics: Clinic[],
  near: Gcj02Point | null,
): z.infer<typeof FollowUpAdvice> {
  const flags = redFlagsIn(sideEffects);
  if (flags.length > 0)
    return {
      urgency: 'emergency',
      text: '您描述的情况可能危急，请立即拨打 120 或前往急诊，并停用这个药。',
      clinics: [],
    };
  if (feeling === 'worse' || sideEffects)
    return {
      urgency: 'see_doctor',
      text:
        feeling === 'worse'
          ? '症状加重，请尽快就医，不要自行加量或换药。医生可能需要血常规等检查结果。'
          : '可能与用药有关，请先咨询药师或医生，不适明显时停药就医。',
      clinics: nearest(clinics, near),
    };
  if (feeling === 'same')
    return {
      urgency: 'watch',
      text: '还没有明显好转。按疗程继续，满疗程仍不好转请就医，不要自行延长用药。',
      clinics: [],
    };
  return { urgency: 'none', text: '好转了就好。剩余药品请妥善保存，注意有效期，不必再买。', clinics: [] };
}

/** Nearest first; being paid for changes the label, never the place in the list (电子商务法 40). */
function nearest(clinics: Clinic[], near: Gcj02Point | null) {
  return clinics
    .filter(({ tests }) => tests.includes('blood_count'))
    .map(({ point, ...clinic }) => ({
      ...clinic,
      distanceM: near ? Math.round(distanceInMetres(near, point)) : null,
    }))
    .sort((a, b) => (a.distanceM ?? 0) - (b.distanceM ?? 0))
    .slice(0, NEAREST);
}
