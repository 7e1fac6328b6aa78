import { expect, test } from 'vitest';
import { idNumberCheck } from '@xinglin/shared/identity/id-number';
import * as persons from '@xinglin/shared/identity/person';
import * as contract from '@xinglin/shared/prescription/contract';
import type { Actor } from '../../kernel/actor.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
// Identity and prescription keep one promise together: who something was handed in for is never forgotten before it. Only this test joins them.
import { holdPerson, personsOf } from '../identity/persons/queries.ts';
import { personRoutes } from '../identity/persons/routes.ts';
import { personTable } from '../identity/persons/store.ts';
import { handedInUntil } from './for-compliance.ts';
import { prescriptionTable } from './store.ts';
import { item, prescriptionWorld } from './testing.ts';

const db = testDatabase();
const { deps } = prescriptionWorld(db);
const people = { db, crypto: deps.crypto, now: deps.now, newId: deps.newId, handedInUntil };
/** What happens while the platform is asked for the prescription. */
const meanwhile: { act: () => Promise<unknown> } = { act: async () => {} };
const world = prescriptionWorld(db, {
  personsOf: personsOf(people),
  holdPerson,
  platform: {
    ...deps.platform,
    find: async ({ traceCode }) => {
      await meanwhile.act();
      const found = world.issued.get(traceCode);
      return found instanceof Error ? undefined : found;
    },
  },
});
const as = testServer(db, () => [...world.routes, ...personRoutes(people)]);

let count = 0;
async function registered() {
  count += 1;
  const first17 = `31010019950314${String(count).padStart(3, '0')}`;
  const lin = someone('patient');
  const idNo = first17 + idNumberCheck(first17);
  const added = await as(lin)(persons.addPerson, { name: '林晓', idNo, relation: 'self' });
  const sex = Number(first17[16]) % 2 ? 'male' : 'female';
  const patient = { name: '林晓', sex, birthDate: '1995-03-14', idNoMasked: added.idNoMasked } as const;
  const traceCode = world.issue([item()], { patient });
  return { lin, personId: added.id, traceCode };
}
const submit = (lin: Actor, traceCode: string) =>
  as(lin)(contract.submitPrescription, { traceCode, patientName: '林晓' });
const remove = (lin: Actor, id: string) => as(lin)(persons.removePerson, { id });

test('nothing is handed in for who was removed while the platform was asked', async () => {
  const { lin, personId, traceCode } = await registered();
  meanwhile.act = () => remove(lin, personId);
  const refused = { code: 'PRESCRIPTION_PERSON_UNKNOWN' };
  await expect(submit(lin, traceCode)).rejects.toMatchObject(refused);
  meanwhile.act = async () => {};
  expect(await db.read.countBy(prescriptionTable, { personId })).toBe(0);
});

test('of handing in and removing in the same moment, whoever a prescription is kept for is not erased', async () => {
  for (let round = 0; round < 25; round += 1) {
    const { lin, personId, traceCode } = await registered();
    const both = await Promise.allSettled([submit(lin, traceCode), remove(lin, personId)]);
    const kept = await db.read.existsBy(prescriptionTable, { personId });
    expect(kept).toBe(both[0].status === 'fulfilled');
    expect([kept, await db.read.existsBy(personTable, { id: personId })]).not.toEqual([true, false]);
  }
});
