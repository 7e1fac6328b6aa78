import { expect, it } from 'vitest';
import { recordObservation, type RecordEntry } from '@xinglin/shared/health-record/contract';
import { changeText, heights, measured, measures, readingsOf, type Kind } from './measures.ts';

const entry = (at: string, detail: string, more: Partial<RecordEntry> = {}): RecordEntry => ({
  id: at,
  kind: 'observation',
  at: `2026-11-${at}T00:00:00.000Z`,
  title: '血压',
  detail,
  hidden: false,
  ...more,
});

it('takes a blood pressure only with both numbers, the lower one below', () => {
  expect(measured('blood_pressure', '150', '95')).toEqual({ value: 150, second: 95 });
  expect(measured('blood_pressure', '150', '')).toHaveProperty('fault');
  expect(measured('blood_pressure', '95', '150')).toEqual({ fault: '低压应小于高压，请核对' });
});

it('lets an emergency value through, so that it can be answered, and stops slips of the finger', () => {
  expect(measured('blood_pressure', '190', '125')).toEqual({ value: 190, second: 125 });
  expect(measured('glucose', '2.1', '')).toEqual({ value: 2.1 });
  expect(measured('temperature', '365', '')).toHaveProperty('fault');
  expect(measured('weight', '-5', '')).toHaveProperty('fault');
});

it('sends nothing that the server would refuse as a number', () => {
  for (const kind of Object.keys(measures) as Kind[]) {
    const { from, to } = measures[kind];
    for (const value of [from, to])
      expect(recordObservation.input.safeParse({ kind, value }).success, `${kind} ${value}`).toBe(true);
  }
});

it('reads the trend back from the record, oldest first, without what is hidden or of another kind', () => {
  const entries = [
    entry('22', '150/95 mmHg'),
    entry('20', '138/88 mmHg'),
    entry('21', '199/99 mmHg', { hidden: true }),
    entry('19', '36.5 ℃', { title: '体温' }),
  ];
  const readings = readingsOf(entries, 'blood_pressure');
  expect(readings.map(({ values }) => values)).toEqual([
    [138, 88],
    [150, 95],
  ]);
  expect(changeText(readings)).toBe('比上次高 12');
  expect(changeText(readings.slice(1))).toBeNull();
  expect(heights(readings)).toEqual([25, 100]);
});
