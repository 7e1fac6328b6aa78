/** What every payment gateway must keep, whoever stands behind it: one contract test for all of them. */
import { expect, it } from 'vitest';
import type { PaymentGateway } from '../../capabilities/payment/ports.ts';
import type { RunningSimulator } from '../testing.ts';
import { newNo, order, refundOf } from '../wechat-pay/testing.ts';

export type GatewayWorld = { sim: RunningSimulator; pay: PaymentGateway };

// One list of promises; splitting it would hide that it is one.
 
export function keepsTheGatewayContract({ sim, pay }: GatewayWorld): void {
  const paid = async () => {
    const placed = order();
    await pay.prepay(placed);
    expect(await sim.control(`pay?paymentNo=${placed.paymentNo}`)).toEqual({ outcome: 'paid' });
    return placed;
  };
  const happened = async (event: string, no: string) =>
    (await sim.ledger(event)).filter((entry) => Object.values(entry).includes(no));

  it('opens a cashier, answers the same again for the same request, and refuses another sum', async () => {
    const placed = order();
    const first = await pay.prepay(placed);
    expect(await pay.prepay(placed)).toEqual(first);
    await expect(pay.prepay({ ...placed, totalFen: 1 })).rejects.toMatchObject({ name: 'PaymentRefused' });
    expect(await pay.query(placed.paymentNo)).toMatchObject({ state: 'not_paid' });
    expect(Object.keys(await pay.clientParams(first.prepayId)).length).toBeGreaterThan(0);
  });

  it('says what was paid, how much and when', async () => {
    const { paymentNo } = await paid();
    const status = await pay.query(paymentNo);
    expect(status).toMatchObject({ state: 'paid', totalFen: 3_580 });
    expect(status.transactionId).toBeTruthy();
    expect(Math.abs(Date.parse(status.paidAt ?? '') - Date.now())).toBeLessThan(60_000);
  });

  it('knows nothing of what it never heard of', async () => {
    expect(await pay.query(newNo('P'))).toEqual({ state: 'unknown' });
    const { paymentNo } = await paid();
    expect(await pay.queryRefund(newNo('R'), paymentNo)).toBeUndefined();
  });

  it('closes what nobody paid, however often, and says when it is too late', async () => {
    const placed = order();
    await pay.prepay(placed);
    expect(await pay.close(placed.paymentNo)).toBe('closed');
    expect(await pay.close(placed.paymentNo)).toBe('closed');
    expect(await sim.control(`pay?paymentNo=${placed.paymentNo}`)).toEqual({ outcome: 'closed' });
    expect(await pay.close(newNo('P'))).toBe('closed');
    expect(await pay.close((await paid()).paymentNo)).toBe('paid');
  });

  it('does not hide a payment that settles after the close', async () => {
    const placed = order();
    await pay.prepay(placed);
    await pay.close(placed.paymentNo);
    await sim.control(`pay?paymentNo=${placed.paymentNo}&late`);
    expect(await pay.query(placed.paymentNo)).toMatchObject({ state: 'paid' });
  });

  it('refuses a prepay for what was paid', async () => {
    await expect(pay.prepay(await paid())).rejects.toMatchObject({ code: 'ORDER_PAID' });
  });

  it('is one refund when the connection breaks after it was accepted, three times over', async () => {
    const asked = refundOf(await paid(), 1_000);
    await sim.control('dropAfterCommit?n=3');
    await expect(pay.refund(asked)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const again = await pay.refund(asked);
    expect(['processing', 'succeeded']).toContain(again.state);
    expect(await happened('refund.accepted', asked.refundNo)).toHaveLength(1);
    expect((await pay.queryRefund(asked.refundNo, asked.paymentNo))?.state).toMatch(/processing|succeeded/);
  });

  it('never gives back more than was paid', async () => {
    const placed = await paid();
    await pay.refund(refundOf(placed, 2_000));
    await expect(pay.refund(refundOf(placed, 2_000))).rejects.toMatchObject({ name: 'PaymentRefused' });
  });

  it.each(['http500', 'reset', 'html502', 'system_error'])(
    'is asked again with the same words on %s',
    async (kind) => {
      const placed = order();
      await pay.prepay(placed);
      await sim.control(`failNext?kind=${kind}`);
      const known = await pay.query(placed.paymentNo).catch((error: { code: string }) => error.code);
      // A platform that answers in words cannot be asked again by the door; then we know nothing, and say so.
      if (known !== 'UPSTREAM_UNAVAILABLE') expect(known).toMatchObject({ state: 'not_paid' });
    },
  );

  it('believes no success that nobody signed', async () => {
    const placed = order();
    await pay.prepay(placed);
    await sim.control('failNext?n=3&kind=unsigned');
    await expect(pay.query(placed.paymentNo)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    await sim.control('reset');
  });
}
