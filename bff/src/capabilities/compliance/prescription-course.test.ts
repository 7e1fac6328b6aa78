import { afterEach, beforeEach, expect, it } from 'vitest';
import { listAudit } from '@xinglin/shared/compliance/contract';
import { getPrescriptionCourse } from '@xinglin/shared/compliance/course-contract';
import { submitPrescription } from '@xinglin/shared/prescription/contract';
import * as desk from '@xinglin/shared/prescription/review-contract';
import { v7 as uuidv7 } from 'uuid';
import { audit, auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { sealed } from '../prescription/content.ts';
import { prescriptionTable } from '../prescription/store.ts';
import { ALL_CHECKED, SIGNED, drugs, item, prescriptionWorld } from '../prescription/testing.ts';
import { compliance } from './index.ts';
import { quietDeps } from './testing.ts';

const db = testDatabase();
const world = prescriptionWorld(db);
const names = new Map<string, string>();
const dispensed = new Map<string, string>();
const capability = compliance({
  ...quietDeps(db),
  now: () => world.clock.now,
  displayNameOf: async (id) => names.get(id) ?? null,
  prescriptionNumber: world.prescriptionNumber,
  prescriptionCourse: world.courseOf,
  dispensedIn: async (orderIds) =>
    orderIds.flatMap((orderId) => {
      const id = dispensed.get(orderId);
      const lots = [{ name: '阿莫西林胶囊', lotNo: 'A2611', expires: '2028-05-31', quantity: 1 }];
      return id
        ? [
            {
              id,
              orderNo: 'D1',
              parcelNo: 'P1',
              storeName: '演示店',
              status: 'sealed' as const,
              pickedBy: clerk.id,
              mode: 'instant' as const,
            },
          ].map((parcel) => ({ ...parcel, sealNo: 'SEAL-1', deliveredAt: null, lots }))
        : [];
    }),
  destroy: {
    ...quietDeps(db).destroy,
    prescription: async (tx, rx) => void (await world.destroyPrescription(tx, rx)),
  },
});
const engine = testEngine(db, () => capability.reactions);
const as = testServer(db, () => [...world.routes, ...capability.routes]);
const officer = someone('compliance_officer');
const fang = someone('pharmacist');
const clerk = someone('store_staff');
const lin = someone('patient');
world.license(fang);
for (const [who, name] of [
  [officer, '秦正言'],
  [fang, '方药师'],
  [clerk, '吴敏'],
  [lin, '林晓'],
] as const)
  names.set(who.id, name);
let id: string;
const course = (use?: 'print') => as(officer)(getPrescriptionCourse, { id, ...(use && { use }) });

beforeEach(async () => {
  id = (await as(lin)(submitPrescription, { traceCode: world.issue([item()]), patientName: '林晓' })).id;
  await as(fang)(desk.claimPrescription, { id });
  world.clock.now = new Date(world.clock.now.getTime() + 120_000);
  await as(fang)(desk.approvePrescription, { id, checked: ALL_CHECKED, ...SIGNED });
  await engine.drain();
});
afterEach(() => dispensed.clear());

const lines = [{ drugId: drugs.amoxicillin.id, quantity: 1 }];
const order = (orderId: string) =>
  db.write((tx) => world.usePrescription(tx, { prescriptionId: id, patientId: lin.id, orderId, lines }));

it('tells every step in order: who, in which role, when, with its link of the chain checked', async () => {
  const parcel = uuidv7();
  const orderId = uuidv7();
  dispensed.set(orderId, parcel);
  await order(orderId);
  await db.write((tx) => audit(tx, clerk, 'parcel.seal', parcel));
  const { steps, parcels, prescription, kept } = await course();
  expect(
    steps.map(({ action, actorName, role, about, link }) => [action, actorName, role, about, link]),
  ).toEqual([
    ['prescription.submit', '林晓', 'patient', 'prescription', 'holds'],
    ['prescription.claim', '方药师', 'pharmacist', 'prescription', 'holds'],
    ['prescription.approve', '方药师', 'pharmacist', 'prescription', 'holds'],
    ['prescription.use', '林晓', 'patient', 'prescription', 'holds'],
    ['parcel.seal', '吴敏', 'store_staff', 'parcel', 'holds'],
    ['prescription.course_read', '秦正言', 'compliance_officer', 'prescription', 'holds'],
  ]);
  expect(parcels).toMatchObject([{ pickedBy: '吴敏', lots: [{ lotNo: 'A2611' }] }]);
  expect(prescription).toMatchObject({
    idNoMasked: '310***********0021',
    decision: { verdict: 'approved', pharmacist: { name: '方药师' } },
    signature: { alg: 'SM2-SM3', certSerial: 'T-SM2', holds: true },
  });
  expect(prescription?.decision?.items.every(({ confirmed }) => confirmed)).toBe(true);
  expect(prescription?.signedText).toContain('阿莫西林胶囊');
  expect(kept).toMatchObject([{ kind: 'prescription', keepUntil: '2031-11-22', rule: 'retention-v1' }]);
});

it('says of a word changed in the database that the signature does not hold any more', async () => {
  const row = await db.read.findOneByOrFail(prescriptionTable, { id });
  const { contentOf, content } = sealed(world.deps.crypto);
  const changed = contentOf(row);
  changed.items[0]!.dose = 4;
  await db.write((tx) => tx.update(prescriptionTable, { id }, { content: content(id, changed) }));
  expect((await course()).prescription?.signature?.holds).toBe(false);
});

it('marks the one step that was edited behind our back, and one that was slipped in beside the chain', async () => {
  await db.write(async (tx) => {
    await tx.update(auditTable, { subject: id, action: 'prescription.claim' }, { actorId: clerk.id });
    const { actorId, role, at } = await tx.findOneByOrFail(auditTable, {
      subject: id,
      action: 'prescription.approve',
    });
    const slipped = { id: uuidv7(), seq: null, hash: null, data: null, requestId: null };
    await tx.insert(auditTable, { ...slipped, at, actorId, role, subject: id, action: 'prescription.read' });
  });
  const { steps } = await course();
  expect(steps.filter(({ link }) => link !== 'holds').map(({ action, link }) => [action, link])).toEqual([
    ['prescription.claim', 'broken'],
    ['prescription.read', 'unchained'],
  ]);
  await db.write((tx) => tx.delete(auditTable, { subject: id }));
});

it('remembers the order that was cancelled before the one it serves now', async () => {
  const [first, second] = [uuidv7(), uuidv7()];
  await order(first);
  await db.write((tx) => world.freePrescription(tx, first));
  await order(second);
  await db.write((tx) => audit(tx, lin, 'order.cancel', first));
  expect((await course()).steps.map(({ action }) => action)).toContain('order.cancel');
});

it('writes down every look and what it was for', async () => {
  await course();
  await course('print');
  const { items } = await as(officer)(listAudit, { subject: id, action: 'prescription.course_read' });
  expect(items.map(({ actorName, data }) => [actorName, data])).toEqual([
    ['秦正言', { use: 'print' }],
    ['秦正言', { use: 'screen' }],
  ]);
});

it('keeps the steps of a prescription that was destroyed after its term, without what it said', async () => {
  await db.write((tx) => world.destroyPrescription(tx, id));
  const after = await course();
  expect(after.prescription).toBeNull();
  expect(after.number).toMatch(/^RX/);
  expect(after.steps.map(({ action }) => action)).toContain('prescription.approve');
});

it('shows nothing to anybody else, and knows no prescription that never was', async () => {
  for (const role of ['patient', 'rider', 'pharmacist', 'store_staff'] as const)
    await expect(as(someone(role))(getPrescriptionCourse, { id })).rejects.toMatchObject({ status: 403 });
  await expect(as(officer)(getPrescriptionCourse, { id: uuidv7() })).rejects.toMatchObject({ status: 404 });
});
