import { beforeEach, expect, it } from 'vitest';
import * as contract from '@xinglin/shared/delivery/contract';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { riderPositionTable, riderStateTable } from './store.ts';
import { RECEIPT_CODE, deliveryWorld, onTheWay } from './testing.ts';

const db = testDatabase();
const world = deliveryWorld(db);
const as = testServer(db, () => world.routes);
const engine = testEngine(db, () => world.reactions);
const lin = someone('patient');
let rider: Actor;
let id = '';
let parcelId = '';
beforeEach(async () => {
  rider = someone('rider');
  world.certify(rider);
  await as(rider)(contract.setRiderOnline, { online: true });
  ({ parcelId } = await world.paid(lin));
  await engine.drain();
  id = (await world.deliveryIdsOf([parcelId])).get(parcelId)!;
  await as(rider)(contract.acceptDelivery, { id });
  await as(rider)(contract.arriveAtStore, { id });
  world.seal(parcelId);
});

const pickUp = () => as(rider)(contract.pickUpParcel, { id, sealNo: 'XL-000123' });
const pass = (seconds: number) =>
  void (world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000));
const here = (part: number, given = {}) => ({
  at: toInstant(world.clock.now),
  ...onTheWay(part),
  accuracyM: 8,
  ...given,
});
const report = (...points: ReturnType<typeof here>[]) => as(rider)(contract.reportPosition, { points });
const track = (who = lin) => as(who)(contract.getTracking, { id });
const kept = () => db.read.countBy(riderPositionTable, { deliveryId: id });

it('shows and keeps nothing of the rider’s way before the parcel is taken', async () => {
  expect(await report(here(0.1))).toEqual({ accepted: 0 });
  expect(await kept()).toBe(0);
  expect(await db.read.findOneBy(riderStateTable, { riderId: rider.id })).toMatchObject({ pointAt: null });
  expect(await track()).toMatchObject({
    status: 'at_store',
    riderName: '马骏',
    riderPhoneMasked: '199****0201',
    riderPoint: null,
    stale: false,
  });
});

it('does not show where the rider went online once the parcel is taken', async () => {
  await as(rider)(contract.setRiderOnline, { online: true, point: onTheWay(0.9) });
  pass(600);
  await pickUp();
  expect(await track()).toMatchObject({ riderPoint: null, riderSeenAt: null, stale: true });
  await as(rider)(contract.setRiderOnline, { online: true, point: onTheWay(0.2) });
  expect(await track()).toMatchObject({ riderPoint: null });
});

it('follows the rider to the metre while the parcel is carried, and knows when they will be there', async () => {
  await pickUp();
  pass(60);
  expect(await report(here(0.5, { lng: 121.4400012345 }))).toEqual({ accepted: 1 });
  const { riderPoint, riderSeenAt, etaAt, route } = await track();
  expect(riderPoint).toEqual({ lng: 121.44, lat: 31.195 });
  expect(riderSeenAt).toBe(toInstant(world.clock.now));
  expect(route).toHaveLength(3);
  // Half of a way of 300 s is left.
  expect(Math.abs(Date.parse(etaAt!) - Date.parse(plus(world.clock.now, 150_000)))).toBeLessThan(2_000);
});

it('takes no point from before the parcel was taken', async () => {
  const before = here(0.1);
  pass(10);
  await pickUp();
  expect(await report(before)).toEqual({ accepted: 0 });
  expect(await track()).toMatchObject({ riderPoint: null });
});

it('ignores a jump of five kilometres and a point worse than 100 m', async () => {
  await pickUp();
  pass(10);
  await report(here(0.1));
  pass(10);
  expect(await report(here(5), here(0.2, { accuracyM: 150 }))).toEqual({ accepted: 0 });
  expect(await track()).toMatchObject({ riderPoint: { lat: 31.191 } });
});

