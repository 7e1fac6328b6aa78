import { expect, it } from 'vitest';
import * as desk from '@xinglin/shared/prescription/review-contract';
import * as images from '@xinglin/shared/prescription/images';
import { atShanghai } from '@xinglin/shared/kernel/time';
import { system } from '../../../kernel/actor.ts';
import { outboxTable } from '../../../kernel/outbox.ts';
import { someone, testEngine } from '../../../kernel/testing.ts';
import { PROHIBITED, REGISTERED, drugs } from '../testing.ts';
import { imageTable } from './store.ts';
import { submitImages } from './submit-images.ts';
import { APPROVAL, TODAY, jpeg, line, photoWorld, refused, transcription } from './testing.ts';

const { db, world, as, fang, who, at, upload, submit, approved } = photoWorld();
const engine = testEngine(db, () => world.reactions);

it('waits for a pharmacist to read it, and holds no drug until one has', async () => {
  const it = await submit();
  expect(it).toMatchObject({
    status: 'submitted',
    source: 'image',
    imageCount: 1,
    itemCount: 0,
    items: null,
    patientName: '林晓',
  });
  expect(it.traceCode).toMatch(/^IMG20261122\d{8}$/);
  const claimed = await as(fang)(desk.claimPrescription, { id: it.id });
  expect(claimed).toMatchObject({ risk: 'medium', images: [{ width: 900, height: 1200 }] });
  expect((await fetch(at.origin + claimed.images[0]!.url)).status).toBe(200);
  expect(claimed.notCovered.join()).toContain('照片还没有录入');
  await expect(as(fang)(desk.approvePrescription, { id: it.id, ...APPROVAL })).rejects.toEqual(
    refused('PRESCRIPTION_NOT_TRANSCRIBED'),
  );
  const review = await as(fang)(images.transcribePrescription, { id: it.id, ...transcription });
  expect(review.items).toMatchObject([
    { genericName: '阿莫西林胶囊', strength: '0.25g', quantity: 24, packs: 1 },
  ]);
  expect(review.findings.map(({ code }) => code)).not.toContain('signature');
  expect(review.notCovered.join()).toContain('没有电子签名');
  expect(review.notCovered.join()).not.toContain('还没有录入');
  await as(fang)(desk.approvePrescription, { id: it.id, ...APPROVAL });
  expect(await world.approvedDrugIdsOf(who.lin.id)).toEqual(new Set([drugs.amoxicillin.id]));
});

it('is written down only by the pharmacist who holds it, only from the catalogue, never what may not be sold online', async () => {
  const { id } = await submit();
  const other = someone('pharmacist');
  world.license(other);
  const asked = { id, ...transcription };
  await expect(as(fang)(images.transcribePrescription, asked)).rejects.toMatchObject({ status: 404 });
  await as(fang)(desk.claimPrescription, { id });
  await expect(as(other)(images.transcribePrescription, asked)).rejects.toEqual(
    refused('PRESCRIPTION_HELD_BY_ANOTHER'),
  );
  await expect(as(who.lin)(images.transcribePrescription, asked)).rejects.toEqual(refused('NOT_ALLOWED'));
  const unknown = { ...asked, items: [line({ id: drugs.amoxicillin.id, genericName: '不在目录' })] };
  await expect(as(fang)(images.transcribePrescription, unknown)).rejects.toEqual(
    refused('PRESCRIPTION_ITEM_UNKNOWN'),
  );
  const banned = { ...asked, items: [line({ id: drugs.amoxicillin.id, genericName: PROHIBITED })] };
  await expect(as(fang)(images.transcribePrescription, banned)).rejects.toMatchObject({ status: 422 });
});

it('is handed in by a person only, never by the system', async () => {
  const { id } = await upload(await jpeg());
  const asked = { personId: REGISTERED[0]!.id, institution: '演示医院', issuedOn: TODAY, imageIds: [id] };
  const byItself = submitImages(world.deps)(system, asked, { idempotencyKey: 'k', ip: '' });
  await expect(byItself).rejects.toEqual(refused('NOT_ALLOWED'));
});

it('holds through the third Shanghai day after its date, and no longer', async () => {
  const before = world.clock.now;
  try {
    world.clock.now = new Date(Date.parse(atShanghai('2026-11-26', '00:00')) - 1);
    expect(await submit()).toMatchObject({ validUntil: atShanghai('2026-11-26', '00:00') });
    world.clock.now = new Date(atShanghai('2026-11-26', '00:00'));
    await expect(submit()).rejects.toEqual(refused('PRESCRIPTION_EXPIRED'));
  } finally {
    world.clock.now = before;
  }
  await expect(submit({ issuedOn: '2026-11-23' })).rejects.toEqual(refused('INVALID_INPUT'));
});

