import { describe, expect, test } from 'vitest';
import {
  MOST_LINES,
  countOf,
  emptyBasket,
  linesOf,
  ownedBy,
  withPrescription,
  withQuantity,
  without,
  type Basket,
  type BasketItem,
} from './basket-rules.ts';

const drug = (n: number, rest: Partial<BasketItem> = {}): Omit<BasketItem, 'quantity'> => ({
  drugId: `drug-${n}`,
  name: `药 ${n}`,
  spec: '0.5 g×12 片',
  picture: 'tablet',
  rx: false,
  most: 20,
  ...rest,
});
const basketOf = (...quantities: number[]): Basket => ({
  ...emptyBasket,
  items: quantities.map((quantity, n) => ({ ...drug(n), quantity })),
});
const written = (n: number, packs: number) => ({
  genericName: `处方药 ${n}`,
  strength: '5 mg',
  quantity: 28,
  unit: '片',
  dose: 1,
  timesPerDay: 1,
  timing: '早',
  days: 28,
  route: '口服',
  drugId: packs > 0 ? `rx-${n}` : null,
  packs,
  refusedFor: null,
});

describe('the shopping list', () => {
  test('says for each drug how many, as the plan wants to hear it', () => {
    const basket = withQuantity(basketOf(1), drug(0), 3)!;
    expect(linesOf(basket)).toEqual([{ drugId: 'drug-0', quantity: 3 }]);
    expect(countOf(basket)).toBe(3);
  });

  test('loses a drug when none of it is wanted any more', () => {
    expect(withQuantity(basketOf(1, 2), drug(0), 0)?.items.map(({ drugId }) => drugId)).toEqual(['drug-1']);
  });

  test('takes no more of a drug than a plan may hold', () => {
    expect(withQuantity(basketOf(1), drug(0), 50)?.items[0]?.quantity).toBe(20);
  });

  test('has no room for an eleventh drug, but for more of the tenth', () => {
    const full = basketOf(...Array.from({ length: MOST_LINES }, () => 1));
    expect(withQuantity(full, drug(99), 1)).toBeNull();
    expect(withQuantity(full, drug(9), 2)?.items[9]?.quantity).toBe(2);
  });
});

describe('prescription drugs', () => {
  test('come in with their prescription, as many packs as it covers and no more', () => {
    const basket = withPrescription(basketOf(1), { id: 'rx', items: [written(1, 2), written(2, 0)] });
    expect(basket.prescriptionId).toBe('rx');
    expect(linesOf(basket)).toEqual([
      { drugId: 'rx-1', quantity: 2 },
      { drugId: 'drug-0', quantity: 1 },
    ]);
    const { quantity: _, ...item } = basket.items[0]!;
    expect(withQuantity(basket, item, 5)?.items[0]?.quantity).toBe(2);
  });

  test('of an earlier prescription make room for those of the next', () => {
    const first = withPrescription(emptyBasket, { id: 'a', items: [written(1, 1)] });
    const second = withPrescription(first, { id: 'b', items: [written(2, 1)] });
    expect(second.prescriptionId).toBe('b');
    expect(second.items.map(({ drugId }) => drugId)).toEqual(['rx-2']);
  });

  test('never take the list over what a plan may hold', () => {
    const full = basketOf(...Array.from({ length: MOST_LINES }, () => 1));
    expect(withPrescription(full, { id: 'rx', items: [written(1, 1)] }).items).toHaveLength(MOST_LINES);
  });

  test('take the prescription with them when the last of them goes', () => {
    const basket = withPrescription(basketOf(1), { id: 'rx', items: [written(1, 1)] });
    expect(without(basket, ['rx-1'])).toMatchObject({ prescriptionId: null, items: [{ drugId: 'drug-0' }] });
    expect(without(basket, ['drug-0']).prescriptionId).toBe('rx');
  });
});

describe('on a phone that several people use', () => {
  test('what was chosen before signing in stays with the one who signs in', () => {
    expect(ownedBy(basketOf(1), 'wang')).toMatchObject({ owner: 'wang', items: [{ drugId: 'drug-0' }] });
  });

  test('the next person does not see the list of the one before', () => {
    expect(ownedBy({ ...basketOf(1), owner: 'wang' }, 'li')).toEqual({ ...emptyBasket, owner: 'li' });
  });

  test('signing out and in again keeps the list', () => {
    const mine = { ...basketOf(1), owner: 'wang' };
    expect(ownedBy(ownedBy(mine, null), 'wang')).toEqual(mine);
  });
});
