import { beforeAll, describe, expect, it, vi } from 'vitest';
import { newNo, order, paymentWorld } from './testing.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });
const { sim, shop, pay, client, paidOrder } = await paymentWorld();

describe('a callback that is not what it says', () => {
  let paymentNo = '';
  beforeAll(async () => {
    ({ paymentNo } = await paidOrder());
    await shop.about(paymentNo);
  });
  const forge = (how: string) =>
    sim
      .control<{ answered: number }>(`forgeCallback?how=${how}&no=${paymentNo}`)
      .then(({ answered }) => answered);

  it('is told apart from a genuine one', async () => {
    expect(await forge('genuine')).toBe(204);
    expect(await shop.about(paymentNo, 2)).toHaveLength(2);
  });

  it.each([
    ['wrong_key', 'bad_signature'],
    ['tampered', 'bad_signature'],
    ['swapped_nonce', 'bad_signature'],
    ['signtest', 'bad_signature'],
    ['expired', 'outside_time_window'],
    ['future', 'outside_time_window'],
    ['unknown_serial', 'unknown_serial'],
    ['missing_header', 'missing_header'],
    ['wrong_api_key', 'unreadable'],
    ['foreign_mchid', 'foreign_merchant'],
    ['foreign_appid', 'foreign_merchant'],
    ['unknown_event', 'unsupported_event'],
  ])('R07: %s is refused as %s twenty times over and brings no notice', async (how, reason) => {
    const [before, known] = [shop.notices.length, shop.distrusted.length];
    for (let times = 0; times < 20; times += 1) expect(await forge(how)).toBe(400);
    expect(shop.distrusted.slice(known)).toEqual(Array.from({ length: 20 }, () => reason));
    expect(shop.notices).toHaveLength(before);
    process.stdout.write(`RELIABILITY R07 pass forgery=${how} times=20\n`);
  });

  it('is believed when it is an old one sent again within five minutes: the notice id tells', async () => {
    const known = new Set(shop.notices.map(({ noticeId }) => noticeId));
    await sim.control(`replayCallback?no=${paymentNo}`);
    expect(known).toContain(shop.notices.at(-1)!.noticeId);
  });
});

describe('the way callbacks come', () => {
  it('a probe of our signature check is refused, and the payment is told by the next try', async () => {
    await sim.control('probeCallbacks?n=1');
    const before = shop.distrusted.length;
    const { paymentNo } = await paidOrder();
    expect(await shop.about(paymentNo)).toHaveLength(1);
    expect(shop.distrusted.slice(before)).toEqual(['bad_signature']);
  });

  it('in the opposite order brings each of them, the last first', async () => {
    await sim.control('reorderCallbacks?n=3');
    const placed = [await paidOrder(), await paidOrder(), await paidOrder()];
    for (const { paymentNo } of placed) await shop.about(paymentNo);
    const told = shop.notices.slice(-3).map((notice) => (notice.kind === 'paid' ? notice.paymentNo : ''));
    expect(told).toEqual(placed.map(({ paymentNo }) => paymentNo).reverse());
  });

  it('is answered within five seconds also when the new certificate it is signed with cannot be fetched', async () => {
    const { paymentNo } = await paidOrder();
    await shop.about(paymentNo);
    await sim.control('rotateKey');
    try {
      await sim.control('failNext?n=3&kind=hang');
      // 0 would be no answer in time.
      const answer = await sim.control(`forgeCallback?how=genuine&no=${paymentNo}`);
      expect(answer).toEqual({ answered: 400 });
      expect(shop.distrusted.at(-1)).toBe('unknown_serial');
    } finally {
      await sim.control('restoreKey');
    }
  });
});

describe('an answer that is not what it says', () => {
  const unavailable = { code: 'UPSTREAM_UNAVAILABLE' };

  it('is no success when nobody signed it', async () => {
    await sim.control('failNext?n=3&kind=unsigned');
    await expect(pay.prepay(order())).rejects.toMatchObject(unavailable);
  });

  it('is not believed under a key we do not know', async () => {
    const { wechatPay } = sim.credentials;
    const stranger = client({ platformKeys: { PUB_KEY_ID_1: wechatPay.platformPublicKey } });
    await expect(stranger.query(newNo('P'))).rejects.toMatchObject(unavailable);
    const wrongKey = client({ platformKeys: { [wechatPay.platformSerial]: wechatPay.merchantPublicKey } });
    await expect(wrongKey.prepay(order())).rejects.toMatchObject(unavailable);
  });

  it('is not believed when our clock and theirs are six minutes apart', async () => {
    const late = client({ now: () => new Date(Date.now() + 360_000) });
    await expect(late.prepay(order())).rejects.toMatchObject(unavailable);
  });
});
