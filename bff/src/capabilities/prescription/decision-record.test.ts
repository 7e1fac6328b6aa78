import { beforeEach, expect, it } from 'vitest';
import * as contract from '@xinglin/shared/prescription/contract';
import * as desk from '@xinglin/shared/prescription/review-contract';
import * as talk from '@xinglin/shared/prescription/inquiry-contract';
import {
  ENOUGH_DECISIONS,
  getDecisionRecord,
  getReviewPace,
  paceText,
  recordText,
} from '@xinglin/shared/prescription/record';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { ALL_CHECKED, SIGNED, amlodipine, item, prescriptionWorld } from './testing.ts';

const db = testDatabase();
const world = prescriptionWorld(db);
const as = testServer(db, () => world.routes);
const fang = someone('pharmacist');
world.license(fang);
let lin = someone('patient');
beforeEach(() => {
  lin = someone('patient');
});
const later = (minutes: number) =>
  void (world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000));

async function handIn() {
  const traceCode = world.issue([item()]);
  return (await as(lin)(contract.submitPrescription, { traceCode, patientName: '林晓' })).id;
}
async function claimed() {
  const id = await handIn();
  later(5);
  await as(fang)(desk.claimPrescription, { id });
  later(2);
  return id;
}
const approve = (id: string) =>
  as(fang)(desk.approvePrescription, { id, checked: ALL_CHECKED, note: '饭后服用，注意皮疹', ...SIGNED });
const record = (id: string) => as(lin)(getDecisionRecord, { id });

it('says who decided, when, how long it took, the seven items, the machine’s checks and what they did not cover', async () => {
  const id = await claimed();
  await approve(id);
  const { decision } = await record(id);
  expect(decision).toMatchObject({
    verdict: 'approved',
    leftOut: [],
    pharmacist: { name: '方药师', licenceNo: '演示注册证0001' },
    reviewSeconds: 120,
    waitSeconds: 420,
    note: '饭后服用，注意皮疹',
  });
  expect(decision?.items.filter(({ confirmed }) => confirmed)).toHaveLength(7);
  expect(decision?.machine).toContainEqual({
    text: '是否有禁止网络销售的药品',
    outcome: '没有提示',
    note: null,
  });
  expect(decision?.notCovered.length).toBeGreaterThan(0);
  expect(decision?.notCoveredCount).toBe(decision?.notCovered.length);
});

it('reads aloud as a page to print or send on', async () => {
  const id = await claimed();
  await approve(id);
  const text = recordText(await record(id));
  for (const words of [
    '方药师',
    '演示注册证0001',
    '审核用时：2 分钟',
    '是否有潜在的相互作用',
    '没有核对到的',
    '没有向您提问，您也没有留言',
  ])
    expect(text).toContain(words);
});

it('says what was asked and answered, and what the patient wrote unasked, before the decision', async () => {
  const id = await claimed();
  await as(fang)(talk.askPatient, { id, question: '您对青霉素过敏吗？' });
  const [question] = (await as(lin)(talk.listInquiries, { id })).items;
  await as(lin)(talk.answerQuestion, { id, inquiryId: question!.id, answer: '不过敏' });
  await as(lin)(talk.leaveNote, { id, note: '正在喝牛奶补钙' });
  for (const { id: inquiryId } of (await as(lin)(talk.listInquiries, { id })).items)
    await as(fang)(talk.readAnswer, { id, inquiryId });
  await approve(id);
  const it = await record(id);
  expect(it.decision?.questions).toEqual([
    { asked: '您对青霉素过敏吗？', answered: '不过敏' },
    { asked: null, answered: '正在喝牛奶补钙' },
  ]);
  expect(recordText(it)).toContain('问：您对青霉素过敏吗？ 答：不过敏');
  expect(recordText(it)).toContain('您的留言：正在喝牛奶补钙');
});

it('tells nothing of a decision before there is one', async () => {
  const id = await claimed();
  const it = await record(id);
  expect(it.decision).toBeNull();
  expect(recordText(it)).toContain('还没有作出决定');
  expect(JSON.stringify(it)).not.toContain('阿莫西林');
});

it('explains a refusal without the name or the dose of any drug', async () => {
  const traceCode = world.issue([item({ dose: 20, days: 40 })]);
  const { id } = await as(lin)(contract.submitPrescription, { traceCode, patientName: '林晓' });
  await as(fang)(desk.claimPrescription, { id });
  await as(fang)(desk.rejectPrescription, { id, reason: 'over_dose', note: '剂量请医生核对' });
  const it = await record(id);
  expect(it.decision).toMatchObject({
    verdict: 'rejected',
    items: [],
    reason: 'over_dose',
    note: '剂量请医生核对',
    notCovered: [],
  });
  expect(it.decision?.machine.some(({ outcome }) => outcome !== '没有提示')).toBe(true);
  expect(it.decision?.notCoveredCount).toBeGreaterThan(0);
  expect(JSON.stringify(it)).not.toContain('阿莫西林');
});

it('names the lines that were let out of an approval, and why', async () => {
  const traceCode = world.issue([item(), amlodipine({ days: 7, quantity: 7 })]);
  const { id } = await as(lin)(contract.submitPrescription, { traceCode, patientName: '林晓' });
  await as(fang)(desk.claimPrescription, { id });
  const refused = [{ index: 1, reason: 'interaction' as const }];
  const given = { id, checked: ALL_CHECKED, note: '', refused, ...SIGNED };
  await as(fang)(desk.approvePrescription, given);
  const it = await record(id);
  const leftOut = [{ name: '苯磺酸氨氯地平片', reason: 'interaction' }];
  expect(it.decision).toMatchObject({ verdict: 'partly', leftOut });
  expect(recordText(it)).toContain('没有通过的药：\n· 苯磺酸氨氯地平片：与其他药有相互作用');
});

it('does not call it refused when its doctor is asked to change it', async () => {
  const id = await claimed();
  await as(fang)(desk.requestChanges, { id, reason: 'over_dose', note: '请医生核对剂量' });
  const it = await record(id);
  expect(it.decision).toMatchObject({ verdict: 'changes' });
  expect(recordText(it)).toContain('结果：请医生修改：剂量超出规定');
});

it('is for its patient alone', async () => {
  const id = await claimed();
  await expect(as(someone('patient'))(getDecisionRecord, { id })).rejects.toMatchObject({ status: 404 });
});

it('counts real waits, and says so while there are fewer than twenty', async () => {
  world.clock.now = new Date('2027-03-01T02:00:00.000Z');
  world.license(fang, '2028-12-31');
  const pace = () => as(lin)(getReviewPace, {});
  expect(await pace()).toEqual({ n: 0, medianSeconds: null, p90Seconds: null });
  for (let each = 1; each < ENOUGH_DECISIONS; each += 1) await approve(await claimed());
  const few = await pace();
  expect(few).toEqual({ n: 19, medianSeconds: null, p90Seconds: null });
  expect(paceText(few)).toContain('还说不准要等多久');
  await approve(await claimed());
  expect(await pace()).toEqual({ n: 20, medianSeconds: 420, p90Seconds: 420 });
  expect(paceText(await pace())).toContain('20 张，一半在 7 分钟内');
  later(8 * 24 * 60);
  expect((await pace()).n).toBe(0);
});
