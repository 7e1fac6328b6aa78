import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, it } from 'vitest';
import * as contract from '@xinglin/shared/prescription/contract';
import * as reviews from '@xinglin/shared/prescription/review-contract';
import { auditTable } from '../../kernel/audit.ts';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import type { CounterSold } from '../inventory/events.ts';
import type { ParcelDelivered } from '../order/events.ts';
import { ALL_CHECKED, SIGNED, amlodipine, drugs, item, prescriptionWorld } from './testing.ts';

const db = testDatabase();
const world = prescriptionWorld(db);
const as = testServer(db, () => world.routes);
const engine = testEngine(db, () => world.reactions);
const fang = someone('pharmacist');
world.license(fang);
let lin = someone('patient');
beforeEach(() => {
  lin = someone('patient');
  world.platform.answer = 'claimed';
  world.platform.during = async () => {};
});

async function approved(items = [item()]) {
  const traceCode = world.issue(items);
  const { id } = await as(lin)(contract.submitPrescription, { traceCode, patientName: '林晓' });
  await as(fang)(reviews.claimPrescription, { id });
  await as(fang)(reviews.approvePrescription, { id, checked: ALL_CHECKED, note: '可以使用', ...SIGNED });
  return { id, traceCode };
}
const ONE_PACK = [{ drugId: drugs.amoxicillin.id, quantity: 1 }];
const use = (prescriptionId: string, orderId = uuidv7(), lines = ONE_PACK, patientId = lin.id) =>
  db.write((tx) => world.usePrescription(tx, { prescriptionId, patientId, orderId, lines }));
const free = (orderId: string) => db.write((tx) => world.freePrescription(tx, orderId));
const seen = (id: string) => as(lin)(contract.getPrescription, { id });

it('serves one of fifty orders placed at once', async () => {
  const { id } = await approved();
  const orders = Array.from({ length: 50 }, () => uuidv7());
  const results = await Promise.allSettled(orders.map((orderId) => use(id, orderId)));
  const winners = orders.filter((_, index) => results[index]!.status === 'fulfilled');
  expect(winners).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ status: 409 });
  expect(await seen(id)).toMatchObject({ status: 'used', orderId: winners[0] });
});

it('is not used when the order that wanted it falls through', async () => {
  const { id } = await approved();
  const falling = db.write(async (tx) => {
    await world.usePrescription(tx, {
      prescriptionId: id,
      patientId: lin.id,
      orderId: uuidv7(),
      lines: ONE_PACK,
    });
    throw new Error('out of stock');
  });
  await expect(falling).rejects.toThrow('out of stock');
  expect(await seen(id)).toMatchObject({ status: 'approved' });
});

it('covers the packs of its quantity and nothing more, else or for others', async () => {
  const { id } = await approved([item({ quantity: 30 })]);
  const { amoxicillin, amlodipineLarge } = drugs;
  const covers = (lines: { drugId: string; quantity: number }[], who = lin.id) =>
    world.covers(who, id, lines);
  expect(await covers([{ drugId: amoxicillin.id, quantity: 2 }])).toBe(true);
  expect(await covers([{ drugId: amoxicillin.id, quantity: 3 }])).toBe(false);
  expect(
    await covers([
      { drugId: amoxicillin.id, quantity: 1 },
      { drugId: amoxicillin.id, quantity: 2 },
    ]),
  ).toBe(false);
  expect(await covers([{ drugId: amlodipineLarge.id, quantity: 1 }])).toBe(false);
  expect(await covers([{ drugId: amoxicillin.id, quantity: 1 }], uuidv7())).toBe(false);
  await expect(use(id, uuidv7(), [{ drugId: amoxicillin.id, quantity: 3 }])).rejects.toMatchObject({
    code: 'PRESCRIPTION_DOES_NOT_COVER',
  });
  await expect(use(id, uuidv7(), ONE_PACK, uuidv7())).rejects.toMatchObject({
    code: 'PRESCRIPTION_NOT_FOUND',
  });
});

it('opens its drugs to the patient from approval until its time is over', async () => {
  const waiting = world.issue();
  await as(lin)(contract.submitPrescription, { traceCode: waiting, patientName: '林晓' });
  expect(await world.approvedDrugIdsOf(lin.id)).toEqual(new Set());
  const { id } = await approved([item(), amlodipine()]);
  expect(await world.approvedDrugIdsOf(lin.id)).toEqual(
    new Set([drugs.amoxicillin.id, drugs.amlodipineLarge.id]),
  );
  const { validUntil } = await seen(id);
  const before = world.clock.now;
  world.clock.now = new Date(validUntil);
  const [ids, covered] = [await world.approvedDrugIdsOf(lin.id), await world.covers(lin.id, id, ONE_PACK)];
  await expect(use(id)).rejects.toMatchObject({ code: 'PRESCRIPTION_EXPIRED' });
  world.clock.now = before;
  expect([ids.size, covered]).toEqual([0, false]);
});

it('is taken on the circulation platform after the order, once, for the store that fills it', async () => {
  const { id, traceCode } = await approved();
  const orderId = uuidv7();
  await use(id, orderId);
  expect(world.platform.claims.has(traceCode)).toBe(false);
  await engine.drain();
  expect(world.platform.claims.get(traceCode)).toBe(`S001 ${id}:${orderId}`);
});

it('serves another order when the first ended before its goods left, and is given back to the platform', async () => {
  const { id, traceCode } = await approved();
  const [first, second] = [uuidv7(), uuidv7()];
  await use(id, first);
  await engine.drain();
  await free(first);
  await free(first);
  await engine.drain();
  expect(world.platform.claims.has(traceCode)).toBe(false);
  await use(id, second);
  await free(first);
  expect(await seen(id)).toMatchObject({ status: 'used', orderId: second });
});

