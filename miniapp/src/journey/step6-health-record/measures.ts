import type { z } from 'zod';
import type { ObservationKind, RecordEntry } from '@xinglin/shared/health-record/contract';

export type Kind = z.infer<typeof ObservationKind>;
type Measure = {
  name: string;
  unit: string;
  /** Beyond these a value is a slip of the finger. */
  from: number;
  to: number;
  example: string;
};
export const measures: Record<Kind, Measure> = {
  blood_pressure: { name: '血压', unit: 'mmHg', from: 50, to: 300, example: '120' },
  temperature: { name: '体温', unit: '℃', from: 32, to: 44, example: '36.5' },
  glucose: { name: '血糖', unit: 'mmol/L', from: 0.5, to: 50, example: '5.6' },
  weight: { name: '体重', unit: 'kg', from: 1, to: 300, example: '60' },
};
const DIASTOLIC = { from: 20, to: 200 };

/**
 * The usual aim for blood pressure (中国高血压防治指南 2018: below 140/90 mmHg); a doctor may set another. Glucose has none here:
 * it depends on when one ate.
 */
export const AIM: Partial<Record<Kind, string>> = {
  blood_pressure: '一般目标：低于 140/90，您的目标以医生说的为准',
};

const numberIn = (typed: string, from: number, to: number): number | null => {
  const value = /^\d{1,3}(\.\d{1,2})?$/.test(typed.trim()) ? Number(typed) : NaN;
  return value >= from && value <= to ? value : null;
};

/** What was typed, as the server takes it, or the sentence that says what is wrong. */
export function measured(
  kind: Kind,
  first: string,
  second: string,
): { value: number; second?: number } | { fault: string } {
  const { name, unit, from, to } = measures[kind];
  const value = numberIn(first, from, to);
  if (kind !== 'blood_pressure')
    return value === null ? { fault: `${name}应在 ${from} 到 ${to} ${unit} 之间` } : { value };
  const low = numberIn(second, DIASTOLIC.from, DIASTOLIC.to);
  if (value === null || low === null) return { fault: '请填高压和低压两个数，例如 120 和 80' };
  return low < value ? { value, second: low } : { fault: '低压应小于高压，请核对' };
}

export type Reading = { id: string; at: string; text: string; values: number[] };

/** The readings of one kind, oldest first, as the record tells them: `150/95 mmHg`. */
export function readingsOf(entries: readonly RecordEntry[], kind: Kind): Reading[] {
  const { name } = measures[kind];
  return entries
    .filter((entry) => entry.kind === 'observation' && entry.title === name && !entry.hidden)
    .map(({ id, at, detail }) => ({
      id,
      at,
      text: detail,
      values: (detail.match(/\d+(\.\d+)?/g) ?? []).map(Number),
    }))
    .filter(({ values }) => values.length > 0)
    .sort((a, b) => a.at.localeCompare(b.at));
}

/** How the newest reading stands to the one before: `比上次高 12`; null for the first. */
export function changeText(readings: readonly Reading[]): string | null {
  const [before, last] = [readings.at(-2)?.values[0], readings.at(-1)?.values[0]];
  if (before === undefined || last === undefined) return null;
  const by = Math.round((last - before) * 10) / 10;
  return by === 0 ? '和上次一样' : `比上次${by > 0 ? '高' : '低'} ${Math.abs(by)}`;
}

/** Heights of the bars of a trend in percent: the lowest reading stays visible. */
export function heights(readings: readonly Reading[]): number[] {
  const values = readings.map(({ values: [value = 0] }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (high === low ? 60 : Math.round(25 + (75 * (value - low)) / (high - low))));
}
