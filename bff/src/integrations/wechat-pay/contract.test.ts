import { describe, expect, it, vi } from 'vitest';
import { PaymentRefused } from '../../capabilities/payment/ports.ts';
import { newNo, order, paymentWorld, refundOf } from './testing.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });
const { sim, shop, pay, client, requestPayment, paidOrder } = await paymentWorld();

describe('paying', () => {
  it('goes from prepay to a callback we trust, and the query agrees', async () => {
    const placed = order();
    const { prepayId } = await pay.prepay(placed);
    expect(await pay.query(placed.paymentNo)).toMatchObject({ state: 'not_paid', totalFen: 3580 });
    expect(await requestPayment(await pay.clientParams(prepayId))).toBe('requestPayment:ok');

    const [notice] = await shop.about(placed.paymentNo);
    expect(notice).toMatchObject({ kind: 'paid', totalFen: 3580, openid: placed.openid });
    const status = await pay.query(placed.paymentNo);
    expect(status).toMatchObject({ state: 'paid', totalFen: 3580 });
    if (notice!.kind === 'paid')
      expect([status.transactionId, status.paidAt]).toEqual([notice!.transactionId, notice!.paidAt]);
  });

  it('answers the same prepay again with the same number, and refuses it with another amount', async () => {
    const placed = order();
    const first = await pay.prepay(placed);
    expect(await pay.prepay(placed)).toEqual(first);
    await expect(pay.prepay({ ...placed, totalFen: 1 })).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('knows nothing of a payment it never heard of', async () => {
    expect(await pay.query(newNo('P'))).toEqual({ state: 'unknown' });
  });

  it('refuses what no order may be', async () => {
    await expect(pay.prepay(order({ totalFen: 0 }))).rejects.toBeInstanceOf(PaymentRefused);
    await expect(pay.prepay(order({ paymentNo: '短' }))).rejects.toMatchObject({ code: 'PARAM_ERROR' });
  });

  it('is not started by parameters someone changed on the way to the cashier', async () => {
    const { prepayId } = await pay.prepay(order());
    const params = await pay.clientParams(prepayId);
    const other = await pay.prepay(order({ totalFen: 1 }));
    expect(await requestPayment({ ...params, package: `prepay_id=${other.prepayId}` })).toContain(
      '签名验证失败',
    );
  });

  it('brings one notice for each copy WeChat sends, all with one id', async () => {
    await sim.control('duplicateCallbacks?n=4');
    const { paymentNo } = await paidOrder();
    const notices = await shop.about(paymentNo, 5);
    await sim.control('duplicateCallbacks?n=0');
    expect(new Set(notices.map(({ noticeId }) => noticeId)).size).toBe(1);
  });

  it('is told again when our server was away, also when WeChat restarted in between', async () => {
    shop.failNext(1);
    const { paymentNo } = await paidOrder();
    await sim.restart();
    expect(await shop.about(paymentNo)).toHaveLength(1);
  });

  it('can be asked for when every callback was lost', async () => {
    await sim.control('loseCallbacks?n=1');
    const { paymentNo } = await paidOrder();
    expect(await pay.query(paymentNo)).toMatchObject({ state: 'paid' });
  });
});

describe('closing', () => {
  it('ends an order nobody paid, however often it is asked', async () => {
    const placed = order();
    const { prepayId } = await pay.prepay(placed);
    expect(await pay.close(placed.paymentNo)).toBe('closed');
    expect(await pay.close(placed.paymentNo)).toBe('closed');
    expect(await pay.query(placed.paymentNo)).toMatchObject({ state: 'closed' });
    expect(await requestPayment(await pay.clientParams(prepayId))).toContain('fail');
  });

  it('comes too late once the person paid', async () => {
    const { paymentNo } = await paidOrder();
    expect(await pay.close(paymentNo)).toBe('paid');
  });

  it('does not hide a payment that a slow bank settled afterwards', async () => {
    const placed = order();
    await pay.prepay(placed);
    await pay.close(placed.paymentNo);
    await sim.control(`pay?paymentNo=${placed.paymentNo}&late`);
    expect(await shop.about(placed.paymentNo)).toHaveLength(1);
    expect(await pay.query(placed.paymentNo)).toMatchObject({ state: 'paid' });
  });

  it('of an order WeChat never heard of is done', async () => {
    expect(await pay.close(newNo('P'))).toBe('closed');
  });
});

describe('refunding', () => {
  it('begins, ends, and says so', async () => {
    const placed = await paidOrder();
    const asked = refundOf(placed);
    expect(await pay.refund(asked)).toMatchObject({ state: 'processing' });
    const [notice] = await shop.about(asked.refundNo);
    expect(notice).toMatchObject({ kind: 'refund', state: 'succeeded' });
    expect(await pay.queryRefund(asked.refundNo, asked.paymentNo)).toMatchObject({ state: 'succeeded' });
    expect(await pay.query(placed.paymentNo)).toMatchObject({ state: 'refunded' });
  });

  it('is one refund when the connection breaks after WeChat accepted it, three times over', async () => {
    const asked = refundOf(await paidOrder());
    await sim.control('dropAfterCommit?n=3');
    await expect(pay.refund(asked)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const again = await pay.refund(asked);
    expect(await pay.refund(asked)).toEqual({
      ...again,
      state: expect.stringMatching(/processing|succeeded/),
    });
    const accepted = (await sim.ledger('refund.accepted')).filter(
      ({ refundNo }) => refundNo === asked.refundNo,
    );
    expect(accepted).toHaveLength(1);
  });

  it('never gives back more than was paid', async () => {
    const placed = await paidOrder();
    await pay.refund(refundOf(placed, 2000));
    await expect(pay.refund(refundOf(placed, 2000))).rejects.toBeInstanceOf(PaymentRefused);
    await expect(pay.refund({ ...refundOf(placed, 100), totalFen: 9999 })).rejects.toBeInstanceOf(
      PaymentRefused,
    );
    expect(await pay.refund(refundOf(placed, 1580))).toMatchObject({ state: 'processing' });
  });

  it('tells a refund the bank turned down', async () => {
    const asked = refundOf(await paidOrder());
    await sim.control('nextRefund?becomes=ABNORMAL');
    await pay.refund(asked);
    expect((await shop.about(asked.refundNo))[0]).toMatchObject({ state: 'abnormal' });
  });

  it('knows nothing of a refund it never heard of', async () => {
    expect(await pay.queryRefund(newNo('R'), newNo('P'))).toBeUndefined();
  });

  it('is refused before anything was paid', async () => {
    const placed = order();
    await pay.prepay(placed);
    await expect(pay.refund(refundOf(placed))).rejects.toBeInstanceOf(PaymentRefused);
  });
});

describe('an unwell platform', () => {
  it.each(['system_error', 'http500', 'reset', 'html502'])(
    'is asked again with the same words on %s',
    async (kind) => {
      await sim.control(`failNext?kind=${kind}`);
      const placed = order();
      await pay.prepay(placed);
      const prepaid = (await sim.ledger('prepaid')).filter(({ paymentNo }) => paymentNo === placed.paymentNo);
      expect(prepaid).toHaveLength(1);
    },
  );

  it('that slows us down is left for later', async () => {
    await sim.control('failNext?kind=busy');
    await expect(pay.prepay(order())).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});

it('our requests are refused when signed by another merchant key', async () => {
  const { wechatPay } = sim.credentials;
  const impostor = client({ merchantPrivateKey: wechatPay.platformPrivateKey });
  await expect(impostor.prepay(order())).rejects.toMatchObject({ code: 'SIGN_ERROR', status: 401 });
});

describe('the cashier of the web build', () => {
  const open = async (change: Record<string, string> = {}) => {
    const placed = order();
    const params = await pay.clientParams((await pay.prepay(placed)).prepayId);
    const back = 'http://127.0.0.1:5173/#/checkout/result?no=1';
    const query = new URLSearchParams({ ...params, return_url: back, ...change });
    return { placed, query, answer: await fetch(`${sim.baseUrl}/cashier?${query.toString()}`) };
  };

  it('shows what is paid for, takes the money once, and leads back', async () => {
    const { placed, query, answer } = await open();
    const page = await answer.text();
    for (const text of ['模拟收银台', '不会产生真实扣款', placed.description, '确认支付 ¥35.80', '取消'])
      expect(page).toContain(text);
    const confirm = () =>
      fetch(`${sim.baseUrl}/cashier`, { method: 'POST', body: query, redirect: 'manual' });
    const [first] = await Promise.all([confirm(), confirm()]);
    expect(first.headers.get('location')).toBe('http://127.0.0.1:5173/?pay=ok#/checkout/result?no=1');
    expect((await sim.ledger('paid')).filter(({ paymentNo }) => paymentNo === placed.paymentNo)).toHaveLength(
      1,
    );
    expect(await shop.about(placed.paymentNo)).toHaveLength(1);
  });

  it('opens for no one with a bad signature or a strange way back', async () => {
    expect((await open({ paySign: 'AAAA' })).answer.status).toBe(400);
    expect((await open({ return_url: 'https://evil.example/' })).answer.status).toBe(400);
  });
});
