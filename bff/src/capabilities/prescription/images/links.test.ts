import sharp from 'sharp';
import { expect, it } from 'vitest';
import * as contract from '@xinglin/shared/prescription/contract';
import * as desk from '@xinglin/shared/prescription/review-contract';
import * as images from '@xinglin/shared/prescription/images';
import { auditTable } from '../../../kernel/audit.ts';
import { someone, testEngine } from '../../../kernel/testing.ts';
import { prescriptionTable } from '../store.ts';
import { drugs } from '../testing.ts';
import { expireIfOver } from '../use-prescription.ts';
import { imageTable } from './store.ts';
import { jpeg, photoWorld } from './testing.ts';

const { db, world, as, fang, who, at, upload, submit, approved } = photoWorld();
const engine = testEngine(db, () => world.reactions);

it('tells its patient where the very same picture already is, unless it was taken back', async () => {
  const bytes = await jpeg();
  const first = await submit({ imageIds: [(await upload(bytes)).id] });
  const again = await upload(bytes);
  expect(again.handedInBefore).toBe(first.traceCode);
  await expect(submit({ imageIds: [again.id] })).rejects.toMatchObject({
    code: 'IMAGE_ALREADY_SUBMITTED',
    extra: { traceCode: first.traceCode },
  });
  await as(who.lin)(contract.withdrawPrescription, { id: first.id });
  expect(await submit({ imageIds: [again.id] })).toMatchObject({ status: 'submitted' });
});

it('stops the pharmacist before the same picture from another person, by the number of the first', async () => {
  const bytes = await jpeg();
  const first = await submit({ imageIds: [(await upload(bytes)).id] });
  const thief = someone('patient');
  const second = await submit({ imageIds: [(await upload(bytes, thief)).id] }, thief);
  const { findings } = await as(fang)(desk.claimPrescription, { id: second.id });
  const [finding] = findings.filter(({ code }) => code === 'image_seen_before');
  expect(finding).toMatchObject({ severity: 'stop' });
  expect(finding?.text).toContain(first.traceCode);
});

it('warns the pharmacist of one that looks like a used one: smaller, darker, other quality; not of another page', async () => {
  const bytes = await jpeg();
  const first = await submit({ imageIds: [(await upload(bytes)).id] });
  await approved(first.id);
  await db.write((tx) =>
    world.usePrescription(tx, {
      prescriptionId: first.id,
      patientId: who.lin.id,
      orderId: first.id,
      lines: [{ drugId: drugs.amoxicillin.id, quantity: 1 }],
    }),
  );
  const copy = await sharp(bytes).resize(620).modulate({ brightness: 0.94 }).jpeg({ quality: 60 }).toBuffer();
  const thief = someone('patient');
  const second = await submit({ imageIds: [(await upload(copy, thief)).id] }, thief);
  const seen = async (id: string) =>
    (await as(fang)(desk.claimPrescription, { id })).findings.filter(
      ({ code }) => code === 'image_seen_before',
    );
  expect(await seen(second.id)).toMatchObject([
    { severity: 'warn', text: expect.stringContaining(first.traceCode) as string },
  ]);
  const other = await submit({}, thief);
  expect(await seen(other.id)).toEqual([]);
});

it('is looked at by its patient and the pharmacist who claimed it, through a link of five minutes, and each look is noted', async () => {
  const { id } = await submit();
  const look = async (url: string) => fetch(at.origin + url);
  const [mine] = (await as(who.lin)(images.listPrescriptionImages, { id })).images;
  const answer = await look(mine!.url);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': 'attachment; filename="prescription-1.jpg"',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).width).toBe(900);

  await expect(as(fang)(images.listPrescriptionImages, { id })).rejects.toMatchObject({ status: 404 });
  await expect(as(someone('patient'))(images.listPrescriptionImages, { id })).rejects.toMatchObject({
    status: 404,
  });
  await as(fang)(desk.claimPrescription, { id });
  const [theirs] = (await as(fang)(images.listPrescriptionImages, { id })).images;
  expect((await look(theirs!.url)).status).toBe(200);
  // Put back: the link of the one who no longer holds it ends with it.
  await as(fang)(desk.releasePrescription, { id });
  expect((await look(theirs!.url)).status).toBe(404);
  const looks = await db.read.findBy(auditTable, { subject: id, action: 'prescription_image.read' });
  expect(looks.map(({ role }) => role).sort()).toEqual(['patient', 'pharmacist']);
});