it('takes points handed in late together, in their order, and the same again not twice', async () => {
  await pickUp();
  const start = here(0);
  const late = [20, 40, 60].map((s, n) => ({
    ...start,
    ...onTheWay((n + 1) / 10),
    at: plus(start.at, s * 1000),
  }));
  pass(120);
  expect(await report(...late)).toEqual({ accepted: 3 });
  expect(await report(...late)).toEqual({ accepted: 0 });
  expect(await kept()).toBe(3);
});

it('says that the place is old after 60 seconds without a point', async () => {
  await pickUp();
  pass(1);
  await report(here(0.1));
  pass(60);
  expect(await track()).toMatchObject({ stale: false });
  pass(1);
  expect(await track()).toMatchObject({ stale: true, riderPoint: { lat: 31.191 } });
});

it('shows nothing of the way after delivery', async () => {
  await pickUp();
  pass(10);
  await report(here(0.1));
  await as(rider)(contract.deliverParcel, { id, receiptCode: RECEIPT_CODE });
  pass(10);
  expect(await report(here(0.2))).toEqual({ accepted: 0 });
  expect(await track()).toMatchObject({
    status: 'delivered',
    riderPoint: null,
    riderSeenAt: null,
    riderPhoneMasked: null,
    route: [],
    etaAt: null,
  });
});

it('shows the next patient nothing of the way to the one before', async () => {
  await pickUp();
  pass(10);
  await report(here(0.1));
  await as(rider)(contract.deliverParcel, { id, receiptCode: RECEIPT_CODE });
  const second = someone('patient');
  const parcel = await world.paid(second);
  await engine.drain();
  const next = (await world.deliveryIdsOf([parcel.parcelId])).get(parcel.parcelId)!;
  await as(rider)(contract.acceptDelivery, { id: next });
  await as(rider)(contract.arriveAtStore, { id: next });
  world.seal(parcel.parcelId);
  pass(10);
  await as(rider)(contract.pickUpParcel, { id: next, sealNo: 'XL-000123' });
  expect(await as(second)(contract.getTracking, { id: next })).toMatchObject({ riderPoint: null });
});

it("is another patient's business at no time", async () => {
  await expect(track(someone('patient'))).rejects.toMatchObject({ status: 404, code: 'DELIVERY_NOT_FOUND' });
});

it('tells the patient of a moving rider at most every three seconds', async () => {
  await pickUp();
  for (const [seconds, part] of [
    [1, 0.01],
    [1, 0.02],
    [1, 0.03],
    [1, 0.04],
  ] as const) {
    pass(seconds);
    expect(await report(here(part))).toEqual({ accepted: 1 });
  }
  expect(await db.read.countBy(outboxTable, { name: 'delivery.position', subject: id })).toBe(2);
  const before = world.told.length;
  await engine.drain();
  const told = world.told
    .slice(before)
    .filter(({ audience }) => 'person' in audience && audience.person === lin.id);
  expect(told.map(({ event }) => event)).toContainEqual(expect.objectContaining({ topic: 'delivery', id }));
});

it('keeps thirty days after delivery only where the way began and ended', async () => {
  await pickUp();
  for (const part of [0.1, 0.2, 0.3, 0.4]) {
    pass(10);
    await report(here(part));
  }
  await as(rider)(contract.deliverParcel, { id, receiptCode: RECEIPT_CODE });
  const timer = await db.read.findOneByOrFail(outboxTable, { name: 'delivery.retention_due', subject: id });
  expect(timer.dueAt).toBe(plus(world.clock.now, 30 * 86_400_000));
  const [thin] = world.reactions.filter(({ on }) => on === 'delivery.retention_due');
  if (!thin || !('react' in thin)) throw new Error('no reaction');
  await db.write((tx) => thin.react(tx, timer));
  await db.write((tx) => thin.react(tx, timer));
  const left = await db.read.find(riderPositionTable, { where: { deliveryId: id }, order: { at: 'ASC' } });
  expect(left.map(({ lat }) => lat.toFixed(3))).toEqual(['31.191', '31.194']);
});
