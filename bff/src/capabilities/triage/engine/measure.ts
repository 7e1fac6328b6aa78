import type { Accuracy, Share, Urgency } from '@xinglin/shared/triage/contract';

export type Judged = { id: string; expected: Urgency; got: Urgency };

const GRAVITY: readonly Urgency[] = ['self_care', 'see_doctor', 'emergency'];
const gravity = (urgency: Urgency) => GRAVITY.indexOf(urgency);

/** 95% interval of a share by Wilson's score. */
export function wilson(hit: number, of: number): Share {
  if (of === 0) return { of, hit, share: NaN, low: 0, high: 1 };
  const z = 1.959964;
  const p = hit / of;
  const centre = (p + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of));
  return { of, hit, share: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** The figures by which symptom checkers are compared (Semigran 2015 and after). */
export function accuracyOf(judged: readonly Judged[]): Accuracy {
  const count = (test: (each: Judged) => boolean) => judged.filter(test).length;
  const ofClass = (urgency: Urgency) =>
    wilson(
      count(({ expected, got }) => expected === urgency && got === urgency),
      count(({ expected }) => expected === urgency),
    );
  const perClass = {
    emergency: ofClass('emergency'),
    see_doctor: ofClass('see_doctor'),
    self_care: ofClass('self_care'),
  };
  const met = Object.values(perClass).filter(({ of }) => of > 0);
  return {
    cases: judged.length,
    accuracy: wilson(
      count(({ expected, got }) => expected === got),
      judged.length,
    ),
    balanced: met.reduce((sum, { share }) => sum + share, 0) / met.length,
    under: wilson(
      count(({ expected, got }) => gravity(got) < gravity(expected)),
      judged.length,
    ),
    over: wilson(
      count(({ expected, got }) => gravity(got) > gravity(expected)),
      judged.length,
    ),
    emergencySensitivity: perClass.emergency,
    perClass,
  };
}
