import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, it } from 'vitest';
import { idNumberCheck } from '@xinglin/shared/identity/id-number';
import * as contract from '@xinglin/shared/identity/person';
import { atShanghai } from '@xinglin/shared/kernel/time';
import { auditTable } from '../../../kernel/audit.ts';
import { someone, testDatabase, testServer } from '../../../kernel/testing.ts';
import { testCrypto } from '../testing.ts';
import { personsOf } from './queries.ts';
import { forgetRemoved } from './remove-person.ts';
import { personRoutes } from './routes.ts';
import { personTable } from './store.ts';

const db = testDatabase();
const clock = { now: new Date('2026-11-22T02:00:00.000Z') };
const crypto = testCrypto();
let count = 0;
/** For whom something was handed in, and until when it is kept. */
const handedIn = new Map<string, string>();
const deps = {
  ...{ db, crypto, now: () => clock.now, newId: () => uuidv7() },
  handedInUntil: async (_: unknown, id: string) => handedIn.get(id) ?? null,
};
const as = testServer(db, () => personRoutes(deps));
let lin = someone('patient');
beforeEach(() => {
  lin = someone('patient');
  clock.now = new Date('2026-11-22T02:00:00.000Z');
});

/** A made-up number with a right last character; no two alike. */
function idNo(birthDate: string): string {
  count += 1;
  const first17 = `310100${birthDate.replaceAll('-', '')}${String(count).padStart(3, '0')}`;
  return first17 + idNumberCheck(first17);
}
const add = (
  given: Partial<{ name: string; idNo: string; relation: contract.Relation; guardianConsent: boolean }>,
) => as(lin)(contract.addPerson, { name: '林晓', idNo: idNo('1995-03-14'), relation: 'self', ...given });
const trailOf = async (id: string) =>
  (await db.read.findOneByOrFail(auditTable, { subject: id, action: 'person.remove' })).data;
const refused = (code: string): unknown => expect.objectContaining({ code });

it('adds oneself and one’s mother, and shows neither number in full', async () => {
  await add({});
  await add({ name: '周桂珍', idNo: idNo('1951-05-20'), relation: 'parent' });
  const { persons } = await as(lin)(contract.listPersons, {});
  expect(persons.map(({ name, age, relation }) => [name, age, relation])).toEqual([
    ['林晓', 31, 'self'],
    ['周桂珍', 75, 'parent'],
  ]);
  for (const { idNoMasked } of persons) expect(idNoMasked).toMatch(/^310\*{11}\d{3}[\dX]$/);
});

it('keeps name, number and birth date unreadable in the database', async () => {
  const number = idNo('1995-03-14');
  const { id } = await add({ idNo: number });
  const row = JSON.stringify(await db.read.findOneBy(personTable, { id }));
  for (const secret of ['林晓', number, '1995']) expect(row).not.toContain(secret);
});

it('refuses a number with a wrong last character, and one of somebody not born yet', async () => {
  const good = idNo('1995-03-14');
  const bad = good.slice(0, 17) + (good.endsWith('1') ? '2' : '1');
  await expect(add({ idNo: bad })).rejects.toEqual(refused('PERSON_ID_NUMBER_WRONG'));
  await expect(add({ idNo: idNo('2026-11-23'), relation: 'child', guardianConsent: true })).rejects.toEqual(
    refused('PERSON_ID_NUMBER_WRONG'),
  );
});

it('takes a child under fourteen only from a guardian who agrees, and writes the agreement down', async () => {
  const child = { name: '林小树', idNo: idNo('2016-06-01'), relation: 'child' as const };
  await expect(add({ ...child, relation: 'self' })).rejects.toEqual(refused('PERSON_TOO_YOUNG_FOR_SELF'));
  await expect(add({ ...child, relation: 'spouse' })).rejects.toEqual(
    refused('PERSON_RELATION_DOES_NOT_FIT'),
  );
  await expect(add(child)).rejects.toEqual(refused('PERSON_GUARDIAN_MUST_AGREE'));
  const added = await add({ ...child, guardianConsent: true });
  expect(added).toMatchObject({ minor: true, age: 10 });
  expect(added.guardianConsentAt).not.toBeNull();
  expect(await db.read.findOneBy(auditTable, { subject: added.id })).toMatchObject({
    action: 'person.add',
    data: { guardian: true },
  });
});

