import { beforeEach, expect, it } from 'vitest';
import * as contract from '@xinglin/shared/delivery/contract';
import type { Actor } from '../../kernel/actor.ts';
import { auditTable } from '../../kernel/audit.ts';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import type {
  OrderCancelled,
  OrderModeChanged,
  ParcelDeliveryWanted,
  ParcelWaitsForGoods,
} from '../order/events.ts';
import { DOOR, RECEIPT_CODE, STORE, deliveryWorld } from './testing.ts';

const db = testDatabase();
const world = deliveryWorld(db);
const as = testServer(db, () => world.routes);
const engine = testEngine(db, () => world.reactions);
let lin = someone('patient');
beforeEach(() => void (lin = someone('patient')));

async function onlineRider() {
  const rider = someone('rider');
  world.certify(rider);
  await as(rider)(contract.setRiderOnline, { online: true });
  return rider;
}
async function offered() {
  const { parcelId, orderId } = await world.paid(lin);
  await engine.drain();
  const id = (await world.deliveryIdsOf([parcelId])).get(parcelId)!;
  return { id, parcelId, orderId };
}
const accept = (rider: Actor, id: string) => as(rider)(contract.acceptDelivery, { id });
const pickUp = (rider: Actor, id: string, sealNo = 'XL-000123') =>
  as(rider)(contract.pickUpParcel, { id, sealNo });
async function atStore() {
  const [rider, it] = [await onlineRider(), await offered()];
  await accept(rider, it.id);
  await as(rider)(contract.arriveAtStore, { id: it.id });
  return { rider, ...it };
}

it('is offered once for every paid parcel, with way, pay and promise', async () => {
  const { id, parcelId, orderId } = await offered();
  const asked = world.planned.length;
  const again = { patientId: lin.id, orderNo: 'N1', parcelIds: [parcelId], storeIds: [] };
  await db.write((tx) => publish(tx, { name: 'order.paid', subject: orderId, data: again }));
  await engine.drain();
  expect(world.planned).toHaveLength(asked);
  expect((await world.deliveryIdsOf([parcelId])).get(parcelId)).toBe(id);
  const { offers } = await as(await onlineRider())(contract.getRiderDesk, {});
  expect(offers.find((each) => each.id === id)).toMatchObject({
    distanceM: 1_200,
    feeFen: 620,
    promisedAt: '2026-11-22T02:25:00.000Z',
    ready: false,
  });
  expect(world.told).toContainEqual({ audience: { role: 'rider' }, event: { topic: 'offer', id } });
});

it('goes to one of ten riders who reach for it at once', async () => {
  const { id } = await offered();
  const riders = await Promise.all(Array.from({ length: 10 }, onlineRider));
  const results = await Promise.allSettled(riders.map((rider) => accept(rider, id)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'DELIVERY_TAKEN' });
});

it('is taken only online, and nobody is online with an expired health certificate', async () => {
  const { id } = await offered();
  const rider = someone('rider');
  world.certify(rider, '2026-11-22');
  await expect(accept(rider, id)).rejects.toMatchObject({ code: 'RIDER_OFFLINE' });
  expect((await as(rider)(contract.getRiderDesk, {})).offers).toEqual([]);
  expect(await as(rider)(contract.setRiderOnline, { online: true })).toMatchObject({
    online: true,
    blocked: null,
  });
  world.certify(rider, '2026-11-21');
  expect(await as(rider)(contract.getRiderDesk, {})).toMatchObject({
    online: false,
    blocked: expect.stringContaining('2026-11-21'),
    offers: [],
  });
  await expect(accept(rider, id)).rejects.toMatchObject({ code: 'RIDER_BLOCKED' });
  await expect(as(rider)(contract.setRiderOnline, { online: true })).rejects.toMatchObject({ status: 403 });
  expect(await as(rider)(contract.setRiderOnline, { online: false })).toMatchObject({ online: false });
  await expect(as(someone('rider'))(contract.getRiderDesk, {})).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
  });
});

