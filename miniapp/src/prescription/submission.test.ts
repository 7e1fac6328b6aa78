import { expect, it } from 'vitest';
import { submitPrescription } from '@xinglin/shared/prescription/contract';
import { traceCodeFault, traceCodeOf } from './submission.ts';

it('reads a number typed with blanks, small letters or full-width characters', () => {
  expect(traceCodeOf(' rx2026 1122 0001 ')).toBe('RX202611220001');
  expect(traceCodeOf('ＲＸ２０２６１１２２０００１')).toBe('RX202611220001');
});

it('lets through exactly what the server takes', () => {
  for (const typed of [
    'RX202611220001',
    'RX20261122000',
    'RX123456789012345678',
    'RX1234567890123456789',
    '202611220001',
  ])
    expect(traceCodeFault(typed) === undefined, typed).toBe(
      submitPrescription.input.safeParse({ traceCode: traceCodeOf(typed), patientName: '林晓' }).success,
    );
});
