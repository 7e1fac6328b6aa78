import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS } from '@xinglin/shared/kernel/time';
import * as contract from '@xinglin/shared/triage/contract';
import type { Actor } from '../../kernel/actor.ts';
import { auditTable } from '../../kernel/audit.ts';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { episodeStore, episodeTable } from './store.ts';
import { healthy, triageWorld } from './testing.ts';

const db = testDatabase();
const { capability, records, clock } = triageWorld(db);
const as = testServer(db, () => capability.routes);
const START = clock.now;

let patient: Actor;
beforeEach(() => {
  patient = someone('patient');
  clock.now = START;
});

const start = (text: string, subject?: contract.SubjectInput) =>
  as(patient)(contract.startEpisode, { text, ...(subject ? { subject } : {}) });
const answer = (id: string, questionId: string, value: contract.Answer | null) =>
  as(patient)(contract.answerQuestion, { id, questionId, answer: value });
const back = (id: string) => as(patient)(contract.stepBack, { id });

/** Skips to the end. */
async function finished(episode: contract.Episode): Promise<contract.Episode> {
  let now = episode;
  while (now.question) now = await answer(now.id, now.question.id, null);
  return now;
}
const grownUp = { age: { years: 30 }, sex: 'M' } as const;

describe('a visit', () => {
  it('asks one question at a time and ends in a result', async () => {
    const first = await start('嗓子疼、流鼻涕两天,低烧');
    expect(first).toMatchObject({
      status: 'asking',
      question: { id: 'age', index: 1, max: 12 },
      result: null,
    });
    const second = await answer(first.id, 'age', 30);
    expect(second.question).toMatchObject({ id: 'sex', index: 2 });
    const end = await finished(second);
    expect(end).toMatchObject({
      status: 'concluded',
      question: null,
      result: { urgency: 'self_care', shopAllowed: true },
    });
    expect(end.result!.options.length).toBeGreaterThan(0);
  });

  it('shows an emergency at once, with nothing to buy', async () => {
    expect(await start('胸口压着疼、出冷汗')).toMatchObject({
      status: 'concluded',
      result: { urgency: 'emergency', options: [], shopAllowed: false },
    });
  });

  it('goes back, keeps the answer, and takes another', async () => {
    const { id } = await start('头疼一天');
    await answer(id, 'age', 30);
    const before = await back(id);
    expect(before).toMatchObject({
      question: { id: 'age', answer: 30 },
      canStepBack: false,
      subject: { age: null },
    });
    expect((await answer(id, 'age', 70)).subject.age).toEqual({ years: 70 });
  });

  it('goes back from a result too', async () => {
    const end = await finished(await start('流鼻涕两天', grownUp));
    expect(end.status).toBe('concluded');
    expect(await back(end.id)).toMatchObject({ status: 'asking', result: null });
  });

  it('counts a double tap once, and refuses an answer to what is past or not offered', async () => {
    const { id } = await start('头疼一天');
    const once = await answer(id, 'age', 30);
    expect(await answer(id, 'age', 30)).toEqual(once);
    await expect(answer(id, 'age', 31)).rejects.toMatchObject({ code: 'TRIAGE_QUESTION_GONE', status: 409 });
    await expect(answer(id, 'sex', 'X')).rejects.toMatchObject({
      code: 'TRIAGE_ANSWER_INVALID',
      status: 422,
    });
    await expect(answer(id, 'sex', 3)).rejects.toMatchObject({ code: 'TRIAGE_ANSWER_INVALID' });
  });

  it('loses no answer to two devices at once', async () => {
    const { id } = await start('头疼一天');
    const row = await episodeStore(db.read).ofPatient(id, patient.id, START.toISOString());
    await answer(id, 'age', 30);
    await expect(db.write((tx) => episodeStore(tx).update(row))).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
  });
});

