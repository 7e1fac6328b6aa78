import { beforeEach, expect, it } from 'vitest';
import * as contract from '@xinglin/shared/prescription/contract';
import * as reviews from '@xinglin/shared/prescription/review-contract';
import { signer } from '../../kernel/signing/signatures.ts';
import { freshKey } from '../../kernel/signing/testing.ts';
import { sealed, type Decision } from './content.ts';
import { imageTable } from './images/store.ts';
import { APPROVAL, jpeg, photoWorld, refused } from './images/testing.ts';
import { imagePlace } from './images/upload-image.ts';
import { signedWords } from './signed-words.ts';
import { prescriptionTable, type PrescriptionRow } from './store.ts';
import { amlodipine, item } from './testing.ts';
import { verifySignatures } from './verify-signatures.ts';

const { db, world, as, fang, who, submit, approved } = photoWorld();
const { crypto, files, signer: ours } = world.deps;
const verify = () => verifySignatures({ db, crypto, files, signer: ours });
const kinds = async () => (await verify()).faults.map(({ id, kind }) => [id, kind]);
beforeEach(() => db.write((tx) => tx.clear(prescriptionTable)));

async function claimed(items = [item()]) {
  const traceCode = world.issue(items);
  const { id } = await as(who.lin)(contract.submitPrescription, { traceCode, patientName: '林晓' });
  await as(fang)(reviews.claimPrescription, { id });
  return { id, traceCode };
}
const reject = async (id: string) =>
  as(fang)(reviews.rejectPrescription, { id, reason: 'over_dose', note: '一日剂量超过说明书' });
const rowOf = (id: string) => db.read.findOneByOrFail(prescriptionTable, { id });
const edit = (id: string, changes: Partial<PrescriptionRow>) =>
  db.write((tx) => tx.update(prescriptionTable, { id }, changes));
async function rewrite(id: string, changes: Partial<Decision>) {
  const { decision, decisionOf } = sealed(crypto);
  await edit(id, { decision: decision(id, { ...decisionOf(await rowOf(id))!, ...changes }) });
}

it('covers every kind of decision with the same signed words, and finds all of them whole', async () => {
  const whole = await claimed();
  await as(fang)(reviews.approvePrescription, { id: whole.id, ...APPROVAL });
  const part = await claimed([item(), amlodipine({ days: 7, quantity: 7 })]);
  const without = [{ index: 1, reason: 'interaction' as const }];
  await as(fang)(reviews.approvePrescription, { id: part.id, ...APPROVAL, refused: without });
  expect((await reject((await claimed()).id)).signature).toMatchObject({ holds: true });
  const back = await claimed();
  const asked = { id: back.id, reason: 'over_dose' as const, note: '请改为一日三次' };
  expect((await as(fang)(reviews.requestChanges, asked)).signature).toMatchObject({ holds: true });
  await claimed();
  expect(await verify()).toEqual({ decisions: 4, older: 0, faults: [] });
});

it.each<[string, Partial<PrescriptionRow>, string]>([
  ['turned into an approval', { status: 'approved', rejectReason: null }, 'words'],
  ['given another reason', { rejectReason: 'illegible' }, 'words'],
  ['put in the name of another pharmacist', { licenceNo: '别人的注册证' }, 'words'],
  ['given to another account', { patientId: '0193a000-0000-7000-8000-00000000ffff' }, 'words'],
  ['dated back', { decidedAt: '2026-11-20T00:00:00.000Z' }, 'words'],
  ['emptied', { decision: null }, 'undecided'],
  ['overwritten by who has no key', { decision: 'v1.k1.AAAA.AAAA.AAAA' }, 'unreadable'],
])('names a refusal that was %s', async (_, changes, kind) => {
  const [{ id, traceCode }, other] = [await claimed(), await claimed()];
  await reject(id);
  await reject(other.id);
  await edit(id, changes);
  expect((await verify()).faults).toEqual([{ id, number: traceCode, kind }]);
});

it('names a decision whose words were changed by somebody with the key of the data', async () => {
  const { id } = await claimed();
  await reject(id);
  await rewrite(id, { note: '另一句话' });
  expect(await kinds()).toEqual([[id, 'words']]);
  await rewrite(id, { signature: null });
  expect(await kinds()).toEqual([[id, 'unsigned']]);
});

it('names a prescription that says it was approved and that nobody decided', async () => {
  const { id } = await claimed();
  await edit(id, { status: 'approved' });
  expect(await kinds()).toEqual([[id, 'undecided']]);
});

it('is signed over the photographs as they are kept: none other, none less, none more', async () => {
  const { id } = await submit();
  await approved(id);
  const image = await db.read.findOneByOrFail(imageTable, { prescriptionId: id });
  const photographs = sealed(crypto).decisionOf(await rowOf(id))!.photographs;
  expect(photographs).toEqual([{ id: image.id, sha256: image.sha256 }]);
  expect(await kinds()).toEqual([]);

  const kept = world.files.get(image.objectKey)!;
  const other = crypto.encryptBytes(await jpeg(), imagePlace(image.id));
  for (const bytes of [other, Buffer.from('nothing of ours')]) {
    world.files.set(image.objectKey, bytes);
    expect(await kinds()).toEqual([[id, 'photograph']]);
  }
  world.files.delete(image.objectKey);
  expect(await kinds()).toEqual([[id, 'photograph']]);
  world.files.set(image.objectKey, kept);
  await db.write((tx) => tx.insert(imageTable, { ...image, id: world.deps.newId(), place: 1 }));
  expect(await kinds()).toEqual([[id, 'photograph']]);
});

it('still checks what was signed before every decision was, and counts the refusals of that time', async () => {
  const [approval, refusal] = [await claimed(), await claimed()];
  await as(fang)(reviews.approvePrescription, { id: approval.id, ...APPROVAL });
  await reject(refusal.id);
  const row = await rowOf(approval.id);
  const { contentOf, decisionOf, decision: seal } = sealed(crypto);
  const { words: _w, photographs: _p, proof: _s, ...older } = decisionOf(row)!;
  const signature = await ours.sign(row.licenceNo!, signedWords(row, contentOf(row), older));
  await edit(row.id, { decision: seal(row.id, { ...older, signature }) });
  const { words: _v, ...unsigned } = decisionOf(await rowOf(refusal.id))!;
  await edit(refusal.id, { decision: seal(refusal.id, { ...unsigned, signature: null }) });
  expect(await verify()).toEqual({ decisions: 2, older: 1, faults: [] });
  await edit(row.id, { traceCode: 'RX209901010001' });
  expect(await kinds()).toEqual([[row.id, 'words']]);
});

it('is not made at all by a pharmacist without a certificate, whatever is decided', async () => {
  const { id } = await claimed();
  const strict = signer([freshKey('SM2-SM3', 'C1', '别人的注册证')]);
  const { sign } = ours;
  world.deps.signer.sign = strict.sign;
  await expect(reject(id).finally(() => (world.deps.signer.sign = sign))).rejects.toEqual(
    refused('SIGNING_KEY_MISSING'),
  );
  expect(await rowOf(id)).toMatchObject({ status: 'in_review', decision: null });
});
