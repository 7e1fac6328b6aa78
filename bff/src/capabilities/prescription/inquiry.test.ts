import { expect, it } from 'vitest';
import * as contract from '@xinglin/shared/prescription/contract';
import * as inquiry from '@xinglin/shared/prescription/inquiry-contract';
import * as reviews from '@xinglin/shared/prescription/review-contract';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { inquiryTable } from './inquiry-store.ts';
import { ALL_CHECKED, SIGNED, prescriptionWorld } from './testing.ts';

const db = testDatabase();
const world = prescriptionWorld(db);
const as = testServer(db, () => world.routes);
const engine = testEngine(db, () => world.reactions);
const lin = someone('patient');
const fang = someone('pharmacist');
world.license(fang);
const wen = someone('pharmacist');
world.license(wen);
const refused = (code: string): unknown => expect.objectContaining({ code });

async function claimed() {
  const { id } = await as(lin)(contract.submitPrescription, {
    traceCode: world.issue(),
    patientName: '林晓',
  });
  await as(fang)(reviews.claimPrescription, { id });
  return id;
}
const approve = (id: string) =>
  as(fang)(reviews.approvePrescription, { id, checked: ALL_CHECKED, ...SIGNED });
const reject = (id: string) =>
  as(fang)(reviews.rejectPrescription, { id, reason: 'other', note: '请联系医生' });
const ask = async (id: string, question = '您对青霉素过敏吗？') =>
  (await as(fang)(inquiry.askPatient, { id, question })).items.at(-1)!.id;
const answer = (id: string, inquiryId: string, text = '不过敏，去年用过') =>
  as(lin)(inquiry.answerQuestion, { id, inquiryId, answer: text });
const read = (id: string, inquiryId: string) => as(fang)(inquiry.readAnswer, { id, inquiryId });

it('is decided neither way before the answer to a question came and was opened', async () => {
  const id = await claimed();
  const question = await ask(id);
  for (const decide of [approve, reject]) await expect(decide(id)).rejects.toEqual(refused('QUESTION_OPEN'));
  await answer(id, question);
  for (const decide of [approve, reject]) await expect(decide(id)).rejects.toEqual(refused('ANSWER_UNREAD'));
  const page = await as(fang)(reviews.getReview, { id });
  expect(page.inquiries).toMatchObject([{ question: '您对青霉素过敏吗？', answer: null }]);
  expect(JSON.stringify(page)).not.toContain('去年用过');
  expect((await read(id, question)).items).toMatchObject([{ answer: '不过敏，去年用过' }]);
  expect(await approve(id)).toMatchObject({ status: 'approved' });
});

it('needs a note of the patient read too, also one left before anybody claimed it', async () => {
  const { id } = await as(lin)(contract.submitPrescription, {
    traceCode: world.issue(),
    patientName: '林晓',
  });
  const { items } = await as(lin)(inquiry.leaveNote, { id, note: '我正在备孕' });
  await as(fang)(reviews.claimPrescription, { id });
  await expect(approve(id)).rejects.toEqual(refused('ANSWER_UNREAD'));
  await read(id, items[0]!.id);
  const late = await as(lin)(inquiry.leaveNote, { id, note: '还想起一件事' });
  await expect(approve(id)).rejects.toEqual(refused('ANSWER_UNREAD'));
  await read(id, late.items[1]!.id);
  await approve(id);
  await expect(as(lin)(inquiry.leaveNote, { id, note: '太晚了吗' })).rejects.toMatchObject({ status: 409 });
});

it('lets a pharmacist take back only what nobody answered, with a reason that stays', async () => {
  const id = await claimed();
  const first = await ask(id);
  const withdraw = (inquiryId: string) =>
    as(fang)(inquiry.withdrawQuestion, { id, inquiryId, reason: '病历里已经写明' });
  expect((await withdraw(first)).items[0]).toMatchObject({ withdrawReason: '病历里已经写明' });
  await expect(answer(id, first)).rejects.toEqual(refused('QUESTION_NOT_FOUND'));
  const second = await ask(id);
  await answer(id, second);
  await expect(withdraw(second)).rejects.toEqual(refused('ANSWER_UNREAD'));
  await read(id, second);
  expect(await approve(id)).toMatchObject({ status: 'approved' });
});

it('takes one answer to a question, and only from its patient', async () => {
  const id = await claimed();
  const question = await ask(id);
  const stranger = as(someone('patient'));
  await expect(
    stranger(inquiry.answerQuestion, { id, inquiryId: question, answer: '我来答' }),
  ).rejects.toMatchObject({ status: 404 });
  await expect(stranger(inquiry.listInquiries, { id })).rejects.toMatchObject({ status: 404 });
  const answers = await Promise.allSettled([answer(id, question, '甲'), answer(id, question, '乙')]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(as(wen)(inquiry.askPatient, { id, question: '不是我的' })).rejects.toMatchObject({
    status: 409,
  });
});

it('shows an answer that was read before to nobody who does not hold the prescription', async () => {
  const id = await claimed();
  const question = await ask(id);
  await answer(id, question);
  await read(id, question);
  const byWen = () => as(wen)(inquiry.readAnswer, { id, inquiryId: question });
  await expect(byWen()).rejects.toEqual(refused('PRESCRIPTION_HELD_BY_ANOTHER'));
  await as(fang)(reviews.releasePrescription, { id });
  await expect(byWen()).rejects.toMatchObject({ status: 404 });
  await expect(read(id, question)).rejects.toMatchObject({ status: 404 });
});

it('keeps the prescription in the hands of who asked for half an hour, and tells both sides', async () => {
  const id = await claimed();
  const question = await ask(id);
  await engine.drain();
  expect(world.told).toContainEqual({ audience: { person: lin.id }, event: { topic: 'prescription', id } });
  const { claimUntil } = await as(fang)(reviews.getReview, { id });
  expect(Date.parse(claimUntil!) - world.clock.now.getTime()).toBe(30 * 60_000);
  const queued = async () => (await as(fang)(reviews.listReviewQueue, {})).mine.find((it) => it.id === id);
  expect(await queued()).toMatchObject({ inquiry: 'asked' });
  await answer(id, question);
  expect(await queued()).toMatchObject({ inquiry: 'answered' });
});

it('keeps what was said unreadable in the database', async () => {
  const id = await claimed();
  await answer(id, await ask(id, '您怀孕了吗？'), '没有怀孕');
  const rows = JSON.stringify(await db.read.findBy(inquiryTable, { prescriptionId: id }));
  expect(rows).not.toContain('怀孕');
});
