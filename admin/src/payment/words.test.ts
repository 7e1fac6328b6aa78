import { expect, test } from 'vitest';
import { BillClass, CaseKind, Resolution } from '@xinglin/shared/payment/desk';
import { caseText, classText, moneyText, resolutionText } from './words.ts';

test('every kind of case, class of line and way to work it off has its words', () => {
  expect(Object.keys(caseText).sort()).toEqual([...CaseKind.options].sort());
  expect(Object.keys(classText).sort()).toEqual([...BillClass.options].sort());
  expect(Object.keys(resolutionText).sort()).toEqual([...Resolution.options].sort());
});

test('an amount below zero keeps its sign', () => {
  expect([moneyText(4_580), moneyText(-30), moneyText(0), moneyText(null)]).toEqual([
    '¥45.80',
    '-¥0.30',
    '¥0.00',
    '—',
  ]);
});
