import { expect, it } from 'vitest';
import * as contract from '@xinglin/shared/prescription/contract';
import * as reviews from '@xinglin/shared/prescription/review-contract';
import type { Actor } from '../../kernel/actor.ts';
import { system } from '../../kernel/actor.ts';
import { auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { move } from './move.ts';
import { ALL_CHECKED, SIGNED, item, prescriptionWorld } from './testing.ts';

const db = testDatabase();
const world = prescriptionWorld(db);
const as = testServer(db, () => world.routes);
const lin = someone('patient');
const pharmacist = () => {
  const actor = someone('pharmacist');
  world.license(actor);
  return actor;
};
const [fang, wen] = [pharmacist(), pharmacist()];
const submitted = async (items = [item()]) =>
  (await as(lin)(contract.submitPrescription, { traceCode: world.issue(items), patientName: '林晓' })).id;
const claim = (who: Actor, id: string) => as(who)(reviews.claimPrescription, { id });
const approve = (who: Actor, id: string, note = '') =>
  as(who)(reviews.approvePrescription, { id, checked: ALL_CHECKED, note, ...SIGNED });
const later = async (ms: number, fn: () => Promise<void>) => {
  const before = world.clock.now;
  world.clock.now = new Date(before.getTime() + ms);
  await fn().finally(() => void (world.clock.now = before));
};

it('goes to exactly one of two pharmacists who reach for it together', async () => {
  const id = await submitted();
  const results = await Promise.allSettled([claim(fang, id), claim(wen, id)]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 409 } });
});

it('may be taken over after ten minutes, not before, and then the first can no longer decide', async () => {
  const id = await submitted();
  await claim(fang, id);
  await later(10 * 60_000 - 1, () =>
    expect(claim(wen, id)).rejects.toMatchObject({ code: 'PRESCRIPTION_HELD_BY_ANOTHER' }),
  );
  await later(10 * 60_000, async () => {
    expect((await as(wen)(reviews.listReviewQueue, {})).waiting.map((each) => each.id)).toContain(id);
    expect(await claim(wen, id)).toMatchObject({ claimedByMe: true });
    await expect(approve(fang, id)).rejects.toMatchObject({ code: 'PRESCRIPTION_HELD_BY_ANOTHER' });
  });
});

it('queues by waiting time, and a released one keeps its place', async () => {
  const first = await submitted();
  await later(1_000, async () => {
    const second = await submitted();
    const place = async (id: string) => (await as(lin)(contract.getPrescription, { id })).queuePosition;
    const before = await place(first);
    expect(await place(second)).toBe(before + 1);
    await claim(fang, first);
    expect(await place(second)).toBe(before);
    await as(fang)(reviews.releasePrescription, { id: first });
    expect(await place(second)).toBe(before + 1);
    const { waiting, mine } = await as(fang)(reviews.listReviewQueue, {});
    const order = waiting.map(({ id }) => id);
    expect(order.indexOf(first)).toBeLessThan(order.indexOf(second));
    expect(mine.map(({ id }) => id)).not.toContain(first);
  });
});

it('is shown to the pharmacist who holds it, and every look is written down', async () => {
  const id = await submitted();
  await expect(as(fang)(reviews.getReview, { id })).rejects.toMatchObject({ status: 404 });
  await claim(fang, id);
  await as(fang)(reviews.getReview, { id });
  await expect(as(wen)(reviews.getReview, { id })).rejects.toMatchObject({ status: 409 });
  const looks = await db.read.findBy(auditTable, { subject: id, action: 'prescription.read' });
  expect(looks.map(({ actorId }) => actorId)).toEqual([fang.id]);
});

it('shows health facts only with the consent of the patient, and says aloud what was not checked without', async () => {
  const id = await submitted();
  const blind = await claim(fang, id);
  expect(blind.patientFacts).toBeNull();
  expect(blind.notCovered.join()).toContain('没有授权');
  world.facts.set(lin.id, {
    allergies: ['青霉素'],
    conditions: [],
    medicines: [],
    pregnant: true,
    breastfeeding: false,
    weightKg: 52,
  });
  const seeing = await as(fang)(reviews.getReview, { id });
  world.facts.clear();
  expect(seeing.patientFacts).toEqual({
    allergies: ['青霉素'],
    conditions: ['妊娠'],
    medicines: [],
    weightKg: 52,
  });
  expect(world.looks.at(-1)).toMatchObject({ who: '方药师' });
  expect(seeing.findings[0]).toMatchObject({ code: 'allergy', severity: 'stop' });
  expect(seeing.notCovered.join()).not.toContain('没有授权');
});

