import { beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import * as contract from '@xinglin/shared/medication/contract';
import { doseLifecycle, medicationPlanLifecycle } from '@xinglin/shared/medication/lifecycle';
import { unreachable } from '@xinglin/shared/kernel/lifecycle';
import { atShanghai, shanghaiDate } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { silentLive } from '../../kernel/live.ts';
import { system } from '../../kernel/actor.ts';
import { runImport, textSource } from '../../kernel/import/importer.ts';
import { outboxTable, publish, relayDue } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { clinicImporter, medication } from './index.ts';
import { planTable } from './store.ts';

const db = testDatabase();
let clock = new Date('2026-11-22T02:00:00.000Z'); // 10:00 in Shanghai
const TODAY = '2026-11-22';
const sig = {
  drugId: '00000000-0000-7000-8000-00000000000a',
  name: '布洛芬片',
  strength: '0.2g',
  unit: '片',
  unitsPerPack: 20,
  dose: 1,
  timesPerDay: 3,
  timing: 'after_meal' as const,
  maxDays: 3,
  warnings: ['饭后服用'],
};
const CLINICS = `code,name,address,lng,lat,phone,opens,closes,tests,paid_placement
C1,远而付费,路,121.46,31.19,021,08:00,17:00,blood_count,yes
C2,近,路,121.438,31.19,021,08:00,17:00,blood_count|crp,no
C3,不做血常规,路,121.437,31.19,021,08:00,17:00,urine,no
`;
const capability = medication({
  db,
  sigsOf: async (ids) => (ids.includes(sig.drugId) ? [sig] : []),
  prescribedSig: async (id) => (id === 'rx' ? { ...sig, dose: 2, timesPerDay: 1, days: 1 } : null),
  tell: silentLive().tell,
  now: () => clock,
  newId: () => uuidv7(),
});
beforeAll(async () => {
  const importer = clinicImporter({ newId: () => uuidv7() });
  const report = await runImport({ db, importer, source: textSource(CLINICS), actor: system });
  expect(report).toMatchObject({ created: 3, faultCount: 0 });
});
const as = testServer(db, () => capability.routes);
const engine = testEngine(db, () => capability.reactions);
const timersUntil = async (at: string) => {
  clock = new Date(at);
  const failed: unknown[] = [];
  const relay = { db, reactions: capability.reactions, onError: (error: unknown) => void failed.push(error) };
  while ((await relayDue(relay, at)) > 0);
  expect(failed).toEqual([]);
};

async function delivered(patient: Actor, quantity = 1, prescriptionId: string | null = null) {
  const data = {
    patientId: patient.id,
    orderId: 'o',
    prescriptionId,
    lines: [{ drugId: sig.drugId, quantity }],
  };
  await db.write((tx) => publish(tx, { name: 'parcel.delivered', subject: uuidv7(), data }));
  await engine.drain();
  const { plans } = await as(patient)(contract.getMedication, {});
  return plans[0]!;
}
const confirm = (patient: Actor, id: string, times: string[], days = 1) =>
  as(patient)(contract.confirmMedicationPlan, { id, times, days, startsOn: TODAY });
const today = async (patient: Actor) => (await as(patient)(contract.getMedication, {})).today;

describe('a proposed plan', () => {
  it('follows the leaflet, lasts no longer than what was bought, and reminds nobody by itself', async () => {
    const plan = await delivered(someone('patient'));
    expect(plan).toMatchObject({
      status: 'proposed',
      basis: 'leaflet',
      times: ['08:00', '13:00', '19:00'],
      days: 3,
    });
    expect(plan.unitsLeft).toBe(20);
    expect(await db.read.existsBy(outboxTable, { name: 'dose.time' })).toBe(false);
  });
  it('follows the prescription where there is one', async () => {
    expect(await delivered(someone('patient'), 1, 'rx')).toMatchObject({
      basis: 'prescription',
      dose: 2,
      days: 1,
    });
  });
  it('is never taken more often than allowed, and is nobody else’s', async () => {
    const patient = someone('patient');
    const { id } = await delivered(patient);
    await expect(confirm(patient, id, ['08:00', '10:00', '12:00', '14:00'])).rejects.toMatchObject({
      code: 'TOO_MANY_TIMES',
    });
    await expect(confirm(someone('patient'), id, ['08:00'])).rejects.toMatchObject({ status: 404 });
  });
});

describe('a confirmed plan', () => {
  it('has the doses still to come today, and falls due at its time', async () => {
    clock = new Date(atShanghai(TODAY, '10:00'));
    const patient = someone('patient');
    const { id } = await delivered(patient);
    await confirm(patient, id, ['08:00', '13:00', '19:00'], 2);
    expect((await today(patient)).map(({ dueAt }) => dueAt)).toEqual([
      atShanghai(TODAY, '13:00'),
      atShanghai(TODAY, '19:00'),
    ]);
    await timersUntil(atShanghai(TODAY, '13:00'));
    expect((await today(patient))[0]).toMatchObject({ status: 'due', amountText: '1 片' });
  });
  it('counts the units down once, however often the dose is ticked off', async () => {
    clock = new Date(atShanghai(TODAY, '13:05'));
    const patient = someone('patient');
    const { id } = await delivered(patient);
    await confirm(patient, id, ['13:05']);
    const [dose] = await today(patient);
    const ticks = await Promise.allSettled(
      [1, 2, 3].map(() => as(patient)(contract.takeDose, { id: dose!.id })),
    );
    expect(ticks.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await as(patient)(contract.takeDose, { id: dose!.id })).toMatchObject({ status: 'taken' });
    const { plans } = await as(patient)(contract.getMedication, {});
    expect(plans[0]).toMatchObject({ unitsLeft: 19, taken: 1 });
  });
  it.each([
    ['confirmed', 'stopped'],
    ['only proposed', 'declined'],
  ])('that is %s ends when its lot is recalled, and reminds nobody any more', async (state, status) => {
    clock = new Date(atShanghai(TODAY, '10:00'));
    const patient = someone('patient');
    const { id } = await delivered(patient);
    if (state === 'confirmed') await confirm(patient, id, ['13:00']);
    const { origin } = await db.read.findOneByOrFail(planTable, { id });
    const data = { patientId: patient.id, drugId: sig.drugId };
    const recalled = { name: 'parcel.recalled' as const, subject: origin.split(':')[0]!, data };
    // Told by hand: the outbox goes by the real clock, by which the course is over.
    const stop = capability.reactions.find((each) => each.on === recalled.name);
    if (!stop || !('react' in stop)) throw new Error('nobody listens');
    for (let times = 0; times < 2; times += 1)
      await db.write((tx) => stop.react(tx, { ...recalled, id: uuidv7() }));
    const { plans } = await as(patient)(contract.getMedication, {});
    expect(plans.find((plan) => plan.id === id)?.status ?? 'declined').toBe(status);
    expect((await today(patient)).filter((dose) => dose.status !== 'cancelled')).toEqual([]);
  });
  it('refuses a dose that is hours away, and marks one missed that nobody took', async () => {
    clock = new Date(atShanghai(TODAY, '10:00'));
    const patient = someone('patient');
    const { id } = await delivered(patient);
    await confirm(patient, id, ['19:00']);
    const [dose] = await today(patient);
    await expect(as(patient)(contract.takeDose, { id: dose!.id })).rejects.toMatchObject({
      code: 'DOSE_NOT_YET',
    });
    await timersUntil(atShanghai(TODAY, '19:00'));
    await timersUntil(atShanghai(TODAY, '21:01'));
    expect((await today(patient))[0]).toMatchObject({ status: 'missed' });
  });
  it('is over on the day after the course', async () => {
    clock = new Date(atShanghai(TODAY, '10:00'));
    const patient = someone('patient');
    const { id } = await delivered(patient);
    await confirm(patient, id, ['19:00'], 1);
    await timersUntil('2026-11-23T02:00:00.000Z');
    expect((await as(patient)(contract.getMedication, {})).plans[0]).toMatchObject({ status: 'finished' });
  });
});

describe('the follow-up', () => {
  async function tookOne() {
    clock = new Date(atShanghai(TODAY, '13:00'));
    const patient = someone('patient');
    const { id } = await delivered(patient);
    await confirm(patient, id, ['13:00', '19:00'], 2);
    await as(patient)(contract.takeDose, { id: (await today(patient))[0]!.id });
    const answer = (input: object) => as(patient)(contract.followUp, { id, feeling: 'better', ...input });
    return { patient, id, answer };
  }
  it('needs at least one dose', async () => {
    const patient = someone('patient');
    const { id } = await delivered(patient);
    await expect(as(patient)(contract.followUp, { id, feeling: 'better' })).rejects.toMatchObject({
      code: 'NOTHING_TAKEN_YET',
    });
  });
  it('ends the course of one who recovered, is told once, and sells nothing', async () => {
    const { patient, answer } = await tookOne();
    const { plan, advice } = await answer({ endCourse: true });
    expect(plan).toMatchObject({ status: 'stopped' });
    expect(advice).toMatchObject({ urgency: 'none', clinics: [] });
    expect((await today(patient)).map(({ status }) => status)).toEqual(['taken']);
    await expect(answer({})).rejects.toMatchObject({ code: 'ALREADY_FOLLOWED_UP' });
    expect(await db.read.countBy(outboxTable, { name: 'medication.followed_up', subject: plan.id })).toBe(1);
  });
  it('sends one who got worse to a doctor, the nearest blood test first though another pays', async () => {
    const { answer } = await tookOne();
    const { advice } = await answer({ feeling: 'worse', point: { lng: 121.437, lat: 31.19 } });
    expect(advice.urgency).toBe('see_doctor');
    expect(advice.clinics.map(({ name, paidPlacement }) => [name, paidPlacement])).toEqual([
      ['近', false],
      ['远而付费', true],
    ]);
  });
  it('hears an emergency in the side effects', async () => {
    const { answer } = await tookOne();
    expect((await answer({ feeling: 'better', sideEffects: '喉咙肿，喘不上气' })).advice.urgency).toBe(
      'emergency',
    );
  });
});

it('has no state that cannot be reached', () => {
  expect(unreachable(medicationPlanLifecycle, 'proposed')).toEqual([]);
  expect(unreachable(doseLifecycle, 'planned')).toEqual([]);
  expect(shanghaiDate(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
});