it('shows the address from acceptance to delivery only, the phone masked, and never what is in the parcel', async () => {
  const { id, parcelId } = await offered();
  const rider = await onlineRider();
  const desk = () => as(rider)(contract.getRiderDesk, {});
  const nothing = { destinationPoint: null, destinationText: null, contactPhone: null, contactName: null };
  const seen: unknown[] = [];
  seen.push(await desk());
  expect((await desk()).offers.find((each) => each.id === id)).toMatchObject(nothing);
  expect(await accept(rider, id)).toMatchObject({
    destinationPoint: DOOR,
    destinationText: '天钥桥路 333 弄 8 号 602 室',
    contactPhone: '138****0001',
  });
  seen.push(await desk(), await as(rider)(contract.arriveAtStore, { id }));
  world.seal(parcelId);
  expect((await desk()).tasks).toMatchObject([{ id, ready: true }]);
  seen.push(await pickUp(rider, id), await desk());
  const last = await as(rider)(contract.deliverParcel, { id, receiptCode: RECEIPT_CODE });
  expect(last).toMatchObject({ status: 'delivered', ...nothing });
  expect(await desk()).toMatchObject({ tasks: [], doneToday: 1, earnedTodayFen: 620 });
  const all = JSON.stringify([seen, last, await desk()]);
  expect(all).not.toMatch(/阿莫西林|13812340001/);
});

it('is not picked up before the store sealed it, nor with another seal', async () => {
  const { rider, id, parcelId } = await atStore();
  await expect(pickUp(rider, id)).rejects.toMatchObject({ code: 'PARCEL_NOT_READY' });
  world.seal(parcelId);
  await expect(pickUp(rider, id, 'XL-000124')).rejects.toMatchObject({ code: 'SEAL_DOES_NOT_MATCH' });
  expect(world.parcels.get(parcelId)).toMatchObject({ status: 'sealed' });
  expect(await db.read.countBy(auditTable, { subject: id, action: 'delivery.wrong_seal' })).toBe(1);
  expect(await pickUp(rider, id, 'xl-000123')).toMatchObject({ status: 'picked_up' });
  expect(world.parcels.get(parcelId)).toMatchObject({ status: 'on_the_way' });
});

it('is delivered against the receipt code only', async () => {
  const { rider, id, parcelId } = await atStore();
  const deliver = (receiptCode: string) => as(rider)(contract.deliverParcel, { id, receiptCode });
  await expect(deliver(RECEIPT_CODE)).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  world.seal(parcelId);
  await pickUp(rider, id);
  await expect(deliver('0000')).rejects.toMatchObject({ code: 'RECEIPT_CODE_WRONG' });
  expect(world.parcels.get(parcelId)).toMatchObject({ status: 'on_the_way' });
  await deliver(RECEIPT_CODE);
  expect(world.parcels.get(parcelId)).toMatchObject({ status: 'delivered' });
});

it('is offered to all again when given back before picking up, not after', async () => {
  const { rider, id, parcelId } = await atStore();
  const giveBack = (who: Actor) => as(who)(contract.giveBackDelivery, { id, reason: '车胎爆了' });
  await giveBack(rider);
  const second = await onlineRider();
  await accept(second, id);
  await as(second)(contract.arriveAtStore, { id });
  await expect(as(rider)(contract.arriveAtStore, { id })).rejects.toMatchObject({ status: 404 });
  world.seal(parcelId);
  await pickUp(second, id);
  await expect(giveBack(second)).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
});

it("is another rider's business at no step", async () => {
  const { id, parcelId } = await atStore();
  world.seal(parcelId);
  const other = await onlineRider();
  const refused = { status: 404, code: 'DELIVERY_NOT_FOUND' };
  await expect(as(other)(contract.arriveAtStore, { id })).rejects.toMatchObject(refused);
  await expect(pickUp(other, id)).rejects.toMatchObject(refused);
  await expect(as(other)(contract.deliverParcel, { id, receiptCode: RECEIPT_CODE })).rejects.toMatchObject(
    refused,
  );
  await expect(as(other)(contract.giveBackDelivery, { id, reason: '试试' })).rejects.toMatchObject(refused);
  expect(JSON.stringify(await as(other)(contract.getRiderDesk, {}))).not.toContain(id);
});