it('opens to no changed link: another viewer, another picture, a later end, an old one', async () => {
  const { id } = await submit({
    imageIds: [(await upload(await jpeg())).id, (await upload(await jpeg())).id],
  });
  const [one, two] = (await as(who.lin)(images.listPrescriptionImages, { id })).images;
  const changed = (name: string, value: string) => {
    const url = new URL(one!.url, at.origin);
    url.searchParams.set(name, value);
    return url;
  };
  for (const url of [
    changed('viewer', fang.id),
    changed('until', String(world.clock.now.getTime() + 86_400_000)),
    changed('proof', '0'.repeat(64)),
    new URL(one!.url.replace(one!.id, two!.id), at.origin),
  ])
    expect((await fetch(url)).status).toBe(404);
  const before = world.clock.now;
  world.clock.now = new Date(before.getTime() + 5 * 60_000);
  expect((await fetch(at.origin + one!.url)).status).toBe(403);
  world.clock.now = before;
});

it('refuses a proof that is none, however it is spelt', async () => {
  const { id } = await submit();
  const [one] = (await as(who.lin)(images.listPrescriptionImages, { id })).images;
  const url = new URL(one!.url, at.origin);
  for (const proof of ['界'.repeat(64), 'z'.repeat(64), '', '0'.repeat(63)]) {
    url.searchParams.set('proof', proof);
    expect((await fetch(url)).status).toBe(400);
  }
});

it('is no longer shown to who reviewed it when it ran out undecided, nor is the health record', async () => {
  const { id } = await submit();
  const { validUntil } = await as(fang)(desk.claimPrescription, { id });
  const [theirs] = (await as(fang)(images.listPrescriptionImages, { id })).images;
  const row = await db.read.findOneByOrFail(prescriptionTable, { id });
  await db.write((tx) => expireIfOver(tx, row, new Date(validUntil)));
  const looks = world.looks.length;
  await expect(as(fang)(desk.getReview, { id })).rejects.toMatchObject({ status: 404 });
  await expect(as(fang)(images.listPrescriptionImages, { id })).rejects.toMatchObject({ status: 404 });
  expect((await fetch(at.origin + theirs!.url)).status).toBe(404);
  expect(world.looks).toHaveLength(looks);
  expect((await as(who.lin)(images.listPrescriptionImages, { id })).images).toHaveLength(1);
});

it('throws away after a day what nobody handed in, and never what was', async () => {
  const loose = await upload(await jpeg());
  const { id } = await submit();
  const handed = await db.read.findOneByOrFail(imageTable, { prescriptionId: id });
  const row = await db.read.findOneByOrFail(imageTable, { id: loose.id });
  const [forget] = world.reactions.filter(({ name }) => name === 'prescription.forget-image');
  if (!forget || !('effect' in forget)) throw new Error('no timer');
  for (const { id: subject, objectKey } of [row, row, handed])
    await forget.effect({ id: 'e', name: forget.on, subject, data: { objectKey } });
  expect(world.files.has(row.objectKey)).toBe(false);
  expect(world.files.has(handed.objectKey)).toBe(true);
  expect(await db.read.findOneBy(imageTable, { id: loose.id })).toBeNull();
  await engine.drain();
});

it('keeps a prescription at least five years', async () => {
  await submit();
  const rows = await db.read.query('SELECT submittedAt, retentionUntil FROM prescription');
  for (const { submittedAt, retentionUntil } of rows as { submittedAt: string; retentionUntil: string }[])
    expect(Number(retentionUntil.slice(0, 4)) - Number(submittedAt.slice(0, 4))).toBe(5);
});
