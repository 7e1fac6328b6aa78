import { beforeEach, describe, expect, it } from 'vitest';
import { atShanghai } from '@xinglin/shared/kernel/time';
import { unreachable } from '@xinglin/shared/kernel/lifecycle';
import { listCoupons, makePlan } from '@xinglin/shared/pricing/contract';
import * as desk from '@xinglin/shared/pricing/desk';
import { couponLifecycle, reportLifecycle } from '@xinglin/shared/pricing/lifecycle';
import * as reports from '@xinglin/shared/pricing/reports';
import type { Actor } from '../../kernel/actor.ts';
import { auditTable } from '../../kernel/audit.ts';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { reportMessageTable } from './report-store.ts';
import { here, pricingWorld, someDrug, someStore } from './testing.ts';

const db = testDatabase();
const world = pricingWorld(db);
const { city, they } = world;
const as = testServer(db, () => they.routes);
const patient = someone('patient');
const [a, banned] = [someDrug('A'), someDrug('X', { prohibitedOnline: true })];
let staff: Actor;
let stranger: Actor;
const noted = async (subject: string) =>
  (await db.read.find(auditTable, { where: { subject }, order: { id: 'ASC' } })).map(({ action }) => action);

beforeEach(async () => {
  await world.clear([a, banned]);
  const own = await world.open(someStore('S1'), 500, { A: 1000 });
  const other = await world.open(someStore('S2'), 900, { A: 2000 });
  [staff, stranger] = [someone('store_staff', own.id), someone('store_staff', other.id)];
  world.at('2026-11-22', '12:01');
});

it('no state of a coupon or a report is out of reach', () => {
  expect(unreachable(couponLifecycle, 'draft')).toEqual([]);
  expect(unreachable(reportLifecycle, 'open')).toEqual([]);
});

describe('the price list', () => {
  const list = async (who = staff) => (await as(who)(desk.listStorePrices, { page: 1, pageSize: 20 })).items;
  const set = (priceFen: number, more: { validFrom?: string; confirmedFen?: number; drugId?: string } = {}) =>
    as(staff)(desk.setStorePrice, { drugId: a.id, priceFen, ...more });
  const price = async () => (await list())[0]!.priceFen;

  it('is that of the own store; a new price is a new row and is noted', async () => {
    await set(900);
    expect(await list()).toMatchObject([{ name: '药A', priceFen: 900, wasPriceFen: 1000, next: null }]);
    expect(await list(stranger)).toMatchObject([{ priceFen: 2000 }]);
    const { rows, base } = await as(staff)(desk.getPriceHistory, { drugId: a.id });
    expect(rows.map(({ priceFen, state }) => [priceFen, state])).toEqual([
      [900, 'now'],
      [1000, 'past'],
    ]);
    expect(base).toEqual({ fen: 1000, from: 'history' });
    expect(await noted(rows[0]!.id)).toEqual(['price.set']);
  });

  it('takes a price for a moment to come, which holds by time alone, and can be taken back before', async () => {
    const validFrom = atShanghai('2026-12-01', '00:00');
    expect(await set(1100, { validFrom })).toMatchObject({
      priceFen: 1000,
      next: { priceFen: 1100, validFrom },
    });
    world.at('2026-11-30', '23:59');
    expect(await price()).toBe(1000);
    world.at('2026-12-01', '00:00');
    expect(await price()).toBe(1100);

    await set(1200, { validFrom: atShanghai('2026-12-05', '00:00') });
    const { rows } = await as(staff)(desk.getPriceHistory, { drugId: a.id });
    const planned = { drugId: a.id, offerId: rows[0]!.id };
    expect(await as(staff)(desk.withdrawStorePrice, planned)).toMatchObject({ next: null });
    world.at('2026-12-06', '00:00');
    expect(await price()).toBe(1100);
    await expect(as(staff)(desk.withdrawStorePrice, planned)).rejects.toMatchObject({
      code: 'PRICE_NOT_FOUND',
    });
    await expect(
      as(staff)(desk.withdrawStorePrice, { drugId: a.id, offerId: rows[1]!.id }),
    ).rejects.toMatchObject({ code: 'PRICE_TIME_PAST' });
  });

  it('asks twice for a jump of more than 30 %, up or down', async () => {
    await expect(set(1301)).rejects.toMatchObject({
      code: 'PRICE_JUMP',
      extra: { fromFen: 1000, percent: 30 },
    });
    await expect(set(699, { confirmedFen: 1 })).rejects.toMatchObject({ code: 'PRICE_JUMP' });
    await set(1300);
    await set(100, { confirmedFen: 100 });
    expect(await price()).toBe(100);
  });

  it('refuses what lies in the past and what may not be sold online', async () => {
    await expect(set(900, { validFrom: atShanghai('2026-11-22', '12:00') })).rejects.toMatchObject({
      code: 'PRICE_TIME_PAST',
    });
    await expect(set(900, { drugId: banned.id })).rejects.toMatchObject({ code: 'DRUG_PROHIBITED_ONLINE' });
  });

  it('does not let an import rewrite the past', async () => {
    const report = await world.offers(['S1,,A,1500,2026-11-15,']);
    expect(report).toMatchObject({ written: false, faults: [{ column: 'valid_from' }] });
  });

  it('keeps one of two prices set at the same time, and the history whole', async () => {
    await Promise.allSettled([set(900), set(950), set(980)]);
    const { rows } = await as(staff)(desk.getPriceHistory, { drugId: a.id });
    expect(rows.filter(({ state }) => state === 'now')).toHaveLength(1);
    expect(rows.at(-1)).toMatchObject({ priceFen: 1000, state: 'past' });
  });
});

