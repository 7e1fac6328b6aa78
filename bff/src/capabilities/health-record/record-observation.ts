import type { recordObservation as contract } from '@xinglin/shared/health-record/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Handler } from '../../kernel/http.ts';
import { MEASURES, bloodPressure, observation } from './fhir/from-event.ts';
import type { Deps } from './ports.ts';
import { entryView, sealer } from './seal.ts';
import { writeEntry } from './write-entry.ts';

const TITLES = { blood_pressure: '血压', temperature: '体温', glucose: '血糖', weight: '体重' } as const;

/** A value measured at home. A dangerous one is answered with what to do at once. */
export function recordOwnObservation(deps: Deps): Handler<typeof contract> {
  const write = writeEntry(deps);
  const { openEntry } = sealer(deps.crypto);
  return async (actor, { kind, value, second, at }, { idempotencyKey }) => {
    if (kind === 'blood_pressure' && (second === undefined || second >= value))
      throw problem('INVALID_INPUT');
    const of = { personId: actor.id, at: at ?? toInstant(deps.now()) };
    const isPressure = kind === 'blood_pressure';
    const row = await write({
      personId: actor.id,
      key: `observation:${actor.id}:${idempotencyKey}`,
      kind: 'observation',
      at: toInstant(new Date(of.at)),
      title: TITLES[kind],
      detail: isPressure ? `${value}/${second} mmHg` : `${value} ${MEASURES[kind].unit}`,
      resource: isPressure ? bloodPressure(of, value, second!) : observation(of, kind, value),
    });
    if (!row) throw problem('CONSENT_REQUIRED', { purpose: 'health_record' });
    return { entry: entryView(row, openEntry(row)), urgent: urgency(kind, value, second ?? 0) };
  };
}

/**
 * Thresholds of hypertensive crisis (≥180/120 mmHg, 2018 ESC/ESH; 中国高血压防治指南 2018), hypoglycaemia level 2
 * (<3.0 mmol/L, ADA 2024) and hyperpyrexia (≥41 ℃). Unreviewed by a licensed person.
 */
function urgency(kind: keyof typeof TITLES, value: number, second: number): string | null {
  if (kind === 'blood_pressure' && (value >= 180 || second >= 120))
    return '血压很高。静坐 5 分钟后复测，仍不低于 180/120，或有胸痛、头痛、视物模糊、肢体无力，请立即拨打 120。';
  if (kind === 'glucose' && value < 3)
    return '血糖过低。清醒时立即吃糖果或含糖饮料，15 分钟后复测；神志不清请立即拨打 120。';
  if (kind === 'glucose' && value >= 16.7)
    return '血糖很高。如有恶心、腹痛、呼吸深快或嗜睡，请立即就医或拨打 120。';
  if (kind === 'temperature' && value >= 41) return '体温极高，请立即就医或拨打 120，同时物理降温。';
  return null;
}