it('ends with its own day when its doctor wrote nothing else', async () => {
  const { id } = await submit();
  await as(fang)(desk.claimPrescription, { id });
  const review = await as(fang)(images.transcribePrescription, { id, ...transcription, extendedDays: 0 });
  expect(review.validUntil).toBe(atShanghai('2026-11-23', '00:00'));
});

it('is for a registered person, and a child only with the guardian’s agreement', async () => {
  await expect(submit({ personId: '0193a000-0000-7000-8000-00000000ffff' })).rejects.toEqual(
    refused('PRESCRIPTION_PERSON_UNKNOWN'),
  );
  world.persons.set(who.lin.id, [{ ...REGISTERED[0]!, birthDate: '2018-01-01', mayBeTreated: false }]);
  await expect(submit()).rejects.toEqual(refused('PRESCRIPTION_GUARDIAN_MUST_AGREE'));
});

it('takes nine photographs and not ten, each once, only one’s own', async () => {
  const ids = [];
  for (let each = 0; each < 10; each += 1) ids.push((await upload(await jpeg())).id);
  await expect(submit({ imageIds: ids })).rejects.toEqual(refused('INVALID_INPUT'));
  await expect(submit({ imageIds: [ids[0]!, ids[0]!] })).rejects.toEqual(refused('IMAGE_NOT_FOUND'));
  await expect(submit({ imageIds: [ids[9]!] }, someone('patient'))).rejects.toEqual(
    refused('IMAGE_NOT_FOUND'),
  );
  expect(await submit({ imageIds: ids.slice(0, 9) })).toMatchObject({ imageCount: 9 });
  await expect(submit({ imageIds: [ids[0]!] })).rejects.toEqual(refused('IMAGE_NOT_FOUND'));
});

it('is never claimed on a platform that has not heard of paper', async () => {
  const { id } = await submit();
  await approved(id);
  const lines = [{ drugId: drugs.amoxicillin.id, quantity: 1 }];
  await db.write((tx) =>
    world.usePrescription(tx, { prescriptionId: id, patientId: who.lin.id, orderId: id, lines }),
  );
  await engine.drain();
  expect(world.platform.claims.size).toBe(0);
});

it('is examined anew once written down: what it says, not that it is a photograph, ranks it', async () => {
  const { id } = await submit();
  await as(fang)(desk.claimPrescription, { id });
  const tooMuch = { ...transcription, items: [{ ...line(), dose: 8, quantity: 96 }] };
  const review = await as(fang)(images.transcribePrescription, { id, ...tooMuch });
  expect(review.risk).toBe('high');
  expect(review.findings).toContainEqual(
    expect.objectContaining({ code: 'dose_over_max', severity: 'stop' }),
  );
  expect((await as(fang)(images.transcribePrescription, { id, ...transcription })).risk).not.toBe('high');
});

it('may be refused unread, and not approved', async () => {
  const { id } = await submit();
  await as(fang)(desk.claimPrescription, { id });
  await expect(as(fang)(desk.approvePrescription, { id, ...APPROVAL })).rejects.toEqual(
    refused('PRESCRIPTION_NOT_TRANSCRIBED'),
  );
  const words = { reason: 'illegible', note: '照片模糊，请重新拍摄' } as const;
  expect(await as(fang)(desk.rejectPrescription, { id, ...words })).toMatchObject({ status: 'rejected' });
});

it('takes the place of one its doctor was asked to change, once', async () => {
  const { id } = await submit();
  await as(fang)(desk.claimPrescription, { id });
  await expect(submit({ replacesId: id })).rejects.toEqual(refused('NOT_REPLACEABLE'));
  await as(fang)(desk.requestChanges, { id, reason: 'illegible', note: '请医生写清剂量' });
  expect(await submit({ replacesId: id })).toMatchObject({ status: 'submitted', replacesId: id });
  await expect(submit({ replacesId: id })).rejects.toEqual(refused('NOT_REPLACEABLE'));
});

it('tells no patient news when it is written down: it is still under review', async () => {
  const { id } = await submit();
  await as(fang)(desk.claimPrescription, { id });
  await engine.drain();
  const events = async () =>
    (await db.read.findBy(outboxTable, { subject: id }))
      .map(({ name }) => name)
      .filter((name) => name === 'prescription.in_review');
  const before = await events();
  await as(fang)(images.transcribePrescription, { id, ...transcription });
  expect(await events()).toEqual(before);
});

it('goes with its photographs, rows and files, when its term is over', async () => {
  const { id } = await submit();
  const [image] = await db.read.findBy(imageTable, { prescriptionId: id });
  await db.write((tx) => world.destroyPrescription(tx, id));
  await engine.drain();
  expect(await db.read.countBy(imageTable, { prescriptionId: id })).toBe(0);
  expect(world.files.has(image!.objectKey)).toBe(false);
});
