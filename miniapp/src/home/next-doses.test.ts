import { expect, it } from 'vitest';
import type { DoseStatus } from '@xinglin/shared/medication/contract';
import { nextDoses } from './next-doses.ts';

const dose = (hour: string, status: DoseStatus) => ({ dueAt: `2026-11-22T${hour}:00:00.000Z`, status });

it('puts what is due now first and tells how many come later today', () => {
  const { due, later } = nextDoses([
    dose('12', 'planned'),
    dose('04', 'due'),
    dose('08', 'planned'),
    dose('01', 'due'),
  ]);
  expect(due.map(({ dueAt }) => dueAt.slice(11, 13))).toEqual(['01', '04']);
  expect(later).toMatchObject({ first: { dueAt: '2026-11-22T08:00:00.000Z' }, count: 2 });
});

it('says nothing about what was taken, skipped or missed', () => {
  expect(nextDoses([dose('01', 'taken'), dose('02', 'skipped'), dose('03', 'missed')])).toEqual({
    due: [],
    later: null,
  });
});

it('never fills the home page with doses', () => {
  expect(nextDoses(['01', '02', '03', '04', '05'].map((hour) => dose(hour, 'due'))).due).toHaveLength(3);
});
