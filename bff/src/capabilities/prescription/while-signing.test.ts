import { beforeEach, expect, it } from 'vitest';
import * as contract from '@xinglin/shared/prescription/contract';
import * as inquiry from '@xinglin/shared/prescription/inquiry-contract';
import * as reviews from '@xinglin/shared/prescription/review-contract';
import { MINUTE_MS } from '@xinglin/shared/kernel/time';
import { system, type Actor } from '../../kernel/actor.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { prescriptionTable } from './store.ts';
import { ALL_CHECKED, SIGNED, prescriptionWorld } from './testing.ts';

const db = testDatabase();
const world = prescriptionWorld(db);
const as = testServer(db, () => world.routes);
const lin = someone('patient');
const [fang, wen] = [someone('pharmacist'), someone('pharmacist')];
for (const each of [fang, wen]) world.license(each);
const refused = (code: string): unknown => expect.objectContaining({ code });

/** What happens between the pharmacist's tap and the signature: they still have to type their password. */
let meanwhile = async () => {};
const { proveAgain } = world.deps;
world.deps.proveAgain = async (...proof) => {
  await meanwhile();
  return proveAgain(...proof);
};
const start = world.clock.now;
beforeEach(() => {
  meanwhile = async () => {};
  world.clock.now = start;
});

const handIn = () => as(lin)(contract.submitPrescription, { traceCode: world.issue(), patientName: '林晓' });
const claim = (who: Actor, id: string) => as(who)(reviews.claimPrescription, { id });
async function claimed() {
  const { id } = await handIn();
  await claim(fang, id);
  return id;
}
const approve = (id: string) =>
  as(fang)(reviews.approvePrescription, { id, checked: ALL_CHECKED, note: '可以使用', ...SIGNED });
const row = (id: string) => db.read.findOneByOrFail(prescriptionTable, { id });

it('is not decided by who lost it to a colleague while they typed their password', async () => {
  const id = await claimed();
  meanwhile = async () => {
    world.clock.now = new Date(start.getTime() + 11 * MINUTE_MS);
    await claim(wen, id);
  };
  await expect(approve(id)).rejects.toEqual(refused('PRESCRIPTION_HELD_BY_ANOTHER'));
  expect(await row(id)).toMatchObject({ status: 'in_review', reviewerId: wen.id, decidedAt: null });
});

it('is not decided over a note its patient sent in that very moment', async () => {
  const id = await claimed();
  meanwhile = async () => void (await as(lin)(inquiry.leaveNote, { id, note: '我对青霉素过敏' }));
  await expect(approve(id)).rejects.toEqual(refused('ANSWER_UNREAD'));
  expect(await row(id)).toMatchObject({ status: 'in_review', decidedAt: null });
});

it('is not decided when it changed on a second phone after it was read for the signature', async () => {
  const id = await claimed();
  meanwhile = async () => void (await as(fang)(reviews.pauseReview, { id, reason: 'asking_doctor' }));
  await expect(approve(id)).rejects.toEqual(refused('CHANGED_MEANWHILE'));
  expect(await row(id)).toMatchObject({ status: 'in_review', decision: null });
});

it('is not decided when its time ran out before the signature', async () => {
  const id = await claimed();
  const { validUntil } = await row(id);
  meanwhile = async () => void (world.clock.now = new Date(validUntil));
  await expect(approve(id)).rejects.toEqual(refused('PRESCRIPTION_EXPIRED'));
});

it('is not taken up for review once its time is over', async () => {
  const { id, validUntil } = await handIn();
  world.clock.now = new Date(validUntil);
  await expect(claim(fang, id)).rejects.toEqual(refused('PRESCRIPTION_EXPIRED'));
  expect(await row(id)).toMatchObject({ status: 'submitted', reviewerId: null });
});

it('is handed in by a person, never by the system or by staff', async () => {
  const wish = { traceCode: world.issue(), patientName: '林晓' };
  for (const nobody of [
    system,
    fang,
    someone('store_staff'),
    { ...lin, role: 'compliance_officer' as const },
  ])
    await expect(world.use.submit(nobody, wish, { idempotencyKey: 'k', ip: '' })).rejects.toEqual(
      refused('NOT_ALLOWED'),
    );
  expect(await db.read.countBy(prescriptionTable, { traceCode: wish.traceCode })).toBe(0);
});
