/** The three walks in the built WeChat bundle: every phone is a host of test/weapp, the desk in the store is the API. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shanghaiTime } from '@xinglin/shared/kernel/time';
import { listTraceCodes } from '@xinglin/shared/inventory/contract';
import { getOrder } from '@xinglin/shared/order/contract';
import { getStoreParcel, pickParcel, sealParcel } from '@xinglin/shared/order/store-parcel';
import { freshProduct, staffPerson, until, wechatPerson, type Person } from '../../../bff/test/product.ts';
import { launch, type Host } from '../weapp/host.ts';

/** 徐家汇 (GCJ-02, as WeChat measures it). */
const AT_HOME = { longitude: 121.4372, latitude: 31.1949 };
const MOST_SET_DATA = 256 * 1024;
let product: Awaited<ReturnType<typeof freshProduct>>;
let known: Person;
let patient: Host;
const phones: Host[] = [];

beforeAll(async () => {
  product = await freshProduct();
  known = await wechatPerson(product, 'wx-demo-lin-xiao');
  patient = await phone('wx-demo-lin-xiao');
}, 300_000);
afterAll(async () => {
  for (const each of phones) each.close();
  await product?.stop();
});

const simulator = async (name: string, path: string, body: object) => {
  const answer = await fetch(`${product.controls[name]!.origin}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Record<string, string>;
};

/** A phone with WeChat, in the hand of one of the demo people, signed in for the work. */
async function phone(user: string, role?: 'rider' | 'pharmacist'): Promise<Host> {
  const host = await launch({
    origin: product.origin,
    login: async () => (await simulator('wechat', '/__client/login', { user }))['code']!,
    // The app passes no appId: WeChat knows which mini-program it is running.
    pay: async (params) => {
      const appId = product.environment['WECHAT_APP_ID'];
      await simulator('wechat-pay', '/__client/request-payment', { ...params, appId });
    },
    location: AT_HOME,
  });
  phones.push(host);
  await host.open(`/account/sign-in/index${role ? `?role=${role}` : ''}`);
  await host.tap('#agree');
  await host.tap('#wechat');
  await host.waitUntil('being signed in', () => !host.route().includes('sign-in'));
  return host;
}

const idOf = (host: Host, prefix: string): string | undefined => {
  const search = (node: ReturnType<Host['tree']>): string | undefined => {
    const id = node.attr?.['id'];
    if (typeof id === 'string' && id.startsWith(prefix)) return id;
    for (const child of node.children ?? []) {
      const found = typeof child === 'object' ? search(child) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  return search(host.tree());
};
async function tapFirst(host: Host, prefix: string) {
  await host.waitUntil(`#${prefix}…`, () => idOf(host, prefix) !== undefined);
  await host.tap(`#${idOf(host, prefix)!}`);
}

async function buy(): Promise<string> {
  await patient.tap('#choose-plan');
  await patient.input('#address-door', '肇嘉浜路 1 号楼 101 室');
  await patient.input('#address-name', '林晓');
  await patient.input('#address-phone', '19900000101');
  await patient.tap('#accept-no-return');
  await patient.tap('#place-order');
  await patient.waitForText('#pay');
  const { orderId } = patient.query();
  await patient.tap('#pay');
  await until(
    () => known.call(getOrder, { id: orderId! }),
    ({ status }) => status === 'paid',
  );
  await patient.waitForText('#pay-paid');
  return orderId!;
}

async function deliver(rider: Host, orderId: string, parcelId: string) {
  const parcelOf = async () =>
    (await known.call(getOrder, { id: orderId })).parcels.find(({ id }) => id === parcelId)!;
  const { deliveryId, parcelNo, storeName } = await until(parcelOf, (parcel) => parcel.deliveryId !== null);
  const clerk = await staffPerson(product, { store: storeName });
  const { lines } = await clerk.call(getStoreParcel, { id: parcelId });
  const picks = [];
  for (const line of lines)
    for (const { batchId, quantity, toScan } of line.picks) {
      const { codes } = await clerk.call(listTraceCodes, { id: batchId });
      picks.push({ lineId: line.id, batchId, quantity, codes: codes.slice(0, toScan) });
    }
  await clerk.call(pickParcel, { id: parcelId, picks });
  const sealNo = `XL-${parcelNo
    .slice(-6)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '0')}`;
  await clerk.call(sealParcel, { id: parcelId, sealNo });

  if (rider.route() !== 'rider/index') await rider.open('/rider/index');
  await rider.waitUntil('the desk', () => rider.has('#go-online') || rider.has('#go-offline'));
  if (rider.has('#go-online')) await rider.tap('#go-online');
  await rider.tap(`#accept-${deliveryId}`);
  await patient.open(`/journey/step4-live-tracking/index?orderId=${orderId}`);
  await patient.waitForText('说明书');
  await rider.waitUntil('the task', () => rider.has('#arrive') || rider.has(`#continue-${deliveryId}`));
  if (!rider.has('#arrive')) await rider.tap(`#continue-${deliveryId}`);
  await rider.tap('#arrive');
  await rider.input('#seal-no', sealNo);
  await rider.tap('#pick-up');
  await rider.waitForText('#receipt-code');
  rider.tell('LocationChange', { ...AT_HOME, accuracy: 8, speed: 4 });
  await patient.waitForText('#live-delivery');
  const { receiptCode } = await until(parcelOf, (parcel) => parcel.receiptCode !== null);
  await patient.waitForText('#receipt-code');
  await rider.input('#receipt-code', receiptCode!);
  await rider.tap('#deliver');
  await rider.waitForText('#delivered');
}

test('a sore throat, from the first word to the points', async () => {
  await patient.open('/journey/step6-health-record/index');
  await patient.tap('#agree-record');
  await patient.open('/journey/step1-symptom-check/index');
  await patient.input('#complaint', '嗓子疼、流鼻涕两天,低烧');
  await patient.tap('#start-check');
  await patient.waitUntil('the person or a question', () =>
    ['#age-years', '#skip', '#urgency'].some((id) => patient.has(id)),
  );
  if (patient.has('#age-years')) {
    await patient.input('#age-years', '31');
    await patient.tap('女');
    if (patient.has('都没有')) await patient.tap('都没有');
    await patient.tap('#send-check');
  }
  for (let i = 0; i < 15; i += 1) {
    await patient.waitUntil(
      'a question or the result',
      () => patient.has('#skip') || patient.has('#urgency'),
    );
    if (patient.has('#urgency')) break;
    const before = patient.text();
    await patient.tap('#skip');
    await patient.waitUntil('the next question', () => patient.text() !== before);
  }
  await patient.waitForText('#urgency');
  await patient.tap('#keep');
  await patient.tap('#see-stock');
  await patient.waitUntil('the place', () => patient.has('#use-location') || patient.has('#change-place'));
  if (patient.has('#use-location')) await patient.tap('#use-location');
  await patient.waitForText('有全部');
  await patient.tap('#compare');
  await patient.waitForText('#choose-plan');
  const orderId = await buy();

  const rider = await phone('wx-demo-rider-1', 'rider');
  const { parcels } = await known.call(getOrder, { id: orderId });
  for (const { id } of parcels) await deliver(rider, orderId, id);
  await until(
    () => known.call(getOrder, { id: orderId }),
    ({ status }) => status === 'completed',
  );

  await patient.open('/journey/step5-medication/index');
  await tapFirst(patient, 'confirm-');
  await patient.waitForText('#begin-plan');
  await patient.fire('#time-0', 'change', { value: shanghaiTime(new Date()) });
  await patient.tap('#begin-plan');
  await tapFirst(patient, 'take-');
  await tapFirst(patient, 'follow-up-');
  await patient.tap('好些了');
  await patient.tap('#send-follow-up');
  await patient.tap('#advice-read');
  await patient.open('/journey/step6-health-record/index');
  await patient.waitForText('用药回访');
  await patient.open('/journey/step7-rewards/index');
  await patient.waitForText('完成用药回访');
}, 240_000);

test('a prescription drug: withheld, approved on the phone, then paid', async () => {
  await patient.open('/home/index');
  await patient.open('/prescription/index');
  await patient.tap('#submit-prescription');
  await patient.tap('#way-trace-code');
  await patient.input('#trace-code', 'RX202611220001');
  await patient.tap('林晓（本人）');
  await patient.tap('#send-prescription');
  const pharmacist = await phone('wx-demo-pharmacist-1', 'pharmacist');
  await pharmacist.waitForRoute('pharmacist/index');
  await pharmacist.tap('#claim-next');
  await pharmacist.tap('#check-all');
  await pharmacist.input('#sign-proof', 'xinglin-demo-2026');
  await pharmacist.tap('#approve');
  await pharmacist.waitForText('#outcome');
  await patient.waitForText('#buy-on-prescription');
  await patient.tap('#buy-on-prescription');
  await patient.tap('#compare');
  await patient.waitForText('#choose-plan');
  await buy();
}, 180_000);

test('a red flag: 120, and no shop card anywhere', async () => {
  await patient.open('/home/index');
  await patient.open('/journey/step1-symptom-check/index');
  await patient.input('#complaint', '胸口压着疼、出冷汗');
  await patient.tap('#start-check');
  await patient.waitForText('#call-120');
  expect(patient.text()).not.toMatch(/加入清单|看附近哪里有货|¥/);
});

test('the bundle showed no error, knew every wx call, and set no screen over 256 KB', () => {
  for (const { log, biggestSetData } of phones) {
    expect({ errors: log.errors, missing: log.missing, wxml: log.wxml }).toEqual({
      errors: [],
      missing: [],
      wxml: [],
    });
    expect(biggestSetData()).toBeLessThan(MOST_SET_DATA);
  }
});
