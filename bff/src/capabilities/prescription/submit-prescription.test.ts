import { expect, it } from 'vitest';
import * as contract from '@xinglin/shared/prescription/contract';
import * as reviews from '@xinglin/shared/prescription/review-contract';
import { atShanghai } from '@xinglin/shared/kernel/time';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { UntrustedPrescription } from './ports.ts';
import { prescriptionTable } from './store.ts';
import { PROHIBITED, REGISTERED, drugs, item, prescriptionWorld } from './testing.ts';

const db = testDatabase();
const world = prescriptionWorld(db);
const as = testServer(db, () => world.routes);
const engine = testEngine(db, () => world.reactions);
const lin = someone('patient');
const submit = (traceCode: string, patientName = '林晓', who = lin) =>
  as(who)(contract.submitPrescription, { traceCode, patientName });
const refused = (code: string): unknown => expect.objectContaining({ code });

it('waits for a pharmacist once handed in, and shows neither drug nor dosage until then', async () => {
  const it = await submit(world.issue());
  expect(it).toMatchObject({
    status: 'submitted',
    patientName: '林晓',
    patientAge: 31,
    itemCount: 1,
    items: null,
  });
  expect(JSON.stringify(await as(lin)(contract.getPrescription, { id: it.id }))).not.toContain('阿莫西林');
  expect(JSON.stringify(await as(lin)(contract.listPrescriptions, {}))).not.toContain('阿莫西林');
});

it('tells the patient and the pharmacists', async () => {
  const { id } = await submit(world.issue());
  await engine.drain();
  const event = { topic: 'prescription', id };
  expect(world.told).toContainEqual({ audience: { person: lin.id }, event });
  expect(world.told).toContainEqual({ audience: { role: 'pharmacist' }, event });
});

it('keeps who it is for and what it says unreadable in the database', async () => {
  const { id } = await submit(world.issue());
  const row = JSON.stringify(await db.read.findOneBy(prescriptionTable, { id }));
  for (const secret of ['林晓', '阿莫西林', '扁桃体', '310*']) expect(row).not.toContain(secret);
});

/** A prescription for somebody else by name. */
const written = (name: string, birthDate = '1995-03-14') =>
  world.issue([item()], { patient: { name, sex: 'female', birthDate, idNoMasked: '310***********0021' } });

it('is refused for somebody this account has not registered, and for one of the same name born another day', async () => {
  await expect(submit(world.issue(), '林小')).rejects.toEqual(refused('PRESCRIPTION_PERSON_UNKNOWN'));
  await expect(submit(written('林晓', '1994-03-14'))).rejects.toEqual(refused('PRESCRIPTION_PERSON_DIFFERS'));
});

it('is taken for the one person picked, also when two of mine have the same name', async () => {
  const [one] = REGISTERED;
  const namesake = { ...one!, id: '0193a000-0000-7000-8000-000000000002', birthDate: '1960-01-01' };
  const who = someone('patient');
  world.persons.set(who.id, [one!, namesake]);
  const ask = (personId: string) =>
    as(who)(contract.submitPrescription, {
      traceCode: written('林晓', '1960-01-01'),
      patientName: '林晓',
      personId,
    });
  await expect(ask(one!.id)).rejects.toEqual(refused('PRESCRIPTION_PERSON_DIFFERS'));
  expect(await ask(namesake.id)).toMatchObject({ patientAge: 66 });
});

it('is taken for a child only when the guardian agreed', async () => {
  const who = someone('patient');
  const child = { ...REGISTERED[0]!, birthDate: '2018-01-01' };
  world.persons.set(who.id, [{ ...child, mayBeTreated: false }]);
  const code = written('林晓', '2018-01-01');
  await expect(submit(code, '林晓', who)).rejects.toEqual(refused('PRESCRIPTION_GUARDIAN_MUST_AGREE'));
  world.persons.set(who.id, [{ ...child, guarded: true }]);
  expect(await submit(code, '林晓', who)).toMatchObject({ patientAge: 8 });
});

