import { afterAll, describe, expect, it, vi } from 'vitest';
import { order, paymentWorld } from '../wechat-pay/testing.ts';
import { startSimulator } from '../testing.ts';
import { wechatClient } from './client.ts';
import { openidOf } from './openid.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });
// Two simulators over one folder, as on a machine that runs the product: WeChat knows what was paid at WeChat Pay.
const { sim: paySim, pay, paidOrder } = await paymentWorld();
const { credentialsFile, stateDir } = paySim;
const sim = await startSimulator('wechat', { credentialsFile, stateDir });
const { appId, appSecret } = sim.credentials.wechat;
const wechat = wechatClient({ baseUrl: sim.baseUrl, appId, appSecret });
afterAll(async () => {
  await wechat.disconnect();
  await sim.stop();
});

async function paid() {
  const { paymentNo } = await paidOrder();
  const { transactionId = '' } = await pay.query(paymentNo);
  return transactionId;
}
const report = (transactionId: string, change: object = {}) =>
  wechat.reportShipping({
    ...{ transactionId, openid: openidOf('anna'), logisticsType: 2, itemDesc: '药房订单 1' },
    at: new Date().toISOString(),
    ...change,
  });
const funds = (id: string) =>
  sim.look<{ funds: string }>(`funds?transaction_id=${id}`).then((it) => it.funds);
const uploads = async (id: string) =>
  (await sim.ledger('shipping.uploaded')).filter(({ transactionId }) => transactionId === id);

describe('shipping information', () => {
  it('frees the money of a payment, which is frozen until then', async () => {
    const id = await paid();
    expect(await funds(id)).toBe('frozen');
    await report(id);
    expect(await funds(id)).toBe('released');
    expect(await uploads(id)).toMatchObject([{ logisticsType: 2 }]);
  });

  it('is sent once, also when the answer got lost after WeChat took it', async () => {
    const id = await paid();
    await report(await paid());
    await sim.control('dropAfterCommit?n=1');
    await report(id).catch(() => undefined);
    await sim.control('reset');
    await report(id, { logisticsType: 4 });
    await report(id, { logisticsType: 4 });
    expect(await uploads(id)).toHaveLength(1);
  });

  it('of a payment WeChat does not know, or of another payer, is refused and frees nothing', async () => {
    await expect(report('4200000000000000000000000000')).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    });
    const id = await paid();
    await expect(report(id, { openid: openidOf('li') })).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    });
    expect(await funds(id)).toBe('frozen');
  });

  it('of an order nobody paid is refused', async () => {
    const { paymentNo } = order();
    await expect(report(paymentNo)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});
