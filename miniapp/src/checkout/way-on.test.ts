import { expect, test } from 'vitest';
import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import { orderProblem } from '@xinglin/shared/order/contract';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import { pricingProblem } from '@xinglin/shared/pricing/contract';
import { storeProblem } from '@xinglin/shared/store/contract';
import { wayOn } from './way-on.ts';

test.each([
  pricingProblem('PLAN_EXPIRED'),
  pricingProblem('PLAN_CHANGED'),
  inventoryProblem('OUT_OF_STOCK'),
  storeProblem('STORE_CLOSED'),
  storeProblem('LICENCE_ENDED'),
  storeProblem('PHARMACIST_AWAY'),
  storeProblem('FRIDGE_NOT_COLD'),
  storeProblem('DRUG_NOT_CARRIED'),
  orderProblem('ADDRESS_MOVED'),
])('after $code another comparison helps', ({ code }) => {
  expect(wayOn(code)).toBe('compare');
});

test.each([pricingProblem('PRESCRIPTION_NEEDED'), prescriptionProblem('PRESCRIPTION_DOES_NOT_COVER')])(
  'after $code the prescription is looked at',
  ({ code }) => {
    expect(wayOn(code)).toBe('prescription');
  },
);

test.each([problem('OFFLINE'), problem('INTERNAL'), problem('IDEMPOTENCY_IN_PROGRESS')])(
  'after $code nobody says that nothing was ordered',
  ({ code }) => {
    expect(wayOn(code)).toBe('again');
  },
);

test('any other refusal is read out', () => {
  expect(wayOn('INVALID_INPUT')).toBe('read');
});
