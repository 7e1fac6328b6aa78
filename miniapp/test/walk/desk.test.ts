/** The store's desk in Chromium, and the phone of who ordered: scans, a counter with a locked code, a complaint. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { searchDrugs } from '@xinglin/shared/catalogue/contract';
import { listTraceCodes } from '@xinglin/shared/inventory/contract';
import * as order from '@xinglin/shared/order/contract';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import { startPayment } from '@xinglin/shared/payment/contract';
import { makePlan, type FulfilmentMode } from '@xinglin/shared/pricing/contract';
import {
  freshProduct,
  staffPerson,
  totpOf,
  until,
  wechatPerson,
  type Person,
} from '../../../bff/test/product.ts';
import { openBrowser, Visitor } from './browser.ts';

/** At the doors of the demo stores with two clerks. */
const HOMES = [
  { lng: 121.438557, lat: 31.193829 },
  { lng: 121.439214, lat: 31.195867 },
  { lng: 121.439795, lat: 31.192408 },
  { lng: 121.437241, lat: 31.19068 },
  { lng: 121.435431, lat: 31.195257 },
  { lng: 121.43719, lat: 31.196258 },
];
const AT_HOME = { lng: 121.4326, lat: 31.1969 };
const DOOR = { text: '徐家汇某小区 1 号楼 101', contactName: '林晓', phone: '19900000101' };
const UNKNOWN = '99999999999999999999';
let product: Awaited<ReturnType<typeof freshProduct>>;
let browser: Browser;
let known: Person;
let patient: Visitor;
const visitors: Visitor[] = [];
const meet = (visitor: Visitor) => (visitors.push(visitor), visitor);