describe('a coupon of the store', () => {
  const terms = { thresholdFen: 2000, offFen: 300, percentOff: null, capFen: null, perPerson: 1 };
  const paper = {
    code: 'SAVE3',
    title: '满20减3',
    stackable: true,
    validFrom: '2026-11-20',
    validUntil: '2026-12-31',
  };
  const create = (more = {}) => as(staff)(desk.createStoreCoupon, { ...paper, ...terms, ...more });
  const off = async () => {
    const { options } = await as(patient)(makePlan, {
      lines: [{ drugId: a.id, quantity: 3 }],
      destination: here,
    });
    return options[0]!.parcels[0]!.couponOffFen;
  };

  it('counts when it was started and no more when it was stopped; each step is noted', async () => {
    const { id } = await create();
    expect(await off()).toBe(0);
    expect(await as(staff)(desk.startStoreCoupon, { id })).toMatchObject({ state: 'running' });
    expect(await off()).toBe(300);
    expect(await as(staff)(desk.stopStoreCoupon, { id })).toMatchObject({ state: 'stopped' });
    expect(await off()).toBe(0);
    await expect(as(staff)(desk.stopStoreCoupon, { id })).rejects.toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
    expect(await noted(id)).toEqual(['coupon.create', 'coupon.start', 'coupon.stop']);
  });

  it('is started by nobody else, has a code of its own, and no start after its last day', async () => {
    const { id } = await create();
    await expect(as(stranger)(desk.startStoreCoupon, { id })).rejects.toMatchObject({ status: 404 });
    await expect(create()).rejects.toMatchObject({ code: 'COUPON_CODE_TAKEN' });
    world.at('2027-01-01', '08:00');
    await expect(as(staff)(desk.startStoreCoupon, { id })).rejects.toMatchObject({ code: 'COUPON_OVER' });
  });

  it('takes money off and nothing else: gifts and buy-one-get-one cannot be written', async () => {
    await expect(create({ giftDrugId: a.id })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(create({ percentOff: 10 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(create({ capFen: 100 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('is previewed over real orders: who qualifies, what it costs, and honestly nothing where nothing was sold', async () => {
    const preview = () => as(staff)(desk.previewStoreCoupon, terms);
    expect(await preview()).toMatchObject({ days: 30, orders: 0, qualifying: 0, costFen: 0 });
    const sale = (buyer: string, goodsFen: number, hasRx = false) =>
      city.sales.push({ storeId: staff.storeId!, buyer, goodsFen, hasRx });
    sale('a', 2000);
    sale('a', 9000);
    sale('b', 1999);
    sale('c', 5000, true);
    sale('d', 3000);
    city.sales.push({ storeId: stranger.storeId!, buyer: 'e', goodsFen: 9000, hasRx: false });
    expect(await preview()).toEqual({
      ...{ days: 30, orders: 5, withRx: 1, qualifying: 2, people: 2, costFen: 600, goodsFen: 5000 },
    });
  });

  it('stands in the wallet with the reason why it cannot be used', async () => {
    const state = async () => {
      const { items } = await as(patient)(listCoupons, {});
      return items.map(({ code, state: at, reason }) => [code, at, reason]);
    };
    const { id } = await create({ validFrom: '2026-11-25', validUntil: '2026-11-26' });
    expect(await state()).toEqual([]);
    await as(staff)(desk.startStoreCoupon, { id });
    expect(await state()).toEqual([['SAVE3', 'waiting', '还没到时间，11月25日起可以用']]);
    world.at('2026-11-25', '00:00');
    expect(await state()).toEqual([['SAVE3', 'usable', null]]);
    world.at('2026-11-27', '00:00');
    expect(await state()).toEqual([['SAVE3', 'expired', '11月26日已过期']]);
    world.at('2026-11-26', '12:00');
    await db.write((tx) => they.useCoupons(tx, { patientId: patient.id, orderId: id, codes: ['SAVE3'] }));
    expect(await state()).toEqual([['SAVE3', 'used', '您已经用过了']]);
  });
});

describe('a wrong price', () => {
  const report = async () => {
    const { id, options } = await as(patient)(makePlan, {
      ...{ lines: [{ drugId: a.id, quantity: 1 }], destination: here },
    });
    const { storeId } = options[0]!.parcels[0]!;
    return as(patient)(reports.reportPrice, {
      ...{ planId: id, optionKey: 'o1', storeId, drugId: a.id, seenFen: 800, text: '货架上写的是 8 元' },
    });
  };

  it('becomes a thread: the store answers, the patient is told and may go on', async () => {
    const { id } = await report();
    const inbox = () => as(staff)(reports.listStorePriceReports, { page: 1, pageSize: 20, state: 'open' });
    expect((await inbox()).items).toMatchObject([{ id, drugName: '药A 0.5g', shownFen: 1000, seenFen: 800 }]);
    expect(JSON.stringify(await inbox())).not.toContain(patient.id);
    await as(staff)(reports.answerPriceReport, { id, text: '谢谢，标签写错了，马上改。' });
    expect(await as(patient)(reports.getPriceReport, { id })).toMatchObject({
      state: 'answered',
      messages: [{ author: 'patient' }, { author: 'store', text: '谢谢，标签写错了，马上改。' }],
    });
    const [event] = await db.read.findBy(outboxTable, { name: 'price_report.answered', subject: id });
    expect(event).toMatchObject({ data: { patientId: patient.id } });
    expect((await inbox()).total).toBe(0);
    await as(patient)(reports.askAboutPriceReport, { id, text: '那这一单呢？' });
    expect((await inbox()).total).toBe(1);
    const stored = JSON.stringify(await db.read.findBy(reportMessageTable, { reportId: id }));
    for (const words of ['货架', '标签', '这一单']) expect(stored).not.toContain(words);
  });

  it('is nothing to other stores and other patients', async () => {
    const { id } = await report();
    await expect(as(stranger)(reports.answerPriceReport, { id, text: '不是我们' })).rejects.toMatchObject({
      status: 404,
    });
    await expect(as(someone('patient'))(reports.getPriceReport, { id })).rejects.toMatchObject({
      status: 404,
    });
    expect((await as(stranger)(reports.listStorePriceReports, { page: 1, pageSize: 20 })).total).toBe(0);
  });

  it('names a price that was really shown', async () => {
    const { id } = await as(patient)(makePlan, { lines: [{ drugId: a.id, quantity: 1 }], destination: here });
    await expect(
      as(patient)(reports.reportPrice, {
        ...{ planId: id, optionKey: 'o1', storeId: stranger.storeId!, drugId: a.id, text: '不对' },
      }),
    ).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' });
  });
});