it('is given back even when it is freed while the claim is on its way', async () => {
  const { id, traceCode } = await approved();
  await engine.drain();
  const orderId = uuidv7();
  await use(id, orderId);
  world.platform.during = async () => {
    world.platform.during = async () => {};
    await free(orderId);
    // Another worker dealt with the news of it before the claim arrived.
    const news = { name: 'prescription.freed', subject: id };
    await db.write((tx) => tx.update(outboxTable, news, { doneAt: new Date().toISOString() }));
  };
  await engine.drain();
  expect(await seen(id)).toMatchObject({ status: 'approved' });
  expect(world.platform.claims.has(traceCode)).toBe(false);
});

it('ends, and the order is told, when the platform says another pharmacy has it', async () => {
  const { id } = await approved();
  const orderId = uuidv7();
  await use(id, orderId);
  world.platform.answer = 'taken';
  await engine.drain();
  expect(await seen(id)).toMatchObject({ status: 'expired' });
  const refusals = await db.read.findBy(outboxTable, { name: 'prescription.claim_refused', subject: id });
  expect(refusals.map(({ data }) => data)).toEqual([{ patientId: lin.id, orderId, why: 'taken' }]);
  await free(orderId);
  expect(await world.covers(lin.id, id, ONE_PACK)).toBe(false);
});

it('ends instead of serving another order when it is freed after its time', async () => {
  const { id } = await approved();
  const orderId = uuidv7();
  await use(id, orderId);
  const before = world.clock.now;
  world.clock.now = new Date((await seen(id)).validUntil);
  await free(orderId).finally(() => void (world.clock.now = before));
  expect(await seen(id)).toMatchObject({ status: 'expired' });
});

it('is dispensed with the parcel, and the platform hears of every lot in the doctor’s unit', async () => {
  const { id, traceCode } = await approved();
  const orderId = uuidv7();
  await use(id, orderId);
  const data = {
    patientId: lin.id,
    orderNo: 'N1',
    orderId,
    storeId: uuidv7(),
    parcelNo: 'P1',
    prescriptionId: id,
    lines: ONE_PACK,
  };
  const event = { name: 'parcel.delivered' as const, subject: uuidv7(), data };
  await db.write((tx) => publish<ParcelDelivered>(tx, event));
  await db.write((tx) => publish<ParcelDelivered>(tx, event));
  await engine.drain();
  expect(await seen(id)).toMatchObject({ status: 'dispensed' });
  expect(world.platform.reports.get(traceCode)).toMatchObject({
    storeCode: 'S001',
    pharmacist: { name: '方药师' },
    items: [{ genericName: '阿莫西林胶囊', quantity: 24, unit: '粒', batchNo: 'A2611' }],
  });
});

it("gives medication plans the doctor's directions, and the health record what was approved", async () => {
  const { id, traceCode } = await approved();
  expect(await world.sigFor(id, drugs.amoxicillin.id)).toMatchObject({
    dose: 2,
    timesPerDay: 3,
    timing: 'after_meal',
    days: 4,
  });
  expect(await world.sigFor(id, drugs.amlodipineSmall.id)).toBeNull();
  expect(await world.summaryOf(id)).toContain('阿莫西林胶囊 0.25g，共 24粒，一次 2粒，一日 3 次，4 天');
  const waiting = await as(lin)(contract.submitPrescription, {
    traceCode: world.issue(),
    patientName: '林晓',
  });
  expect(await world.sigFor(waiting.id, drugs.amoxicillin.id)).toBeNull();
  expect(await world.summaryOf(waiting.id)).toBeNull();
  expect(await world.forRecord(lin.id)).toMatchObject([
    { traceCode, prescriber: '郑怀瑾', status: 'approved' },
  ]);
});

const sellAtCounter = async (id: string, traceCode: string, clerk = someone('store_staff', uuidv7())) => {
  const saleId = uuidv7();
  const data = { storeId: uuidv7(), expires: '2027-12-31' as const, prescriptionId: id };
  await db.write(async (tx) => {
    await world.useAtCounter(tx, { prescription: traceCode, saleId, lines: ONE_PACK }, clerk);
    await publish<CounterSold>(tx, { name: 'stock.counter_sold', subject: saleId, data });
  });
  return saleId;
};

it('is used up by a sale at the counter as the act of who sold it, not of its patient', async () => {
  const { id, traceCode } = await approved();
  const clerk = someone('store_staff', uuidv7());
  const saleId = await sellAtCounter(id, traceCode, clerk);
  expect(await seen(id)).toMatchObject({ status: 'used', orderId: saleId });
  const trail = await db.read.findBy(auditTable, { subject: id, action: 'prescription.use' });
  expect(trail).toMatchObject([{ actorId: clerk.id, role: 'store_staff' }]);
});

it('is dispensed by a sale at the counter, once the platform gave it to us and heard of the lot', async () => {
  const { id, traceCode } = await approved();
  await sellAtCounter(id, traceCode);
  await engine.drain();
  expect(await seen(id)).toMatchObject({ status: 'dispensed' });
  expect(world.platform.reports.get(traceCode)).toMatchObject({ items: [{ batchNo: 'A2611' }] });
  world.platform.answer = 'taken';
  const other = await approved();
  await sellAtCounter(other.id, other.traceCode);
  await engine.drain();
  expect(await seen(other.id)).toMatchObject({ status: 'expired' });
  expect(world.platform.reports.has(other.traceCode)).toBe(false);
});
