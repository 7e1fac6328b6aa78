import { expect, it } from 'vitest';
import * as contract from '@xinglin/shared/delivery/contract';
import { auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { deliveryWorld } from './testing.ts';

const db = testDatabase();
const world = deliveryWorld(db);
const as = testServer(db, () => world.routes);
const engine = testEngine(db, () => world.reactions);

async function onlineRider() {
  const rider = someone('rider');
  world.certify(rider);
  await as(rider)(contract.setRiderOnline, { online: true });
  return rider;
}

/** At the door, with the sealed parcel in the hand. */
async function atDoor() {
  const rider = await onlineRider();
  const { parcelId } = await world.paid(someone('patient'));
  await engine.drain();
  const id = (await world.deliveryIdsOf([parcelId])).get(parcelId)!;
  await as(rider)(contract.acceptDelivery, { id });
  await as(rider)(contract.arriveAtStore, { id });
  world.seal(parcelId);
  await as(rider)(contract.pickUpParcel, { id, sealNo: 'XL-000123' });
  const refuse = (who = rider) => as(who)(contract.refuseAtDoor, { id, reason: 'changed_mind' });
  return { rider, id, parcelId, refuse };
}

it('a parcel nobody takes is on its way back, with the reason, and the order side knows', async () => {
  const { refuse, id, parcelId } = await atDoor();
  expect(await refuse()).toMatchObject({ id, status: 'returning' });
  expect(world.parcels.get(parcelId)!.status).toBe('returning');
  const trail = await db.read.findBy(auditTable, { subject: id });
  expect(JSON.stringify(trail.at(-1))).toContain('changed_mind');
});

it('only the rider who carries it may say so, and only once', async () => {
  const { refuse, parcelId } = await atDoor();
  await expect(refuse(await onlineRider())).rejects.toMatchObject({ code: 'DELIVERY_NOT_FOUND' });
  expect(world.parcels.get(parcelId)!.status).toBe('on_the_way');
  await refuse();
  await expect(refuse()).rejects.toMatchObject({ status: 409 });
});

it('what was not picked up yet cannot be refused at a door', async () => {
  const rider = await onlineRider();
  const { parcelId } = await world.paid(someone('patient'));
  await engine.drain();
  const id = (await world.deliveryIdsOf([parcelId])).get(parcelId)!;
  await as(rider)(contract.acceptDelivery, { id });
  const refuse = as(rider)(contract.refuseAtDoor, { id, reason: 'not_home' });
  await expect(refuse).rejects.toMatchObject({ status: 409 });
  expect(await as(rider)(contract.getRiderDesk, {})).toMatchObject({ tasks: [{ status: 'accepted' }] });
});