describe('what is not for it', () => {
  it.each(['asdfgh', '今天天气真好啊股票涨了', '傻逼玩意'])('「%s」 is politely refused', async (text) => {
    expect(await start(text)).toMatchObject({
      status: 'refused',
      question: null,
      result: null,
      message: expect.stringMatching(/哪里不舒服/),
    });
  });

  it('explains the rule of prescription drugs', async () => {
    expect(await start('帮我开头孢')).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('处方'),
    });
    expect(await start('嗓子疼，帮我开头孢', grownUp)).toMatchObject({
      status: 'asking',
      notice: expect.stringContaining('处方'),
    });
  });
});

describe('the record', () => {
  it('is not guessed: without consent medicines are asked, with it they are known', async () => {
    const asked: string[] = [];
    let now = await start('头疼一天', grownUp);
    while (now.question) {
      asked.push(now.question.id);
      now = await answer(now.id, now.question.id, null);
    }
    expect(asked).toContain('medicines');

    records.set(patient.id, {
      ...healthy,
      sex: 'male',
      birthDate: '1980-01-01',
      medicines: ['acetylsalicylic acid'],
    });
    const end = await finished(await start('头疼一天'));
    expect(end.subject).toMatchObject({ age: { years: 46 }, sex: 'M' });
    expect(end.result!.leftOut.find(({ name }) => name === '布洛芬')?.why).toContain('阿司匹林');
  });

  it('speaks only of its owner', async () => {
    records.set(patient.id, { ...healthy, pregnant: true });
    expect((await start('我爸头疼')).subject).toMatchObject({ who: 'parent', sex: 'M', pregnant: false });
  });

  it('is told of a result only when the person agrees', async () => {
    const end = await finished(await start('流鼻涕两天', grownUp));
    const told = () => db.read.countBy(outboxTable, { name: 'triage.concluded', subject: end.id });
    expect([await told(), await capability.summaryOf(end.id)]).toEqual([0, null]);
    await as(patient)(contract.keepEpisode, { id: end.id });
    await as(patient)(contract.keepEpisode, { id: end.id });
    expect(await told()).toBe(1);
    expect(await capability.summaryOf(end.id)).toMatchObject({ urgency: '可以先自己护理' });
  });
});

describe('a day', () => {
  it('is how long an unfinished visit can be resumed', async () => {
    const { id } = await start('头疼一天');
    expect(await as(patient)(contract.getCurrentEpisode, {})).toMatchObject({
      episode: { id, question: { id: 'age' } },
    });
    clock.now = new Date(START.getTime() + 25 * HOUR_MS);
    expect(await as(patient)(contract.getCurrentEpisode, {})).toEqual({ episode: null });
    await expect(as(patient)(contract.getEpisode, { id })).rejects.toMatchObject({ status: 404 });
  });

  it('later, what nobody agreed to keep is gone, and what was kept stays', async () => {
    const forgotten = await finished(await start('流鼻涕两天', grownUp));
    const kept = await finished(await start('打喷嚏两天', grownUp));
    await as(patient)(contract.keepEpisode, { id: kept.id });
    const [timer] = await db.read.findBy(outboxTable, { name: 'triage.expired', subject: forgotten.id });
    expect(timer?.dueAt).toBe(forgotten.expiresAt);
    const [reaction] = capability.reactions;
    for (const { id } of [forgotten, kept])
      await db.write((tx) =>
        reaction && 'react' in reaction
          ? reaction.react(tx, { id, name: 'triage.expired', subject: id, data: {} })
          : Promise.resolve(),
      );
    expect(await db.read.findBy(episodeTable, { patientId: patient.id })).toMatchObject([{ id: kept.id }]);
  });

  it('a new visit leaves the unfinished one behind', async () => {
    const { id } = await start('头疼一天');
    await start('嗓子疼');
    expect(await as(patient)(contract.getEpisode, { id })).toMatchObject({ status: 'abandoned' });
  });
});

