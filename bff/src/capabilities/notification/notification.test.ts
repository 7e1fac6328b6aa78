import { beforeEach, describe, expect, it } from 'vitest';
import * as contract from '@xinglin/shared/notification/contract';
import { silentLive } from '../../kernel/live.ts';
import { publish } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { notification } from './index.ts';
import type { MessageOutcome, WechatMessage } from './ports.ts';

const db = testDatabase();
const live = silentLive();
const sent: WechatMessage[] = [];
let outcome: MessageOutcome = 'sent';
const templates = {
  dose_due: 'tmpl-dose',
  order_update: 'tmpl-order',
  follow_up_due: 'tmpl-follow',
  arrival: 'tpl-arrival',
};
const capability = notification({
  db,
  messenger: { send: async (message) => (sent.push(message), outcome) },
  openidOf: async (id) => `openid-${id}`,
  templates,
  tell: live.tell,
  now: () => new Date(),
});
const as = testServer(db, () => capability.routes);
const engine = testEngine(db, () => capability.reactions);
const patient = someone('patient');
const stranger = someone('patient');

const doseDue = (drugName = '布洛芬片') =>
  db.write((tx) =>
    publish(tx, {
      name: 'dose.due',
      subject: 'dose-1',
      data: { patientId: patient.id, drugName, amountText: '1 片' },
    }),
  );
const allow = (result: 'accept' | 'reject' = 'accept') =>
  as(patient)(contract.recordSubscription, { results: [{ templateId: 'tmpl-dose', result }] });
const credits = async () =>
  (await as(patient)(contract.getSubscriptions, {})).items.find(({ template }) => template === 'dose_due')!
    .credits;

beforeEach(() => {
  sent.length = 0;
  outcome = 'sent';
});

describe('a dose that falls due', () => {
  it('always stands in the inbox, is told live, and is nobody else’s', async () => {
    await doseDue();
    await engine.drain();
    const { items, unread } = await as(patient)(contract.listMessages, {});
    expect(items[0]).toMatchObject({
      title: '该服药了',
      body: expect.stringContaining('布洛芬片'),
      readAt: null,
    });
    expect(unread).toBe(1);
    expect(live.told).toContainEqual({
      audience: { person: patient.id },
      event: expect.objectContaining({ topic: 'inbox' }),
    });
    expect(sent).toEqual([]);
    expect((await as(stranger)(contract.listMessages, {})).total).toBe(0);
    await expect(as(stranger)(contract.readMessage, { id: items[0]!.id })).rejects.toMatchObject({
      status: 404,
    });
    await as(patient)(contract.readMessage, { id: items[0]!.id });
    expect((await as(patient)(contract.listMessages, {})).unread).toBe(0);
  });

  it('goes to WeChat once for each time the person allowed it, without the name of the drug', async () => {
    await allow();
    await doseDue();
    await doseDue();
    await engine.drain();
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(sent)).not.toContain('布洛芬');
    expect(await credits()).toBe(0);
  });

  it('stops asking WeChat when it says the credit is used up', async () => {
    await allow();
    await allow();
    outcome = 'no_credit';
    await doseDue();
    await engine.drain();
    expect(await credits()).toBe(0);
  });

  it('forgets the credits of a person who refuses', async () => {
    await allow();
    await allow('reject');
    expect(await credits()).toBe(0);
  });
});

it.each([
  ['parcel.delivered', '包裹已取走', { collected: true }],
  ['parcel.delivered', '包裹已送达', {}],
  ['parcel.cancelled', '有一个包裹不能发出', { reason: '药店原因取消' }],
  ['parcel.short', '药店缺货，请您选择'],
  ['parcel.ready', '包裹已备好，可以来取'],
  ['parcel.recalled', '重要：您收到的药品批号被召回'],
])(
  '%s is told with the parcel’s number, leads to the order, and names no drug',
  async (name, title, more = {}) => {
    const buyer = someone('patient');
    const parcel = { patientId: buyer.id, orderId: 'order-1', parcelNo: '26112900000001-1', storeId: 's' };
    const data = {
      ...parcel,
      orderNo: 'N',
      drugId: 'd',
      drugName: '布洛芬片',
      quantity: 1,
      shortageId: 'x',
      ...more,
    };
    await db.write((tx) => publish(tx, { name, subject: 'parcel-1', data }));
    await engine.drain();
    const [message] = (await as(buyer)(contract.listMessages, {})).items;
    expect(message).toMatchObject({ title, path: '/open/index?to=order&id=order-1' });
    expect(message!.body).toContain('26112900000001-1');
    expect(JSON.stringify(message)).not.toContain('布洛芬');
  },
);

it.each([
  ['order.cancelled', { reason: '超时未付款', refundFen: 0 }, ['订单已取消']],
  ['order.cancelled', { reason: '您取消了订单', refundFen: 100, byPatient: true }, []],
  ['parcel.cancelled', {}, []],
  ['order.shortage_refunded', { refundFen: 1_050 }, ['没有收到选择，缺货部分已退款']],
  ['order.after_sale_decided', { accepted: true, report: 'quality' }, ['售后已受理，正在退款']],
  ['order.after_sale_decided', { accepted: false, report: 'quality' }, ['药店回复了您的售后申请']],
  ['order.after_sale_decided', { accepted: true, report: 'recall' }, []],
])('%s with %j is told unless the person did it', async (name, more, titles) => {
  const buyer = someone('patient');
  const data = { patientId: buyer.id, orderId: 'order-1', orderNo: 'N', parcelNo: 'P', ...more };
  await db.write((tx) => publish(tx, { name, subject: 'order-1', data }));
  await engine.drain();
  const { items } = await as(buyer)(contract.listMessages, {});
  expect(items.map(({ title }) => title)).toEqual(titles);
});

it('who waits for a rider is asked what they want when it is time to ask, and told nothing before', async () => {
  const buyer = someone('patient');
  const data = { patientId: buyer.id, orderId: 'order-1', parcelId: 'p', storeId: 's' };
  const wait = async (round: number, ask: boolean) => {
    await db.write((tx) =>
      publish(tx, { name: 'delivery.no_rider', subject: 'd', data: { ...data, round, ask } }),
    );
    await engine.drain();
    return (await as(buyer)(contract.listMessages, {})).items;
  };
  expect(await wait(1, false)).toEqual([]);
  expect(await wait(2, true)).toMatchObject([
    { title: '暂时没有骑手接单', path: '/open/index?to=order&id=order-1' },
  ]);
});