it('is refused under another name, with the same answer as an unknown code', async () => {
  await expect(submit(written('林小'))).rejects.toEqual(refused('PRESCRIPTION_NOT_ON_PLATFORM'));
  await expect(submit('RX209901010001')).rejects.toEqual(refused('PRESCRIPTION_NOT_ON_PLATFORM'));
});

it('is refused when the prescriber did not sign it as it stands', async () => {
  const code = world.issue();
  world.issued.set(code, new UntrustedPrescription(code, 'signature'));
  await expect(submit(code)).rejects.toEqual(refused('PRESCRIPTION_NOT_TRUSTED'));
});

it('is handed in once, by whoever', async () => {
  const code = world.issue();
  const answers = await Promise.allSettled([
    submit(code),
    submit(code),
    submit(code, '林晓', someone('patient')),
  ]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(submit(code)).rejects.toEqual(refused('PRESCRIPTION_ALREADY_SUBMITTED'));
});

it('may be handed in again after it was withdrawn', async () => {
  const code = world.issue();
  const { id } = await submit(code);
  expect(await as(lin)(contract.withdrawPrescription, { id })).toMatchObject({ status: 'withdrawn' });
  expect(await submit(code)).toMatchObject({ status: 'submitted' });
});

it('is refused when it holds a drug that may not be sold online', async () => {
  const code = world.issue([item(), item({ genericName: PROHIBITED })]);
  await expect(submit(code)).rejects.toEqual(refused('PRESCRIPTION_DRUG_PROHIBITED'));
});

it('holds until the end of the third Shanghai day after issue, whatever its doctor wrote', async () => {
  const issuedAt = atShanghai('2026-11-20', '23:30');
  const code = world.issue([item()], { issuedAt, validUntil: atShanghai('2026-12-20', '00:00') });
  const before = world.clock.now;
  try {
    world.clock.now = new Date(atShanghai('2026-11-24', '00:00'));
    await expect(submit(code)).rejects.toEqual(refused('PRESCRIPTION_EXPIRED'));
    world.clock.now = new Date(Date.parse(atShanghai('2026-11-24', '00:00')) - 1);
    expect(await submit(code)).toMatchObject({ validUntil: atShanghai('2026-11-24', '00:00') });
  } finally {
    world.clock.now = before;
  }
});

it('ends by itself when its time is over', async () => {
  const { id, validUntil } = await submit(world.issue());
  const before = world.clock.now;
  world.clock.now = new Date(validUntil);
  const [expire] = world.reactions.filter(({ name }) => name === 'prescription.expire');
  if (!expire || !('react' in expire)) throw new Error('no timer');
  const due = { id: 'e', name: expire.on, subject: id, data: { patientId: lin.id } };
  await db.write((tx) => expire.react(tx, due));
  await db.write((tx) => expire.react(tx, due));
  world.clock.now = before;
  expect(await as(lin)(contract.getPrescription, { id })).toMatchObject({ status: 'expired' });
});

it('matches each line to the drug of the same name and strength, in the packs that leave least over', async () => {
  const code = world.issue([
    item({ strength: '250mg', quantity: 30 }),
    item({ genericName: '苯磺酸氨氯地平片', strength: '5 mg', quantity: 28, unit: '片' }),
    item({ genericName: '苯磺酸氨氯地平片', strength: '10mg', quantity: 7, unit: '片' }),
  ]);
  const { id } = await submit(code);
  const pharmacist = someone('pharmacist');
  world.license(pharmacist);
  const { items } = await as(pharmacist)(reviews.claimPrescription, { id });
  expect(items.map(({ drugId, packs }) => [drugId, packs])).toEqual([
    [drugs.amoxicillin.id, 2],
    [drugs.amlodipineLarge.id, 1],
    [null, 0],
  ]);
});

it("is nobody's business but the patient's", async () => {
  const { id } = await submit(world.issue());
  const other = as(someone('patient'));
  await expect(other(contract.getPrescription, { id })).rejects.toMatchObject({ status: 404 });
  await expect(other(contract.withdrawPrescription, { id })).rejects.toMatchObject({ status: 404 });
  expect(await other(contract.listPrescriptions, {})).toEqual({ items: [], total: 0 });
});
