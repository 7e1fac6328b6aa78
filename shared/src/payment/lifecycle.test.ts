import { describe, expect, test } from 'vitest';
import { Role } from '../kernel/endpoint.ts';
import { next, unreachable, type Lifecycle } from '../kernel/lifecycle.ts';
import { paymentLifecycle, paymentMovers, refundLifecycle, refundMovers, type Mover } from './lifecycle.ts';

const EVERYBODY: Mover[] = [...Role.options, 'system'];
type Row = [from: string, event: string, to: string, ...by: Mover[]];

/** Money is moved by what the platform proved; a person decides only about what no machine may. */
const PAYMENT: Row[] = [
  ['pending', 'settle', 'paid', 'system', 'store_staff'],
  ['pending', 'close', 'closed', 'system'],
  ['pending', 'hold', 'held', 'system'],
  ['pending', 'find_returned', 'returned', 'system'],
  ['closed', 'settle', 'paid', 'system', 'store_staff'],
  ['closed', 'hold', 'held', 'system'],
  ['closed', 'find_returned', 'returned', 'system'],
  ['held', 'send_back', 'returned', 'compliance_officer'],
];
const REFUND: Row[] = [
  ['requested', 'accept', 'processing', 'system'],
  ['requested', 'succeed', 'succeeded', 'system'],
  ['requested', 'fail', 'abnormal', 'system'],
  ['requested', 'note_offline', 'succeeded', 'compliance_officer'],
  ['processing', 'succeed', 'succeeded', 'system'],
  ['processing', 'fail', 'abnormal', 'system'],
  ['abnormal', 'succeed', 'succeeded', 'system'],
  ['abnormal', 'retry', 'requested', 'compliance_officer'],
  ['abnormal', 'note_offline', 'succeeded', 'compliance_officer'],
];
type Movers = Record<string, readonly Mover[]>;
const tables: [string, Lifecycle<string, string>, Movers, string, Row[]][] = [
  ['a payment', paymentLifecycle, paymentMovers, 'pending', PAYMENT],
  ['a refund', refundLifecycle, refundMovers, 'requested', REFUND],
];

describe.each(tables)('%s', (_, lifecycle, movers, initial, rows) => {
  test('has no state that nothing leads to', () => {
    expect(unreachable(lifecycle, initial)).toEqual([]);
  });

  const pairs = Object.keys(lifecycle).flatMap((state) =>
    Object.keys(movers).map((event) => [state, event] as const),
  );
  test.each(pairs)('in %s, %s: leads where its table says, by whom it says, or nowhere', (state, event) => {
    const move = () => next(lifecycle, state, event);
    const row = rows.find(([from, what]) => from === state && what === event);
    if (!row) {
      expect(move).toThrow(expect.objectContaining({ code: 'ILLEGAL_TRANSITION' }));
      return;
    }
    const [, , to, ...by] = row;
    expect(move()).toBe(to);
    expect(EVERYBODY.filter((who) => movers[event]?.includes(who)).sort()).toEqual(by.sort());
  });
});
