import { beforeEach, expect, it } from 'vitest';
import * as contract from '@xinglin/shared/delivery/contract';
import { MINUTE_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import type { DeliveryNoRiderDue } from './events.ts';
import { deliveryTable } from './store.ts';
import { STORE, deliveryWorld } from './testing.ts';

const db = testDatabase();
const world = deliveryWorld(db);
const as = testServer(db, () => world.routes);
const engine = testEngine(db, () => world.reactions);
let lin = someone('patient');
beforeEach(() => {
  lin = someone('patient');
  // The outbox goes by the real clock.
  world.clock.now = new Date();
  world.told.length = 0;
});

async function offered() {
  const { parcelId } = await world.paid(lin);
  await engine.drain();
  return (await world.deliveryIdsOf([parcelId])).get(parcelId)!;
}
async function accepted(id: string) {
  const rider = someone('rider');
  world.certify(rider);
  await as(rider)(contract.setRiderOnline, { online: true });
  await as(rider)(contract.acceptDelivery, { id });
  return rider;
}
const timers = (id: string) => db.read.findBy(outboxTable, { name: 'delivery.no_rider_due', subject: id });
const told = (id: string) => db.read.findBy(outboxTable, { name: 'delivery.no_rider', subject: id });
/** The minutes pass, and what is due happens. */
async function wait(id: string) {
  await db.write((tx) =>
    tx.update(outboxTable, { name: 'delivery.no_rider_due', subject: id }, { dueAt: toInstant(0) }),
  );
  await engine.drain();
}

it('an offer nobody takes in eight minutes is made to the riders again, and the store sees it', async () => {
  const id = await offered();
  const [timer] = await timers(id);
  const inEight = plus(toInstant(world.clock.now), 8 * MINUTE_MS);
  expect(timer).toMatchObject({ dueAt: inEight, doneAt: null });
  expect(await told(id)).toEqual([]);
  const { parcelId } = await db.read.findOneByOrFail(deliveryTable, { id });
  expect(await world.parcelsWithoutRider([parcelId])).toEqual(new Set());
  world.told.length = 0;
  await wait(id);
  world.clock.now = new Date(inEight);
  expect(await world.parcelsWithoutRider([parcelId])).toEqual(new Set([parcelId]));
  expect((await told(id)).map(({ data }) => data)).toMatchObject([{ round: 1, ask: false }]);
  expect(world.told).toContainEqual({ audience: { role: 'rider' }, event: { topic: 'offer', id } });
  expect(world.told.some(({ audience }) => 'store' in audience && audience.store === STORE.id)).toBe(true);
});

it('after the second eight minutes the patient is asked, once, while riders are asked on', async () => {
  const id = await offered();
  for (let round = 0; round < 4; round += 1) await wait(id);
  const asked = (await told(id)).map(({ data }) => (data as { ask: boolean }).ask);
  expect(asked.filter(Boolean)).toHaveLength(1);
  expect(asked).toHaveLength(4);
  expect((await timers(id)).filter(({ doneAt }) => doneAt === null)).toHaveLength(1);
});

it('nobody is asked any more once a rider has it; given back, the eight minutes start anew', async () => {
  const id = await offered();
  const rider = await accepted(id);
  world.clock.now = new Date(world.clock.now.getTime() + 9 * MINUTE_MS);
  const { parcelId } = await db.read.findOneByOrFail(deliveryTable, { id });
  expect(await world.parcelsWithoutRider([parcelId])).toEqual(new Set());
  await wait(id);
  expect(await told(id)).toEqual([]);
  await as(rider)(contract.giveBackDelivery, { id, reason: '车坏了' });
  await engine.drain();
  const open = (await timers(id)).filter(({ doneAt }) => doneAt === null);
  expect(open.map(({ data }) => (data as DeliveryNoRiderDue['data']).round)).toEqual([1]);
  await wait(id);
  expect((await told(id)).map(({ data }) => data)).toMatchObject([{ round: 1 }]);
});

it('a timer of an earlier offer does nothing when the parcel is offered anew', async () => {
  const id = await offered();
  const [old] = await timers(id);
  const rider = await accepted(id);
  await as(rider)(contract.giveBackDelivery, { id, reason: '车坏了' });
  await db.write((tx) => tx.update(outboxTable, { id: old!.id }, { dueAt: toInstant(0) }));
  await engine.drain();
  expect(await told(id)).toEqual([]);
});