it('counts fourteen from the birthday in Shanghai', async () => {
  const number = idNo('2012-11-22');
  clock.now = new Date(Date.parse(atShanghai('2026-11-22', '00:00')) - 1);
  await expect(add({ idNo: number })).rejects.toEqual(refused('PERSON_TOO_YOUNG_FOR_SELF'));
  clock.now = new Date(atShanghai('2026-11-22', '00:00'));
  expect(await add({ idNo: number })).toMatchObject({ relation: 'self', minor: false });
});

it('has each person once and one self, also when two requests come at once', async () => {
  const number = idNo('1995-03-14');
  const answers = await Promise.allSettled([
    add({ idNo: number }),
    add({ idNo: number }),
    add({ idNo: number }),
  ]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(add({})).rejects.toEqual(refused('PERSON_SELF_ALREADY_ADDED'));
  await expect(add({ idNo: number, relation: 'spouse' })).rejects.toEqual(refused('PERSON_ALREADY_ADDED'));
});

it('corrects a name and keeps the number; a relation that makes a child of an adult is refused', async () => {
  const { id } = await add({ name: '林小' });
  expect(await as(lin)(contract.changePerson, { id, name: '林晓', relation: 'self' })).toMatchObject({
    name: '林晓',
  });
  const child = { id, name: '林晓', relation: 'self' as const, idNo: idNo('2016-01-01') };
  await expect(as(lin)(contract.changePerson, child)).rejects.toEqual(refused('PERSON_TOO_YOUNG_FOR_SELF'));
});

it('is removed from the list and erased when nothing was handed in for them, and may be added again', async () => {
  const number = idNo('1995-03-14');
  const { id } = await add({ idNo: number });
  await as(lin)(contract.removePerson, { id });
  expect(await as(lin)(contract.listPersons, {})).toEqual({ persons: [] });
  expect(await personsOf(deps)(lin.id)).toEqual([]);
  expect(await db.read.findOneBy(personTable, { id })).toBeNull();
  expect(await trailOf(id)).toEqual({ erased: true });
  expect(await add({ idNo: number })).toMatchObject({ relation: 'self' });
});

it('keeps name and number sealed while the law keeps what was handed in for them, and not a day longer', async () => {
  const number = idNo('1995-03-14');
  const { id } = await add({ idNo: number });
  handedIn.set(id, '2031-11-22T02:00:00.000Z');
  await as(lin)(contract.removePerson, { id });
  const row = await db.read.findOneByOrFail(personTable, { id });
  expect(row).toMatchObject({ idIndex: null, selfOf: null });
  expect(row.facts).toMatch(/^v1\./);
  expect(await trailOf(id)).toEqual({ keptUntil: '2031-11-22T02:00:00.000Z' });
  expect(await add({ idNo: number })).toMatchObject({ relation: 'self' });

  const forget = () => db.write((tx) => forgetRemoved(deps)(tx, id));
  await forget();
  expect(await db.read.existsBy(personTable, { id })).toBe(true);
  handedIn.delete(id);
  await forget();
  expect(await db.read.existsBy(personTable, { id })).toBe(false);
});

it('forgets nobody who is still on the list because a prescription was destroyed', async () => {
  const { id } = await add({});
  await db.write((tx) => forgetRemoved(deps)(tx, id));
  expect(await db.read.existsBy(personTable, { id })).toBe(true);
});

it("is nobody else's: another account neither sees, changes nor removes it", async () => {
  const { id } = await add({});
  const other = as(someone('patient'));
  await expect(other(contract.removePerson, { id })).rejects.toEqual(refused('PERSON_NOT_FOUND'));
  await expect(other(contract.changePerson, { id, name: '某人', relation: 'self' })).rejects.toEqual(
    refused('PERSON_NOT_FOUND'),
  );
});

it('stops at ten', async () => {
  for (let each = 0; each < contract.MOST_PERSONS; each += 1)
    await add({ idNo: idNo('1960-01-01'), relation: 'other' });
  await expect(add({})).rejects.toEqual(refused('PERSON_LIMIT'));
});
