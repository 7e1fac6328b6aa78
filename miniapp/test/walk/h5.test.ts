/** The three walks in Chromium: patient, store staff, rider and pharmacist, each at a browser of their own. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { shanghaiTime } from '@xinglin/shared/kernel/time';
import { getTracking } from '@xinglin/shared/delivery/contract';
import { getOrder } from '@xinglin/shared/order/contract';
import { freshProduct, totpOf, until, wechatPerson, type Person } from '../../../bff/test/product.ts';
import { openBrowser, Visitor } from './browser.ts';
import { scanBoxes } from './scan-boxes.ts';

/** 徐家汇, as a browser measures it (WGS-84). */
const AT_HOME = { lng: 121.4326, lat: 31.1969 };
let product: Awaited<ReturnType<typeof freshProduct>>;
let browser: Browser;
/** The same patient on the API, to know what the screens must show. */
let known: Person;
let patient: Visitor;
const visitors: Visitor[] = [];
const meet = <V extends Visitor>(visitor: V): V => {
  visitors.push(visitor);
  return visitor;
};

beforeAll(async () => {
  product = await freshProduct();
  browser = await openBrowser();
  known = await wechatPerson(product, 'wx-demo-lin-xiao');
  patient = meet(await Visitor.phone(browser, 'patient', AT_HOME));
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

// A walk that stops leaves pictures of where everybody stood.
afterEach(async ({ task }) => {
  const folder = process.env['WALK_PICTURES'];
  if (task.result?.state === 'fail' && folder)
    for (const visitor of visitors) await visitor.keepLastSight(folder);
});

const page = (route: string) => `${product.origin}/#${route}`;

/** From a chosen plan to a paid order: address, the simulated cashier, and back. Returns the order's id. */
async function buy(): Promise<string> {
  await patient.tap('choose-plan');
  await patient.type('address-door', '肇嘉浜路 1 号楼 101 室');
  await patient.type('address-name', '林晓');
  await patient.type('address-phone', '19900000101');
  await patient.look('checkout');
  await patient.tap('accept-no-return');
  await patient.tap('place-order');
  await patient.at('pay').waitFor();
  const orderId = /orderId=([\w-]{36})/.exec(patient.page.url())![1]!;
  await patient.tap('pay');
  await patient.page.getByRole('button', { name: /确认支付/ }).click();
  await patient.page.waitForURL((url) => url.href.startsWith(product.origin));
  await patient.at('pay-paid').waitFor();
  await patient.look('paid');
  return orderId;
}

type Bag = { id: string; parcelNo: string };

/** Store staff pick and seal at the admin panel; returns the seal number. */
async function pickAndSeal(storeName: string, { id: parcelId, parcelNo }: Bag): Promise<string> {
  const clerk = meet(await Visitor.desk(browser, 'clerk'));
  const login = product.staff.find(({ store }) => store === storeName)!;
  await clerk.open(`${product.origin}/admin/`);
  await clerk.type('account', login.username);
  await clerk.type('password', login.password);
  await clerk.type('totp', await totpOf(login));
  await clerk.look('sign-in');
  await clerk.tap('sign-in');
  await clerk.sees(parcelNo);
  await clerk.look('picking-desk');
  await clerk.tapText(parcelNo);
  await clerk.at('scan').waitFor();
  for (const box of await clerk.page.locator('[id^="pick-confirm-"]:visible').all()) await box.click();
  await scanBoxes(product, clerk, storeName, parcelId);
  await clerk.look('parcel');
  await clerk.tap('pick-done');
  const sealNo = `XL-${parcelNo
    .slice(-6)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '0')}`;
  await clerk.type('seal-no', sealNo);
  await clerk.tap('seal');
  await clerk.sees('已封签');
  await clerk.look('sealed');
  return sealNo;
}

test('a sore throat, from the first word to the points', async () => {
  await patient.open(page('/home/index'));
  await patient.sees('哪里不舒服？');
  await patient.look('home');
  await patient.signIn(product.origin, '林晓');

  // The record is kept only after its own consent.
  await patient.open(page('/journey/step6-health-record/index'));
  await patient.tap('agree-record');
  await patient.look('record-empty');

  await patient.open(page('/journey/step1-symptom-check/index'));
  await patient.type('complaint', '嗓子疼、流鼻涕两天,低烧');
  await patient.look('complaint');
  await patient.tap('start-check');
  await answerPerson();
  while (await skipQuestion());
  await patient.at('urgency').waitFor();
  await patient.look('result');
  await patient.tap('keep');
  await patient.tap('see-stock');

  await patient.at('compare').waitFor();
  if (await patient.at('use-location').isVisible()) await patient.tap('use-location');
  await patient.sees(/现货|待确认/);
  await patient.look('nearby');
  await patient.tap('compare');
  await patient.first('option-').waitFor();
  await patient.look('plans');
  // Another way to get it is another plan; the walk goes on with the first.
  await patient.tapText('到店自提');
  await patient.sees(/后可取/);
  await patient.look('plans-pickup');
  await patient.tapText('即时配送');
  await patient.sees(/约 .*送到/);
  const orderId = await buy();
  const { parcels } = await known.call(getOrder, { id: orderId });

  const rider = meet(await Visitor.phone(browser, 'rider', AT_HOME));
  await rider.signIn(product.origin, '马骏', 'rider');
  for (const parcel of parcels) await deliver(rider, orderId, parcel.id);
  await until(
    () => known.call(getOrder, { id: orderId }),
    ({ status }) => status === 'completed',
  );
  await patient.look('delivered');

  await takeAndFollowUp();
  await patient.open(page('/journey/step6-health-record/index'));
  for (const words of ['服药打卡', '用药回访']) await patient.sees(words);
  await patient.look('record');
  await patient.open(page('/journey/step7-rewards/index'));
  await patient.sees(/完成用药回访/);
  await patient.sees(/20/);
  await patient.look('rewards');
  await patient.open(page('/journey/step3-price-comparison/wallet/index'));
  await patient.sees('不用领取');
  await patient.look('wallet');
}, 300_000);

async function answerPerson() {
  await patient.page
    .locator('[id="age-years"]:visible, [id="urgency"]:visible, [id="skip"]:visible')
    .first()
    .waitFor();
  if (!(await patient.at('age-years').isVisible())) return;
  await patient.type('age-years', '31');
  await patient.tapText('女');
  if (await patient.page.getByText('怀孕').first().isVisible()) await patient.tapText('都没有');
  await patient.look('person');
  await patient.tap('send-check');
}

/** Skips the question on the screen; false when there is none any more. */
async function skipQuestion(): Promise<boolean> {
  const next = patient.page.locator('[id="urgency"]:visible, [id="skip"]:visible').first();
  await next.waitFor();
  if ((await next.getAttribute('id')) === 'urgency') return false;
  const before = await patient.page.locator('.page-shell:visible, body').first().innerText();
  await patient.tap('skip');
  await patient.page.waitForFunction((text) => document.body.innerText !== text, before).catch(() => {});
  return true;
}

async function deliver(rider: Visitor, orderId: string, parcelId: string) {
  const parcelOf = async () =>
    (await known.call(getOrder, { id: orderId })).parcels.find(({ id }) => id === parcelId)!;
  const { deliveryId, parcelNo, storeName } = await until(parcelOf, (parcel) => parcel.deliveryId !== null);
  const sealNo = await pickAndSeal(storeName, { id: parcelId, parcelNo });

  await rider.open(page('/rider/index'));
  const online = rider.page.locator('[id="go-online"]:visible, [id="go-offline"]:visible').first();
  await online.waitFor();
  if ((await online.getAttribute('id')) === 'go-online') await online.click();
  await rider.at(`accept-${deliveryId}`).waitFor();
  await rider.look('offers');
  await rider.tap(`accept-${deliveryId}`);
  await patient.open(page(`/journey/step4-live-tracking/index?orderId=${orderId}`));
  await patient.sees('说明书');
  await patient.look('tracking');

  if (!(await rider.at('arrive').isVisible())) await rider.tap(`continue-${deliveryId}`).catch(() => {});
  await rider.tap('arrive');
  await rider.type('seal-no', sealNo);
  await rider.look('seal');
  await rider.tap('pick-up');
  await rider.at('receipt-code').waitFor();
  // The rider's place reaches the patient, and moves when the rider does.
  const seen = async () => (await known.call(getTracking, { id: deliveryId! })).riderPoint;
  await rider.moveTo({ lng: AT_HOME.lng + 0.0002, lat: AT_HOME.lat });
  const before = await until(seen, (point) => point !== null);
  await rider.moveTo({ lng: AT_HOME.lng + 0.0004, lat: AT_HOME.lat });
  await until(seen, (point) => point!.lng !== before!.lng);
  await patient.at('live-delivery').waitFor();
  await patient.page.getByText('位置更新中').locator('visible=true').waitFor({ state: 'hidden' });
  await patient.at('receipt-code').waitFor();
  await patient.look('rider-on-the-map');
  const { receiptCode } = await until(parcelOf, (parcel) => parcel.receiptCode !== null);
  expect((await patient.at('receipt-code').innerText()).replace(/\s/g, '')).toContain(receiptCode!);
  await rider.type('receipt-code', receiptCode!);
  await rider.look('receipt-code');
  await rider.tap('deliver');
  await rider.at('delivered').waitFor();
}

async function takeAndFollowUp() {
  await patient.open(page('/journey/step5-medication/index'));
  await patient.first('confirm-').waitFor();
  await patient.look('proposal');
  await patient.first('confirm-').click();
  const begin = patient.at('begin-plan');
  await begin.waitFor();
  // The person moves the first dose to now, so that it falls due at once.
  await patient.page.evaluate(() => {});
  await setFirstTime(shanghaiTime(new Date()));
  await patient.look('confirm-plan');
  await begin.click();
  const take = patient.first('take-');
  await take.waitFor();
  await patient.look('dose-due');
  await take.click();
  await patient.sees('已服用');
  const followUp = patient.first('follow-up-');
  await followUp.click();
  await patient.tapText(/^好些了$/);
  await patient.tap('end-course');
  await patient.look('follow-up');
  await patient.tap('send-follow-up');
  await patient.at('advice-read').waitFor();
  await patient.look('advice');
  await patient.tap('advice-read');
}

/** Taro's time picker in the browser: opens on a tap, its columns are set through the component's own change event. */
async function setFirstTime(time: string) {
  const picker = patient.page.locator('taro-picker-core:visible, [id="time-0"]:visible').first();
  await picker.waitFor();
  await patient.page.evaluate((value) => {
    const box = document.querySelector('#time-0')!;
    const core = box.closest('taro-picker-core') ?? box.querySelector('taro-picker-core') ?? box;
    core.dispatchEvent(new CustomEvent('change', { detail: { value }, bubbles: true }));
  }, time);
}

test('a prescription drug: withheld, approved on the phone, then paid', async () => {
  await patient.open(page('/find/index'));
  await patient.type('find-words', '阿莫西林胶囊');
  await patient.sees('处方药须凭处方在药师指导下购买和使用');
  await patient.look('find-rx');
  await patient.open(page('/prescription/index'));
  await patient.tap('submit-prescription');
  await patient.tap('way-trace-code');
  await patient.type('trace-code', 'RX202611220001');
  await patient.tapText(/林晓（本人）/);
  await patient.look('submit-prescription');
  await patient.tap('send-prescription');
  await patient.sees(/等待药师审核|审核/);
  await patient.look('waiting');

  const pharmacist = meet(await Visitor.phone(browser, 'pharmacist', AT_HOME));
  await pharmacist.signIn(product.origin, pharmacistName(), 'pharmacist');
  await pharmacist.open(page('/pharmacist/index'));
  await pharmacist.at('claim-next').waitFor();
  await pharmacist.look('queue');
  await pharmacist.tap('claim-next');
  await pharmacist.at('check-all').waitFor();
  await pharmacist.look('review');
  const taps = await pharmacist.countTaps();
  await pharmacist.tap('check-all');
  await pharmacist.tap('sign-proof');
  await pharmacist.type('sign-proof', SIGNING_PASSWORD);
  await pharmacist.tap('approve');
  await pharmacist.at('outcome').waitFor();
  // A clean case: seven items, into the password, sign.
  expect(await taps()).toBe(3);

  await patient.at('buy-on-prescription').waitFor();
  await patient.look('approved');
  await patient.tap('buy-on-prescription');
  await patient.at('compare').waitFor();
  await patient.tap('compare');
  await patient.first('option-').waitFor();
  await buy();
}, 240_000);

/** Of every demo account, see `bff/src/cli/demo/people.ts`. */
const SIGNING_PASSWORD = 'xinglin-demo-2026';
const pharmacistName = () => '药师';

test('a red flag: 120, and no shop card anywhere', async () => {
  await patient.open(page('/journey/step1-symptom-check/index'));
  const again = patient.page.locator('[id="complaint"]:visible, [id="rewrite"]:visible').first();
  await again.waitFor();
  await patient.type('complaint', '胸口压着疼、出冷汗');
  // Works without a network once the page is there.
  await patient.page.context().setOffline(true);
  await patient.tap('start-check');
  await patient.at('call-120').waitFor();
  await patient.look('emergency');
  const words = await patient.page.locator('body').innerText();
  expect(words).not.toMatch(/加入清单|看附近哪里有货|¥/);
  await patient.page.context().setOffline(false);
}, 60_000);

test('the walks showed no error and no serious barrier', () => {
  expect(visitors.flatMap(({ faults }) => faults)).toEqual([]);
});
