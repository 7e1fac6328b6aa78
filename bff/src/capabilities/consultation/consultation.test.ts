import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, it } from 'vitest';
import * as contract from '@xinglin/shared/consultation/contract';
import { unreachable } from '@xinglin/shared/kernel/lifecycle';
import { consultationLifecycle } from '@xinglin/shared/consultation/lifecycle';
import { system } from '../../kernel/actor.ts';
import { fieldCrypto } from '../../kernel/crypto.ts';
import { silentLive } from '../../kernel/live.ts';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { consultation } from './index.ts';
import type { Deps, HospitalAnswer } from './ports.ts';
import { startConsultation } from './start-consultation.ts';
import { consultationTable } from './store.ts';

const db = testDatabase();
// Ahead of the real clock: a look that is due again at once would keep the engine busy for ever.
const clock = { now: new Date('2030-01-01T02:00:00.000Z') };
const person = {
  id: '0193a000-0000-7000-8000-000000000001',
  name: '徐建铭',
  sex: 'male' as const,
  birthDate: '1980-02-27',
  idNo: '310100198002270019',
  mayBeTreated: true,
  guarded: false,
};
const world = {
  answer: { state: 'waiting' } as HospitalAnswer,
  asked: new Map<string, object>(),
  persons: [person],
  down: false,
};
const deps: Deps = {
  db,
  crypto: fieldCrypto({ k1: randomBytes(32) }, randomBytes(32)),
  now: () => clock.now,
  newId: () => uuidv7(),
  tell: silentLive().tell,
  hospital: {
    async ask(key, followUp) {
      if (world.down) throw new Error('the hospital is down');
      world.asked.set(key, followUp);
    },
    answerOf: async () => world.answer,
  },
  simulated: true,
  personsOf: async () => world.persons,
};
const capability = consultation(deps);
const as = testServer(db, () => capability.routes);
const engine = testEngine(db, () => capability.reactions);
let xu = someone('patient');
beforeEach(() => {
  xu = someone('patient');
  world.answer = { state: 'waiting' };
  world.persons = [person];
  world.down = false;
  clock.now = new Date('2030-01-01T02:00:00.000Z');
});

const asked = {
  personId: person.id,
  complaint: '血压稳定，药快吃完了',
  diagnosis: '原发性高血压',
  lastVisit: { institution: '演示市第一医院', on: '2026-10-20' },
};
const start = (given: Partial<typeof asked> & { guardianPresent?: boolean } = {}) =>
  as(xu)(contract.startConsultation, { ...asked, ...given });
const mine = async () => (await as(xu)(contract.listConsultations, {})).consultations;
const refused = (code: string): unknown => expect.objectContaining({ code });
const DOCTOR = {
  name: '潘启明',
  licenceNo: '演示医师1',
  institution: '演示互联网医院',
  department: '心血管内科',
};

it('has no state that nothing leads to', () => {
  expect(unreachable(consultationLifecycle, 'asked')).toEqual([]);
});

it('puts the complaint before the hospital and brings the doctor’s prescription number back', async () => {
  const { id } = await start();
  await engine.drain();
  expect(world.asked.get(id)).toMatchObject({ diagnosis: '原发性高血压', patient: { name: '徐建铭' } });
  expect(await mine()).toMatchObject([{ status: 'asked', simulated: true }]);
  world.answer = { state: 'prescribed', doctor: DOCTOR, traceCode: 'RX202611229001', words: '按原方案续用' };
  await db.write((tx) =>
    tx.update(
      outboxTable,
      { name: 'consultation.look_due', subject: id },
      { dueAt: new Date(0).toISOString() },
    ),
  );
  await engine.drain();
  expect(await mine()).toMatchObject([{ status: 'prescribed', traceCode: 'RX202611229001', doctor: DOCTOR }]);
  expect(await capability.consultedFor(xu.id, 'RX202611229001')).toBe(true);
  expect(await capability.consultedFor(someone('patient').id, 'RX202611229001')).toBe(false);
});

it('shows why a doctor declined', async () => {
  world.answer = { state: 'declined', doctor: DOCTOR, words: '请到医院复诊' };
  const { id } = await start();
  await engine.drain();
  await engine.drain();
  await db.write((tx) =>
    tx.update(
      outboxTable,
      { name: 'consultation.look_due', subject: id },
      { dueAt: new Date(0).toISOString() },
    ),
  );
  await engine.drain();
  expect(await mine()).toMatchObject([{ status: 'declined', words: '请到医院复诊', traceCode: null }]);
});