beforeAll(async () => {
  product = await freshProduct();
  browser = await openBrowser();
  known = await wechatPerson(product, 'wx-demo-lin-xiao');
  patient = meet(await Visitor.phone(browser, 'phone', AT_HOME));
  await patient.signIn(product.origin, '林晓');
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
afterEach(async ({ task }) => {
  const folder = process.env['WALK_PICTURES'];
  if (task.result?.state === 'fail' && folder) for (const each of visitors) await each.keepLastSight(folder);
});

/** Not every store has a second clerk: a medicine and a home nearby that one of them is the best offer for, now. */
async function offerNow(mode: FulfilmentMode) {
  const words = ['布洛芬', '对乙酰氨基酚', '感冒', '氯雷他定', '维生素'];
  const found = await Promise.all(words.map((q) => known.call(searchDrugs, { q })));
  const drugs = found.flatMap(({ items }) => items.filter(({ purchasable }) => purchasable).slice(0, 3));
  for (const { id: drugId } of drugs)
    for (const home of HOMES) {
      const lines = [{ drugId, quantity: 2 }];
      const plan = await known.call(makePlan, { lines, destination: home, mode }).catch(() => null);
      const option = plan?.options.find(
        ({ parcels }) => parcels.length === 1 && clerksOf(parcels[0]!.storeName).length > 1,
      );
      if (plan && option) return { home, planId: plan.id, optionKey: option.key };
    }
  throw new Error('no store with two clerks has the best offer for anything');
}

const clerksOf = (storeName: string) => product.staff.filter(({ store }) => store === storeName);

/** Two units, paid, of a store with two clerks. */
async function buy(mode: FulfilmentMode) {
  const { home, ...chosen } = await offerNow(mode);
  const address = { ...DOOR, point: home };
  const input = { ...chosen, address, acceptsNoReturn: true as const };
  const placed = await known.call(order.placeOrder, input);
  const { params } = await known.call(startPayment, { orderId: placed.id });
  const { prepayId: _, ...fields } = params!;
  const origin = product.controls['wechat-pay']!.origin;
  await fetch(`${origin}/__client/request-payment`, { method: 'POST', body: JSON.stringify(fields) });
  const look = () => known.call(order.getOrder, { id: placed.id });
  const paid = await until(look, ({ status }) => status === 'paid');
  return { ...paid.parcels[0]!, orderId: placed.id, look };
}
type Bought = Awaited<ReturnType<typeof buy>>;

/** Clerk number `which` of the store at the admin panel. */
async function atDesk(storeName: string, which = 0) {
  const clerk = meet(await Visitor.desk(browser, `desk-${which}`));
  const login = clerksOf(storeName)[which]!;
  await clerk.open(`${product.origin}/admin/`);
  await clerk.type('account', login.username);
  await clerk.type('password', login.password);
  await clerk.type('totp', await totpOf(login));
  await clerk.tap('sign-in');
  await clerk.sees('拣货台');
  return clerk;
}
const openParcel = async (clerk: Visitor, { id }: Bought) => {
  await clerk.open(`${product.origin}/admin/parcels/${id}`);
  await clerk.at('parcel-status').waitFor();
};
async function scan(clerk: Visitor, code: string) {
  await clerk.at('scan').fill(code);
  await clerk.at('scan').press('Enter');
}
const readers = new Map<string, Promise<Person>>();
/** The second clerk looks the codes up; the first one's are used at the panel. */
function reader(storeName: string): Promise<Person> {
  const known =
    readers.get(storeName) ?? staffPerson(product, { username: clerksOf(storeName)[1]!.username });
  readers.set(storeName, known);
  return known;
}
async function codesFor({ id, storeName }: Bought) {
  const api = await reader(storeName);
  const { lines } = await api.call(storeParcel.getStoreParcel, { id });
  const { batchId, toScan } = lines[0]!.picks[0]!;
  expect(toScan).toBe(2);
  return (await api.call(listTraceCodes, { id: batchId })).codes.slice(0, toScan);
}
async function pickAndSeal(clerk: Visitor, bought: Bought, sealNo: string) {
  await openParcel(clerk, bought);
  for (const [index, code] of (await codesFor(bought)).entries()) {
    await scan(clerk, code);
    await clerk.sees(`已扫 ${index + 1} / 2 盒`);
  }
  await clerk.tap('pick-done');
  await clerk.type('seal-no', sealNo);
  await clerk.tap('seal');
  await clerk.sees('已封签');
}
const onPhone = (orderId: string) =>
  patient.open(`${product.origin}/#/journey/step4-live-tracking/index?orderId=${orderId}`);

test('a box is scanned, a wrong one is refused, one scan is taken back, and the list and the label are printed', async () => {
  const bought = await buy('instant');
  const clerk = await atDesk(bought.storeName);
  await clerk.sees(bought.parcelNo);
  await clerk.look('picking-desk');
  await openParcel(clerk, bought);
  const [one, two] = await codesFor(bought);
  await scan(clerk, UNKNOWN);
  await clerk.sees('本店没有登记过这个追溯码');
  await clerk.look('refused');
  await scan(clerk, one!);
  await clerk.sees('已扫 1 / 2 盒');
  await scan(clerk, one!);
  await clerk.sees('这一盒已经扫过');
  await clerk.page.getByLabel(`撤销 ${one!}`).click();
  await clerk.sees('已扫 0 / 2 盒');
  expect(await clerk.at('pick-done').isDisabled()).toBe(true);
  for (const code of [one!, two!]) await scan(clerk, code);
  await clerk.sees('全部核对完毕');
  await clerk.look('scanned');
  await clerk.tap('pick-done');
  await clerk.type('seal-no', 'XL-DESK-01');
  await clerk.tap('seal');
  await clerk.sees('已封签');
  await clerk.look('sealed');
  await clerk.page.evaluate(() => (window.print = () => undefined));
  await clerk.page.emulateMedia({ media: 'print' });
  for (const name of ['list', 'label']) {
    await clerk.page.emulateMedia({ media: 'screen' });
    await clerk.page.getByRole('button', { name: name === 'list' ? '打印拣货单' : '打印面单' }).click();
    await clerk.page.emulateMedia({ media: 'print' });
    await clerk.look(`print-${name}`);
  }
  const label = await clerk.page.locator('.print-label').innerText();
  expect(label).toContain(bought.parcelNo);
  for (const { name } of bought.lines) expect(label).not.toContain(name);
}, 300_000);

test('at the counter three wrong codes lock it, a second clerk opens it, and the right one hands it over', async () => {
  const bought = await buy('pickup');
  const clerk = await atDesk(bought.storeName);
  await pickAndSeal(clerk, bought, 'XL-DESK-02');
  const { parcels } = await bought.look();
  const right = parcels[0]!.pickupCode!;
  await onPhone(bought.orderId);
  await patient.at('pickup-code').waitFor();
  await patient.look('pickup-code');
  const wrong = right === '000000' ? '111111' : '000000';
  for (let tries = 0; tries < 3; tries += 1) {
    await clerk.type('pickup-code', wrong);
    await clerk.tap('collect');
    await clerk.sees('取货码不正确');
    await clerk.page.waitForTimeout(300);
  }
  await openParcel(clerk, bought);
  await clerk.at('unlock').waitFor();
  await clerk.tap('unlock');
  await clerk.sees('需要由另一位店员解锁');
  await clerk.look('locked');
  const second = await atDesk(bought.storeName, 1);
  await openParcel(second, bought);
  await second.tap('unlock');
  await second.type('pickup-code', right);
  await second.look('unlocked');
  await second.tap('collect');
  await second.sees('已交给顾客');
  await second.look('collected');
  await until(bought.look, ({ status }) => status === 'completed');

  await onPhone(bought.orderId);
  await patient.tap('after-sale');
  await patient.tapText('包装破损、渗漏或污染');
  await patient.look('after-sale');
  await patient.tap('after-sale-send');
  await patient.sees('等待药店处理');
  await clerk.open(`${product.origin}/admin/after-sales`);
  await clerk.sees(bought.parcelNo);
  await clerk.look('after-sales');
  await clerk.page.getByRole('button', { name: /处理/ }).first().click();
  await clerk.look('decide');
  await clerk.page.locator('textarea:visible').fill('照片已核对，带回药品即可');
  await clerk.page
    .getByRole('button', { name: /受理并退款/ })
    .first()
    .click();
  await patient.sees(/已受理，退款中|已退款/);
  await patient.look('after-sale-decided');
}, 300_000);
