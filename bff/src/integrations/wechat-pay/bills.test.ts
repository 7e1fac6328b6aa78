import { describe, expect, it, vi } from 'vitest';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import type { Bill } from '../../capabilities/payment/ports.ts';
import { order, paymentWorld, refundOf } from './testing.ts';
import { fenOf, readTradeBill } from './trade-bill.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });
const { sim, shop, pay, client, paidOrder } = await paymentWorld();
const today = () => shanghaiDate(Date.now());
const linesOf = (bill: Bill) => (bill.state === 'ready' ? bill.lines : []);

describe('the bill of a day', () => {
  it('is fetched, unpacked, checked, and names every payment and refund in fen', async () => {
    const placed = await paidOrder();
    const asked = refundOf(placed, 1_000);
    await pay.refund(asked);
    await shop.about(asked.refundNo);
    const about = linesOf(await pay.tradeBill(today())).filter(
      ({ paymentNo }) => paymentNo === placed.paymentNo,
    );
    expect(about).toMatchObject([
      { kind: 'payment', amountFen: 3_580, feeFen: 21, state: 'SUCCESS', refundNo: null },
      { kind: 'refund', amountFen: 1_000, feeFen: -6, state: 'SUCCESS', refundNo: asked.refundNo },
    ]);
  });

  it('comes with what moved in the account itself: trades, fees, refunds, and money that went to the bank', async () => {
    const asked = refundOf(await paidOrder(), 1_000);
    await pay.refund(asked);
    await shop.about(asked.refundNo);
    const read = async () => {
      const flow = await pay.fundFlow(today());
      if (flow.state !== 'ready') throw new Error(flow.state);
      return flow;
    };
    const { lines, closingFen } = await read();
    expect(lines.slice(-4).map(({ kind, amountFen }) => [kind, amountFen])).toEqual([
      ['payment', 3_580],
      ['fee', -21],
      ['refund', -1_000],
      ['fee', 6],
    ]);
    await sim.control('moveFunds?fen=-2000');
    await sim.control(`moveFunds?fen=-30&name=${encodeURIComponent('技术服务扣款')}`);
    const after = await read();
    expect(after.lines.slice(-2)).toMatchObject([
      { kind: 'withdrawal', amountFen: -2_000 },
      { kind: 'other', amountFen: -30, name: '技术服务扣款' },
    ]);
    expect(after.closingFen).toBe(closingFen - 2_030);
    expect(await pay.fundFlow('2020-01-01')).toEqual({ state: 'none' });
  });

  it('is none where nothing was traded, and not ready while it is being made', async () => {
    expect(await pay.tradeBill('2020-01-01')).toEqual({ state: 'none' });
    await sim.control('billCreating?n=1');
    expect(await pay.tradeBill(today())).toEqual({ state: 'not_ready' });
  });

  it('is refused when one digit of the file is not what its ticket vouches for', async () => {
    await paidOrder();
    await sim.control('alterBill');
    await expect(pay.tradeBill(today())).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('is fetched once more when the connection breaks', async () => {
    await paidOrder();
    await sim.control('failNext?n=1&kind=reset');
    expect(linesOf(await pay.tradeBill(today())).length).toBeGreaterThan(0);
  });

  it('carries the faults somebody planted', async () => {
    for (let times = 0; times < 6; times += 1) await paidOrder();
    const before = linesOf(await pay.tradeBill(today()));
    const kinds = ['duplicate', 'fee', 'amount', 'state', 'missing', 'extra'];
    for (const kind of kinds) await sim.control(`billFault?kind=${kind}`);
    const after = linesOf(await pay.tradeBill(today()));
    const of = (lines: typeof after, index: number) =>
      lines.filter(({ paymentNo }) => paymentNo === before[index]!.paymentNo);
    expect(of(after, 0)).toHaveLength(of(before, 0).length + 1);
    expect(of(after, 1)[0]!.feeFen).toBe(before[1]!.feeFen + 1);
    expect(of(after, 2)[0]!.amountFen).toBe(before[2]!.amountFen + 100);
    expect(of(after, 3)[0]!.state).toBe('REVOKED');
    expect(of(after, 4)).toEqual([]);
    const known = new Set(before.map(({ paymentNo }) => paymentNo));
    expect(after.filter(({ paymentNo }) => !known.has(paymentNo))).toHaveLength(1);
  });
});

describe('reading a bill', () => {
  const header = '微信订单号,商户订单号,交易状态,商户退款单号,退款状态,商品名称,手续费,订单金额,申请退款金额';
  const line = '`42,`P1,`SUCCESS,`0,`,`一,二件,`0.02,`3.10,`0.00';
  const bill = (count: number, fee = '0.02') =>
    `\uFEFF${header}\r\n${line}\r\n总交易单数,手续费总金额\r\n\`${count},\`${fee}\r\n`;

  it('takes amounts as text, never as a fraction', () => {
    expect(['0.01', '0.29', '1.1', '19.99', '-0.30', '1234567.89', '0.29000'].map(fenOf)).toEqual([
      1, 29, 110, 1_999, -30, 123_456_789, 29,
    ]);
    for (const wrong of ['', '1,2', '1e3', '0.005', 'NaN']) expect(() => fenOf(wrong)).toThrow();
  });

  it('is not confused by a comma in a name, and refuses a bill that is not whole', () => {
    expect(readTradeBill(bill(1))).toMatchObject([{ paymentNo: 'P1', amountFen: 310, feeFen: 2 }]);
    expect(() => readTradeBill(bill(2))).toThrow('says 2');
    expect(() => readTradeBill(bill(1, '0.03'))).toThrow('add up');
    expect(() => readTradeBill(bill(1).replace('手续费,', '费,'))).toThrow('手续费');
    expect(() => readTradeBill(`${header}\r\n${line}`)).toThrow('totals');
  });
});

describe('while the platform moves between public key and certificates', () => {
  it('a certificate it rotates to is learned from an answer signed by a key known already', async () => {
    const placed = order();
    await pay.prepay(placed);
    const { serial } = await sim.control<{ serial: string }>('rotateKey');
    try {
      // The answer is signed with a serial never seen; the client asks for the certificate and believes it then.
      expect(await pay.query(placed.paymentNo)).toMatchObject({ state: 'not_paid' });
      expect(await pay.refreshCertificates()).toEqual([serial]);
      const { paymentNo } = await paidOrder();
      expect(await shop.about(paymentNo)).toHaveLength(1);
    } finally {
      await sim.control('restoreKey');
    }
    expect(await pay.query(placed.paymentNo)).toMatchObject({ state: 'not_paid' });
  });

  it('a certificate sealed with another key than ours is not believed', async () => {
    await sim.control('rotateKey');
    const other = client({ apiV3Key: '0123456789abcdef0123456789abcdef' });
    try {
      await expect(other.query('P00000001')).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
      await expect(other.refreshCertificates()).rejects.toThrow();
    } finally {
      await sim.control('restoreKey');
    }
  });
});