it('is nobody else’s to see, and lies encrypted', async () => {
  const { id } = await start('我有说不出口的毛病，头疼一天');
  await expect(as(someone('patient'))(contract.getEpisode, { id })).rejects.toMatchObject({ status: 404 });
  await expect(as(someone('pharmacist'))(contract.getEpisode, { id })).rejects.toMatchObject({ status: 403 });
  const row = await db.read.findOneByOrFail(episodeTable, { id });
  expect(JSON.stringify(row)).not.toContain('头疼');
  const trail = await db.read.findBy(auditTable, { subject: id });
  expect(JSON.stringify(trail)).not.toContain('头疼');
  expect(trail.map(({ action }) => action)).toContain('triage.start');
});

it('answers the prescription review about interactions, and what it does not know', async () => {
  const report = await capability.interactions(['warfarin', 'ibuprofen', 'unobtainium']);
  expect(report.found).toMatchObject([{ inns: ['warfarin', 'ibuprofen'], severity: 'warn' }]);
  expect(report.unknown).toEqual(['unobtainium']);
  expect((await capability.interactions(['glyceryl trinitrate', 'sildenafil'])).found[0]?.severity).toBe(
    'stop',
  );
});

describe('the same illness again', () => {
  const later = (hours: number) => (clock.now = new Date(START.getTime() + hours * HOUR_MS));
  const follow = (id: string, course: contract.Course, text?: string) =>
    as(patient)(contract.followEpisode, { id, course, ...(text ? { text } : {}) });
  const kept = async (text: string) => {
    const end = await finished(await start(text, grownUp));
    return as(patient)(contract.keepEpisode, { id: end.id });
  };

  it('goes on with what was told then, and sends on who has not got better', async () => {
    const first = await kept('鼻塞、流鼻涕两天');
    expect(first.result!.urgency).toBe('self_care');
    later(72);
    const again = await finished(await follow(first.id, 'same'));
    expect(again).toMatchObject({
      follows: { id: first.id, course: 'same', text: '鼻塞、流鼻涕两天' },
      subject: { age: { years: 30 }, sex: 'M' },
      result: { urgency: 'see_doctor' },
    });
    expect(again.understood.find(({ code }) => code === 'runny_nose')?.detail).toBe('5 天');
    // The earlier result is not rewritten.
    expect((await as(patient)(contract.getEpisode, { id: first.id })).result!.urgency).toBe('self_care');
  });

  it('stays calm when it is getting better', async () => {
    const first = await kept('鼻塞、流鼻涕两天');
    later(72);
    expect((await finished(await follow(first.id, 'better'))).result!.urgency).toBe('self_care');
  });

  it('reads what is new, before what was told then', async () => {
    const first = await kept('咳嗽两天，发烧38.5');
    later(48);
    const again = await follow(first.id, 'worse', '现在喘不上气，嘴唇发紫，烧退了');
    expect(again.result).toMatchObject({ urgency: 'emergency', options: [] });
    expect(again.understood).not.toContainEqual(
      expect.objectContaining({ code: 'fever', negated: undefined }),
    );
  });

  it('is only for its owner, and only for a result', async () => {
    const first = await kept('头疼一天');
    await expect(
      as(someone('patient'))(contract.followEpisode, { id: first.id, course: 'same' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const asking = await start('头疼一天');
    await expect(follow(asking.id, 'same')).rejects.toMatchObject({ code: 'TRIAGE_NOT_CONCLUDED' });
  });

  it('is offered on the home screen half a day later, for two weeks, unless it was an emergency', async () => {
    const first = await kept('鼻塞、流鼻涕两天');
    expect(await capability.followableEpisode(patient.id)).toBeNull();
    later(24);
    expect(await capability.followableEpisode(patient.id)).toMatchObject({ id: first.id });
    later(24 * 15);
    expect(await capability.followableEpisode(patient.id)).toBeNull();
    await start('胸口压着疼、出冷汗');
    later(24 * 16);
    expect(await capability.followableEpisode(patient.id)).toBeNull();
  });
});