/** A day goes by; only the timer of the end is looked at. */
async function aDayLater(id: string) {
  clock.now = new Date(clock.now.getTime() + 86_400_000);
  const over = { name: 'consultation.lapse_due', subject: id };
  expect(await db.read.findOneByOrFail(outboxTable, over)).toMatchObject({ dueAt: clock.now.toISOString() });
  await db.write((tx) => tx.update(outboxTable, over, { dueAt: new Date(0).toISOString() }));
  await engine.drain();
}

it('ends by itself when no doctor came within a day, and another may be asked', async () => {
  const { id } = await start();
  await expect(start()).rejects.toEqual(refused('CONSULTATION_OPEN'));
  await engine.drain();
  await aDayLater(id);
  expect(await mine()).toMatchObject([{ status: 'lapsed' }]);
  expect(await start()).toMatchObject({ status: 'asked' });
});

it('ends after a day too when the hospital could not be reached at all', async () => {
  world.down = true;
  const { id } = await start();
  await expect(engine.drain()).rejects.toThrow('hospital is down');
  expect(await mine()).toMatchObject([{ status: 'asked' }]);
  await aDayLater(id);
  expect(await mine()).toMatchObject([{ status: 'lapsed' }]);
});

it('keeps the answer of a doctor who came before the day was over', async () => {
  world.answer = { state: 'declined', doctor: DOCTOR, words: '请到医院复诊' };
  const { id } = await start();
  await engine.drain();
  const look = { name: 'consultation.look_due', subject: id };
  await db.write((tx) => tx.update(outboxTable, look, { dueAt: new Date(0).toISOString() }));
  await engine.drain();
  await aDayLater(id);
  expect(await mine()).toMatchObject([{ status: 'declined' }]);
});

it('is a follow-up only: without an earlier diagnosis, hospital and day it is a first visit', async () => {
  for (const given of [
    { diagnosis: '' },
    { lastVisit: { institution: '', on: '2026-10-20' } },
    { lastVisit: { institution: '演示市第一医院', on: null } as never },
    { lastVisit: { institution: '演示市第一医院', on: '2030-01-02' } },
  ])
    await expect(start(given)).rejects.toEqual(refused('CONSULTATION_FIRST_VISIT'));
});

it('wants a guardian beside a child under six, and the guardian’s agreement under fourteen', async () => {
  world.persons = [{ ...person, birthDate: '2025-01-01', guarded: true }];
  await expect(start()).rejects.toEqual(refused('CONSULTATION_GUARDIAN_ABSENT'));
  expect(await start({ guardianPresent: true })).toMatchObject({ status: 'asked' });
  world.persons = [{ ...person, birthDate: '2020-01-01', mayBeTreated: false }];
  await expect(start()).rejects.toEqual(refused('PRESCRIPTION_GUARDIAN_MUST_AGREE'));
});

it.each(['想再开一点地西泮', '晚上睡不着，要佐匹克隆', '疼得厉害，开点吗啡'])(
  'refuses %s',
  async (complaint) => {
    await expect(start({ complaint })).rejects.toEqual(refused('CONSULTATION_STRICT_DRUG'));
  },
);

it('keeps complaint and diagnosis unreadable in the database', async () => {
  const { id } = await start();
  const row = JSON.stringify(await db.read.findOneBy(consultationTable, { id }));
  for (const secret of ['血压', '徐建铭', person.idNo]) expect(row).not.toContain(secret);
});

it("is nobody else's", async () => {
  await start();
  expect((await as(someone('patient'))(contract.listConsultations, {})).consultations).toEqual([]);
});

it('is asked by a person, never by the system, and no model or helper is within its reach', async () => {
  const byItself = startConsultation(deps)(
    system,
    { ...asked, guardianPresent: false },
    { idempotencyKey: 'k', ip: '' },
  );
  await expect(byItself).rejects.toEqual(refused('NOT_ALLOWED'));
  const folders = ['.', '../prescription', '../prescription/images'].map((each) =>
    path.join(import.meta.dirname, each),
  );
  for (const folder of folders)
    for (const file of readdirSync(folder).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
    ))
      expect(readFileSync(path.join(folder, file), 'utf8'), file).not.toMatch(
        /integrations\/llm|triage\/helper|LLM_/,
      );
});

it('says so where no internet hospital is contracted', async () => {
  const none = startConsultation({ ...deps, hospital: null });
  await expect(
    none(xu, { ...asked, guardianPresent: false }, { idempotencyKey: 'k', ip: '' }),
  ).rejects.toEqual(refused('CONSULTATION_NOT_OFFERED'));
});
