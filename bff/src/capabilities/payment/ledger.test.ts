import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { publish } from '../../kernel/outbox.ts';
import { testDatabase } from '../../kernel/testing.ts';
import type { RefundRequested } from './events.ts';
import { accountBalances, book } from './ledger.ts';
import { ledgerTable } from './ledger-store.ts';
import { paymentTable, refundTable } from './store.ts';
import { balances, paymentWorld } from './testing.ts';

vi.setConfig({ testTimeout: 120_000 });
const db = testDatabase();
const { deps, bank, engine, callback, cashier } = paymentWorld(db);

test('a booking that does not add up is not entered', async () => {
  const crooked = db.write((tx) => book(deps, tx, 'crooked', '', [{ account: 'fees', amountFen: 1 }]));
  await expect(crooked).rejects.toThrow('off by 1 fen');
  expect(await db.read.countBy(ledgerTable, { booking: 'crooked' })).toBe(0);
});

const step = fc.oneof(
  fc.record({ do: fc.constant('pay' as const), other: fc.boolean() }),
  fc.record({ do: fc.constant('refund' as const), fen: fc.integer({ min: 1, max: 3_000 }) }),
  fc.record({
    do: fc.constant('settle' as const),
    state: fc.constantFrom('succeeded' as const, 'abnormal' as const),
  }),
);

test('whatever happens to an order, all bookings add up to zero and never more goes back than came in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4_000 }),
      fc.array(step, { maxLength: 8 }),
      async (total, steps) => {
        const { orderId, patient, paymentNo, paymentId } = await cashier(total);
        for (const [index, each] of steps.entries()) {
          if (each.do === 'pay')
            await callback(bank.pay(paymentNo, each.other ? { totalFen: total + 1 } : {}));
          if (each.do === 'refund') {
            const data = {
              patientId: patient.id,
              refundFen: each.fen,
              reason: '退',
              refundKey: `${orderId}:${index}`,
            };
            const event: RefundRequested = { name: 'refund.requested', subject: orderId, data };
            await db.write((tx) => publish(tx, event));
          }
          if (each.do === 'settle')
            for (const { refundNo } of await db.read.findBy(refundTable, { orderId, status: 'processing' }))
              await callback(bank.settleRefund(refundNo, each.state));
          await engine.drain();
        }
        const row = await db.read.findOneByOrFail(paymentTable, { id: paymentId });
        const back = (await db.read.findBy(refundTable, { paymentId })).reduce(
          (sum, it) => sum + it.refundFen,
          0,
        );
        expect(back).toBeLessThanOrEqual(row.status === 'paid' ? total : 0);
        await balances(db, paymentId);
      },
    ),
    { numRuns: 40 },
  );
  const accounts = await accountBalances(db.read);
  expect(accounts.reduce((sum, { balanceFen }) => sum + balanceFen, 0)).toBe(0);
  expect(Object.fromEntries(accounts.map(({ account, balanceFen }) => [account, balanceFen]))).toEqual(
    await balances(db),
  );
});