it('ends with its order while no rider has the parcel, and then can not be taken', async () => {
  const { id, orderId, parcelId } = await offered();
  const data = {
    patientId: lin.id,
    orderNo: 'N1',
    refundFen: 0,
    reason: '不要了',
    parcelIds: [parcelId],
    storeIds: [],
  };
  await db.write((tx) => publish<OrderCancelled>(tx, { name: 'order.cancelled', subject: orderId, data }));
  await engine.drain();
  await expect(accept(await onlineRider(), id)).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
});

it('that is called back on the way is told to its rider at once', async () => {
  const { rider, id, parcelId, orderId } = await atStore();
  world.seal(parcelId);
  await pickUp(rider, id);
  await engine.drain();
  world.told.length = 0;
  const of = { patientId: lin.id, orderNo: 'N1', storeIds: [STORE.id], parcelIds: [parcelId] };
  const data = { ...of, refundFen: 0, reason: '不要了' };
  await db.write((tx) => publish<OrderCancelled>(tx, { name: 'order.cancelled', subject: orderId, data }));
  await engine.drain();
  const { tasks } = await as(rider)(contract.getRiderDesk, {});
  expect(tasks).toMatchObject([{ id, status: 'returning' }]);
  const event = { topic: 'delivery', id, orderId };
  expect(world.told).toContainEqual({ audience: { person: rider.id }, event });
});

it('ends when its parcel is collected instead, but not when that is told after it was wanted again', async () => {
  const { id, orderId, parcelId } = await offered();
  const data = { patientId: lin.id, orderNo: 'N1', storeIds: [], pickup: true };
  const tell = async () => {
    const event: OrderModeChanged = { name: 'order.mode_changed', subject: orderId, data };
    await db.write((tx) => publish(tx, event));
    await engine.drain();
    return (await as(lin)(contract.getTracking, { id })).status;
  };
  expect(await tell()).toBe('offered');
  world.parcels.get(parcelId)!.unwanted = true;
  expect(await tell()).toBe('cancelled');
});

it('ends while its buyer waits for goods, and is offered again when they have come', async () => {
  const { id, orderId, parcelId } = await offered();
  const data = { patientId: lin.id, orderNo: 'N1', orderId, storeId: STORE.id, parcelNo: 'P1' };
  const status = async (name: 'parcel.waits_for_goods' | 'parcel.delivery_wanted', waits: boolean) => {
    world.parcels.get(parcelId)!.unwanted = waits;
    const event: ParcelWaitsForGoods | ParcelDeliveryWanted = { name, subject: parcelId, data };
    await db.write((tx) => publish(tx, event));
    await engine.drain();
    return (await as(lin)(contract.getTracking, { id })).status;
  };
  expect(await status('parcel.waits_for_goods', true)).toBe('cancelled');
  expect(await status('parcel.delivery_wanted', false)).toBe('offered');
});

it('is not made for a parcel whose order ended first', async () => {
  const { parcelId } = await world.paid(lin, { status: 'cancelled' });
  await engine.drain();
  expect(await world.deliveryIdsOf([parcelId])).toEqual(new Map());
});

it('is called off when its order ends while the way is planned', async () => {
  const { parcelId } = await world.paid(lin);
  world.whilePlanning(() => void (world.parcels.get(parcelId)!.status = 'cancelled'));
  await engine.drain();
  const id = (await world.deliveryIdsOf([parcelId])).get(parcelId)!;
  expect(await as(lin)(contract.getTracking, { id })).toMatchObject({ status: 'cancelled' });
});

it('tells the others of each step under its own name', async () => {
  const { rider, id, parcelId } = await atStore();
  world.seal(parcelId);
  await pickUp(rider, id);
  await as(rider)(contract.deliverParcel, { id, receiptCode: RECEIPT_CODE });
  const events = await db.read.find(outboxTable, { where: { subject: id }, order: { id: 'ASC' } });
  const timers = ['delivery.retention_due', 'delivery.no_rider_due', 'delivery.no_rider'];
  const told = events.filter(({ name }) => !timers.includes(name));
  const steps = ['offered', 'accepted', 'at_store', 'picked_up', 'delivered'];
  expect(told.map(({ name }) => name)).toEqual(steps.map((step) => `delivery.${step}`));
  expect(told[1]!.data).toMatchObject({
    riderId: rider.id,
    riderName: '马骏',
    parcelId,
    patientId: lin.id,
  });
});
