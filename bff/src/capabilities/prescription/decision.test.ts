import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import * as contract from '@xinglin/shared/prescription/contract';
import * as desk from '@xinglin/shared/prescription/desk-contract';
import * as reviews from '@xinglin/shared/prescription/review-contract';
import type { Actor } from '../../kernel/actor.ts';
import { auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { sealed } from './content.ts';
import { floorSeconds } from './pace.ts';
import { verifiedSignature } from './review.ts';
import { prescriptionStore, prescriptionTable } from './store.ts';
import {
  ALL_CHECKED,
  SIGNED,
  shelf,
  STORE_ID,
  amlodipine,
  drugs,
  item,
  prescriptionWorld,
} from './testing.ts';

const db = testDatabase();
const world = prescriptionWorld(db);
const as = testServer(db, () => world.routes);
const lin = someone('patient');
const pharmacist = (number?: string) => {
  const actor = someone('pharmacist');
  world.license(actor, '2027-12-31', number);
  return actor;
};
const fang = pharmacist();
const submitted = async (items = [item()]) =>
  (await as(lin)(contract.submitPrescription, { traceCode: world.issue(items), patientName: '林晓' })).id;
const claimed = async (who: Actor, items = [item()]) => {
  const id = await submitted(items);
  await as(who)(reviews.claimPrescription, { id });
  return id;
};
const approve = (who: Actor, id: string, more: object = {}) =>
  as(who)(reviews.approvePrescription, { id, checked: ALL_CHECKED, note: '', ...SIGNED, ...more });
const refused = (code: string): unknown => expect.objectContaining({ code });
async function wait(seconds: number) {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
}

it('is approved only by who proves once more who they are; a wrong password signs nothing', async () => {
  const id = await claimed(fang);
  const wrong = { proof: { kind: 'password', value: 'guess' } };
  await expect(approve(fang, id, wrong)).rejects.toEqual(refused('PROOF_REFUSED'));
  expect(await as(fang)(reviews.getReview, { id })).toMatchObject({ status: 'in_review', signature: null });
  expect(await approve(fang, id)).toMatchObject({ status: 'approved', signature: { holds: true } });
});

it.each([
  ['SM2-SM3', 'T-SM2', '演示注册证0001'],
  ['RSA-SHA256', 'T-RSA', '演示注册证0002'],
] as const)(
  'carries a %s signature that fails when a word of it is changed',
  async (alg, certSerial, licence) => {
    const who = pharmacist(licence);
    const id = await claimed(who);
    expect((await approve(who, id)).signature).toMatchObject({ alg, certSerial, holds: true });
    const row = await prescriptionStore(db.read).get(id);
    const { contentOf, decisionOf } = sealed(world.deps.crypto);
    const [content, decision] = [contentOf(row), decisionOf(row)!];
    const holds = async (
      ...parts: Parameters<typeof verifiedSignature> extends [unknown, ...infer P] ? P : never
    ) => (await verifiedSignature(world.deps, ...parts))!.holds;
    expect(await holds(row, content, decision)).toBe(true);
    expect(await holds(row, content, { ...decision, note: '另一句话' })).toBe(false);
    expect(await holds({ ...row, licenceNo: '别人的' }, content, decision)).toBe(false);
    expect(await holds(row, { ...content, items: [{ ...content.items[0]!, dose: 9 }] }, decision)).toBe(
      false,
    );
  },
);

it('may be approved in part: what was let out cannot be bought, and the patient sees why', async () => {
  const id = await claimed(fang, [item(), amlodipine({ days: 7, quantity: 7 })]);
  const all = [0, 1].map((index) => ({ index, reason: 'not_carried' }));
  await expect(approve(fang, id, { refused: all })).rejects.toEqual(refused('REFUSE_ALL'));
  await approve(fang, id, { refused: [{ index: 1, reason: 'interaction' }] });
  const { items } = await as(lin)(contract.getPrescription, { id });
  expect(items!.map(({ refusedFor, packs }) => [refusedFor, packs > 0])).toEqual([
    [null, true],
    ['interaction', false],
  ]);
  expect(items![1]).toMatchObject({ dose: 0, timesPerDay: 0, days: 0, route: '' });
  const covers = (drugId: string) => world.covers(lin.id, id, [{ drugId, quantity: 1 }]);
  const small = drugs.amlodipineSmall.id;
  expect([await covers(drugs.amoxicillin.id), await covers(small)]).toEqual([true, false]);
  expect(await world.sigFor(id, small)).toBeNull();
  expect(await world.summaryOf(id)).not.toContain('氨氯地平');
});

it('goes back to the doctor with what to change, and the new one names it, once', async () => {
  const traceCode = world.issue();
  const { id } = await as(lin)(contract.submitPrescription, { traceCode, patientName: '林晓' });
  await as(fang)(reviews.claimPrescription, { id });
  const note = '一日剂量请改为不超过 4 g';
  await as(fang)(reviews.requestChanges, { id, reason: 'over_dose', note });
  expect(await as(lin)(contract.getPrescription, { id })).toMatchObject({
    status: 'changes_requested',
    note,
    items: null,
  });
  const again = (code: string) =>
    as(lin)(contract.submitPrescription, { traceCode: code, patientName: '林晓', replacesId: id });
  const changed = await again(traceCode);
  expect(changed).toMatchObject({ status: 'submitted', replacesId: id });
  const seen = (which: string) => as(lin)(contract.getPrescription, { id: which });
  expect(await seen(changed.id)).toMatchObject({ replaces: { id, traceCode }, replacedBy: null });
  expect(await seen(id)).toMatchObject({ replaces: null, replacedBy: { id: changed.id } });
  expect((await as(fang)(reviews.claimPrescription, { id: changed.id })).replaces).toEqual({
    traceCode,
    rejectReason: 'over_dose',
    note,
  });
  await expect(again(world.issue())).rejects.toEqual(refused('NOT_REPLACEABLE'));
  const other = someone('patient');
  await expect(
    as(other)(contract.submitPrescription, { traceCode: world.issue(), patientName: '林晓', replacesId: id }),
  ).rejects.toMatchObject({ status: 404 });
});

it('is flagged when decided faster than it can be read, counted from the first claim', async () => {
  const who = pharmacist();
  const floor = floorSeconds(1, []);
  const quick = await claimed(who);
  await wait(floor - 1);
  await as(who)(reviews.claimPrescription, { id: quick });
  expect(await approve(who, quick)).toMatchObject({ tooFast: true });
  const steady = await claimed(who);
  await wait(floor);
  expect(await approve(who, steady)).toMatchObject({ tooFast: false });
  const officer = as(someone('compliance_officer'));
  const { items } = await officer(desk.listFastReviews, {});
  const ids = items.map(({ prescriptionId }) => prescriptionId);
  expect([ids.includes(quick), ids.includes(steady)]).toEqual([true, false]);
  const [trail] = await db.read.findBy(auditTable, { subject: quick, action: 'prescription.approve' });
  expect(trail!.data).toMatchObject({ tooFast: true, seconds: floor - 1, floor });
  expect(await as(who)(desk.getReviewStatistics, {})).toMatchObject({
    n: 2,
    approved: 2,
    medianSeconds: floor - 0.5,
    tooFast: 1,
    tooFastShare: 0.5,
  });
});

it('has no statistics to show before anything was decided', async () =>
  expect(await as(pharmacist())(desk.getReviewStatistics, {})).toMatchObject({
    n: 0,
    medianSeconds: null,
    tooFastShare: null,
  }));

it('is handed over at the end of a shift with words for the next pharmacist, not for the patient', async () => {
  const [who, next] = [pharmacist(), pharmacist()];
  const ids = [await claimed(who), await claimed(who)];
  expect(await as(who)(desk.handOverReviews, { note: '已电话联系医生，等回复' })).toEqual({ released: 2 });
  expect(await as(who)(desk.handOverReviews, { note: '再交一次' })).toEqual({ released: 0 });
  const review = await as(next)(reviews.claimPrescription, { id: ids[0]! });
  expect(review.handOverNotes).toEqual(['已电话联系医生，等回复']);
  expect(JSON.stringify(await as(lin)(contract.getPrescription, { id: ids[0]! }))).not.toContain('等回复');
});

it('queues a risky prescription as if it had waited twenty minutes longer, not for ever before others', async () => {
  const risky = () => submitted([item({ dose: 6, quantity: 72 })]);
  const old = await submitted();
  await wait(20 * 60 - 1);
  const high = await risky();
  await wait(2);
  const later = await risky();
  const { waiting } = await as(fang)(reviews.listReviewQueue, {});
  const order = waiting.map(({ id }) => id).filter((id) => [old, high, later].includes(id));
  expect(order).toEqual([high, old, later]);
  expect(waiting.find(({ id }) => id === high)).toMatchObject({ risk: 'high' });
});

it('may be set aside for a reason, and stays in the same hands for half an hour', async () => {
  const id = await claimed(fang);
  const paused = await as(fang)(reviews.pauseReview, { id, reason: 'asking_doctor' });
  expect(Date.parse(paused.claimUntil!) - world.clock.now.getTime()).toBe(30 * 60_000);
  await wait(11 * 60);
  await expect(as(pharmacist())(reviews.claimPrescription, { id })).rejects.toEqual(
    refused('PRESCRIPTION_HELD_BY_ANOTHER'),
  );
});

it('is checked at the store once it is picked, by another person than who reviewed or picked it, for each order anew', async () => {
  const id = await claimed(fang);
  await approve(fang, id);
  const orderId = uuidv7();
  const lines = [{ drugId: drugs.amoxicillin.id, quantity: 1 }];
  await db.write((tx) =>
    world.usePrescription(tx, { prescriptionId: id, patientId: lin.id, orderId, lines }),
  );
  const clerk = { ...someone('store_staff'), storeId: STORE_ID };
  const check = (who: Actor, onlyPersonReason?: string) =>
    as(who)(desk.checkDispensing, { orderId, ...(onlyPersonReason && { onlyPersonReason }) });
  await expect(check({ ...clerk, storeId: uuidv7() })).rejects.toMatchObject({ status: 404 });
  const reviewer = { ...clerk, id: fang.id };
  await expect(check(reviewer)).rejects.toEqual(refused('SAME_PERSON_CHECKS'));
  const picker = shelf.pickedBy!;
  await expect(check({ ...clerk, id: picker })).rejects.toEqual(refused('SAME_PERSON_CHECKS'));
  shelf.pickedBy = null;
  await expect(check(clerk)).rejects.toEqual(refused('NOT_PICKED_YET'));
  const sheet = (who: Actor) => as(who)(desk.getDispensingSheet, { orderId });
  await expect(sheet(clerk)).rejects.toMatchObject({ status: 404 });
  shelf.pickedBy = picker;
  expect(await world.dispensingCheckOf(orderId)).toBeNull();
  await expect(sheet({ ...clerk, storeId: uuidv7() })).rejects.toMatchObject({ status: 404 });
  expect(await sheet(clerk)).toMatchObject({ patientName: '林晓', items: [{ dose: 2, timesPerDay: 3 }] });
  const look = { subject: id, actorId: clerk.id, action: 'prescription.read' };
  expect(await db.read.countBy(auditTable, look)).toBe(1);
  expect(await check(clerk)).toMatchObject({ by: '吴敏' });
  // Checked, it is no longer the store's to read.
  await expect(sheet(clerk)).rejects.toMatchObject({ status: 404 });
  await check({ ...clerk, id: uuidv7() });
  expect(await db.read.findOneBy(prescriptionTable, { id })).toMatchObject({
    checkedBy: clerk.id,
    status: 'used',
  });
  expect(await world.dispensingCheckOf(orderId)).toMatchObject({ checkedBy: clerk.id, alone: false });
  await db.write((tx) => world.freePrescription(tx, orderId));
  const again = { prescriptionId: id, patientId: lin.id, orderId: uuidv7(), lines };
  await db.write((tx) => world.usePrescription(tx, again));
  expect(await world.dispensingCheckOf(again.orderId)).toBeNull();
});
