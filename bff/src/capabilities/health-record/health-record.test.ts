import { beforeEach, describe, expect, it } from 'vitest';
import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import * as contract from '@xinglin/shared/health-record/contract';
import type { Actor } from '../../kernel/actor.ts';
import { fieldCrypto } from '../../kernel/crypto.ts';
import { publish } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { healthRecord } from './index.ts';
import { entryTable, profileTable } from './store.ts';

const db = testDatabase();
const consents = new Set<string>();
const capability = healthRecord({
  db,
  crypto: fieldCrypto({ k1: randomBytes(32) }, randomBytes(32)),
  hasConsent: async (id) => consents.has(id),
  drugNames: async (ids) => new Map(ids.map((id) => [id, '对乙酰氨基酚片'])),
  prescriptionSummary: async () => '阿莫西林胶囊 0.25g',
  episodeSummary: async () => ({ urgency: '自我照护', text: '嗓子疼、流鼻涕两天' }),
  now: () => new Date(),
  newId: () => uuidv7(),
});
const as = testServer(db, () => capability.routes);
const engine = testEngine(db, () => capability.reactions);
const profile = {
  name: '林晓',
  sex: 'female' as const,
  birthDate: '1995-03-14',
  weightKg: null,
  pregnant: false,
  breastfeeding: null,
  allergies: ['青霉素'],
  conditions: ['asthma'],
  medicines: ['loratadine'],
};
const tell = async (name: string, patientId: string, data: object = {}) => {
  await db.write((tx) => publish(tx, { name, subject: uuidv7(), data: { patientId, ...data } }));
  await engine.drain();
};
const plan = { drugId: 'd', drugName: '对乙酰氨基酚片', planId: 'p', amountText: '1 片' };

let patient: Actor;
beforeEach(() => {
  patient = someone('patient');
});

describe('without consent', () => {
  it('nothing is kept, nothing is read, and the person is told what is missing', async () => {
    await tell('dose.taken', patient.id, plan);
    expect(await as(patient)(contract.getHealthRecord, {})).toMatchObject({ consented: false, entries: [] });
    for (const ask of [
      () => as(patient)(contract.saveHealthProfile, profile),
      () => as(patient)(contract.exportHealthRecord, {}),
      () => as(patient)(contract.recordObservation, { kind: 'temperature', value: 37 }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'CONSENT_REQUIRED', status: 403 });
    expect(await capability.healthFactsOf(patient.id, null)).toBeNull();
    expect(await db.read.countBy(entryTable, { personId: patient.id })).toBe(0);
  });
  it('taking the consent back stops reads at once', async () => {
    consents.add(patient.id);
    await as(patient)(contract.saveHealthProfile, profile);
    expect(await capability.healthFactsOf(patient.id, null)).toMatchObject({ allergies: ['青霉素'] });
    consents.delete(patient.id);
    expect(await capability.healthFactsOf(patient.id, null)).toBeNull();
  });
});

describe('the record', () => {
  beforeEach(() => void consents.add(patient.id));

  it('writes itself from what happened, and exports it as FHIR R4', async () => {
    await as(patient)(contract.saveHealthProfile, profile);
    await tell('triage.concluded', patient.id);
    await tell('parcel.delivered', patient.id, { parcelNo: 'P1', lines: [{ drugId: 'd', quantity: 2 }] });
    await tell('prescription.approved', patient.id);
    await tell('medication.plan_confirmed', patient.id, plan);
    await tell('dose.taken', patient.id, plan);
    await tell('medication.followed_up', patient.id, { ...plan, feeling: 'better', sideEffects: '' });
    await as(patient)(contract.recordObservation, { kind: 'blood_pressure', value: 128, second: 82 });

    const { entries } = await as(patient)(contract.getHealthRecord, {});
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(
      new Set(['triage', 'dispense', 'prescription', 'plan', 'dose', 'follow_up', 'observation']),
    );
    const exported = await as(patient)(contract.exportHealthRecord, {});
    const types = exported.entry.map(({ resource }) => resource.resourceType);
    for (const type of [
      'Patient',
      'AllergyIntolerance',
      'Condition',
      'MedicationStatement',
      'MedicationDispense',
      'MedicationRequest',
      'MedicationAdministration',
      'ClinicalImpression',
      'Observation',
    ])
      expect(types).toContain(type);
    for (const { resource } of exported.entry)
      if (resource.resourceType !== 'Patient')
        expect(JSON.stringify(resource)).toContain(`urn:uuid:${patient.id}`);
  });

  it('lies encrypted in the database', async () => {
    await as(patient)(contract.saveHealthProfile, profile);
    await tell('dose.taken', patient.id, plan);
    const rows = [await db.read.find(entryTable), await db.read.find(profileTable)];
    expect(JSON.stringify(rows)).not.toMatch(/青霉素|对乙酰氨基酚|林晓/);
  });

  it('is one entry for one event, and only its owner can hide it', async () => {
    await tell('dose.taken', patient.id, plan);
    const { entries } = await as(patient)(contract.getHealthRecord, {});
    const stranger = someone('patient');
    const id = entries[0]!.id;
    await expect(as(stranger)(contract.hideEntry, { id, hidden: true })).rejects.toMatchObject({
      status: 404,
    });
    expect(await as(patient)(contract.hideEntry, { id, hidden: true })).toMatchObject({ hidden: true });
  });

  it('shows the person who looked', async () => {
    await as(patient)(contract.saveHealthProfile, profile);
    await capability.healthFactsOf(patient.id, { who: '王药师', what: '审方时查看过敏史' });
    const { accesses } = await as(patient)(contract.getHealthRecord, {});
    expect(accesses).toMatchObject([{ who: '王药师', what: '审方时查看过敏史' }]);
  });

  it.each([
    ['blood_pressure', 190, 125, true],
    ['blood_pressure', 150, 95, false],
    ['glucose', 2.8, undefined, true],
    ['glucose', 5.6, undefined, false],
    ['temperature', 41.2, undefined, true],
  ] as const)('answers %s %s/%s with urgent advice: %s', async (kind, value, second, urgent) => {
    const answer = await as(patient)(contract.recordObservation, {
      kind,
      value,
      ...(second ? { second } : {}),
    });
    expect(answer.urgent !== null).toBe(urgent);
  });
});