it('approves after all seven checks, and then the patient sees drugs, dosage and who decided', async () => {
  const id = await submitted();
  await claim(fang, id);
  const twice = [...ALL_CHECKED.slice(1), ALL_CHECKED[1]!];
  await expect(
    as(fang)(reviews.approvePrescription, { id, checked: twice, note: '', ...SIGNED }),
  ).rejects.toMatchObject({ code: 'CHECKS_INCOMPLETE' });
  expect(await approve(fang, id)).toMatchObject({ status: 'approved', claimedByMe: false });
  expect(await as(lin)(contract.getPrescription, { id })).toMatchObject({
    status: 'approved',
    items: [{ genericName: '阿莫西林胶囊', dose: 2, packs: 1 }],
    pharmacist: { name: '方药师', licenceNo: '演示注册证0001' },
  });
  expect((await as(fang)(reviews.listReviewQueue, {})).decidedToday).toBeGreaterThan(0);
});

it('is decided only by the pharmacist who claimed it', async () => {
  const id = await submitted();
  await expect(approve(fang, id)).rejects.toMatchObject({ status: 404 });
  await claim(fang, id);
  await expect(approve(wen, id)).rejects.toMatchObject({ code: 'PRESCRIPTION_HELD_BY_ANOTHER' });
  await expect(
    as(wen)(reviews.rejectPrescription, { id, reason: 'other', note: '不是我领的' }),
  ).rejects.toMatchObject({ code: 'PRESCRIPTION_HELD_BY_ANOTHER' });
  await expect(as(wen)(reviews.releasePrescription, { id })).rejects.toMatchObject({ status: 409 });
});

it('is never reviewed by the system or by anybody who is no pharmacist', async () => {
  const id = await submitted();
  await claim(fang, id);
  const request = { idempotencyKey: 'k', ip: '' };
  for (const nobody of [
    system,
    lin,
    { ...fang, role: 'compliance_officer' as const },
    { ...system, id: fang.id },
  ]) {
    const input = { id, checked: ALL_CHECKED, note: '', refused: [], ...SIGNED };
    await expect(world.use.approve(nobody, input, request)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    for (const event of ['approve', 'reject', 'claim', 'release'] as const)
      await expect(db.write((tx) => move(tx, nobody, id, event))).rejects.toMatchObject({
        code: 'NOT_ALLOWED',
      });
  }
  await expect(
    as(lin)(reviews.approvePrescription, { id, checked: ALL_CHECKED, ...SIGNED }),
  ).rejects.toMatchObject({
    status: 403,
  });
});

it('is signed only under a licence in force today, in Shanghai', async () => {
  const id = await submitted();
  const lapsing = someone('pharmacist');
  world.license(lapsing, '2026-11-22');
  await claim(lapsing, id);
  // 16:00 UTC is midnight in Shanghai: the 23rd.
  await later(Date.parse('2026-11-22T16:00:00Z') - world.clock.now.getTime(), async () => {
    await expect(approve(lapsing, id)).rejects.toMatchObject({ code: 'PHARMACIST_LICENCE_EXPIRED' });
    await expect(claim(lapsing, id)).rejects.toMatchObject({ code: 'PHARMACIST_LICENCE_EXPIRED' });
  });
  expect(await approve(lapsing, id)).toMatchObject({ status: 'approved' });
  await expect(claim(someone('pharmacist'), id)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

it('is approved against a stop sign only with a reason, which is kept with what the machine had found', async () => {
  const id = await submitted([item({ dose: 6, quantity: 72 })]);
  const { findings } = await claim(fang, id);
  expect(findings[0]).toMatchObject({ code: 'dose_over_max', severity: 'stop' });
  await expect(approve(fang, id)).rejects.toMatchObject({ code: 'OVERRIDE_NEEDS_REASON' });
  const decided = await approve(fang, id, '已与医师核对，首日加量');
  expect(decided).toMatchObject({ status: 'approved', note: '已与医师核对，首日加量' });
  expect(decided.findings).toEqual(findings);
});

it('is not approved once its time is over', async () => {
  const id = await submitted();
  const { validUntil } = await claim(fang, id);
  await later(Date.parse(validUntil) - world.clock.now.getTime(), () =>
    expect(approve(fang, id, '已与医师核对')).rejects.toMatchObject({ code: 'PRESCRIPTION_EXPIRED' }),
  );
});

it('is rejected with a coded reason and words for the patient, who still sees no drug', async () => {
  const id = await submitted();
  await claim(fang, id);
  await as(fang)(reviews.rejectPrescription, {
    id,
    reason: 'over_dose',
    note: '每日用量超过说明书，请联系医生',
  });
  expect(await as(lin)(contract.getPrescription, { id })).toMatchObject({
    status: 'rejected',
    rejectReason: 'over_dose',
    note: '每日用量超过说明书，请联系医生',
    items: null,
    pharmacist: { name: '方药师' },
  });
});

it('can no longer be withdrawn once a pharmacist reviews it', async () => {
  const id = await submitted();
  await claim(fang, id);
  await expect(as(lin)(contract.withdrawPrescription, { id })).rejects.toMatchObject({ status: 409 });
});
