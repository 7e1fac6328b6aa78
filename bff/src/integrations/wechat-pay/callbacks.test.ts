import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@xinglin/shared/kernel/time';
import { callbackDesk } from './callbacks.ts';
import { wechatPayState } from './simulated-state.ts';
import { order, paymentWorld, refundOf } from './testing.ts';

const { sim, shop, pay, requestPayment } = await paymentWorld();

describe('callbacks of the simulated platform', () => {
  it('come again on the real schedule, fifteen times in a day and four minutes, and made faster by the factor', async () => {
    const pauses: number[] = [];
    let ended = () => {};
    const over = new Promise<void>((done) => (ended = done));
    const state = wechatPayState();
    const desk = callbackDesk(
      {
        state,
        save: () => {},
        // Nobody listens where it posts to: every try fails.
        record: (_: string, { attempt }: { attempt?: number } = {}) => void (attempt === 16 && ended()),
      },
      () => sim.credentials.wechatPay,
      {
        factor: 100,
        wait: (ms, work) => {
          if (ms > 0) pauses.push(ms);
          work();
        },
      },
    );
    const notice = { event: 'TRANSACTION.SUCCESS', original: 'transaction', summary: '', plain: {} };
    desk.post('http://127.0.0.1:1/', notice);
    await over;
    expect(pauses).toHaveLength(15);
    const sum = pauses.reduce((total, ms) => total + ms, 0) * 100;
    expect(Math.abs(sum - (24 * HOUR_MS + 4 * MINUTE_MS))).toBeLessThan(MINUTE_MS);
  });

  it('can come in the wrong order: of a payment and its refund the refund first', async () => {
    await sim.control('reorderCallbacks?n=2');
    const placed = order();
    await requestPayment(await pay.clientParams((await pay.prepay(placed)).prepayId));
    const asked = refundOf(placed);
    await pay.refund(asked);
    await shop.about(placed.paymentNo);
    await shop.about(asked.refundNo);
    expect(shop.notices.map(({ kind }) => kind)).toEqual(['refund', 'paid']);
  });
});
