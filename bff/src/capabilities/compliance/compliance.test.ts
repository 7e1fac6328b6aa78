import { expect, it } from 'vitest';
import * as contract from '@xinglin/shared/compliance/contract';
import { addDays, shanghaiDate } from '@xinglin/shared/kernel/time';
import { audit, auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { compliance } from './index.ts';
import { quietDeps } from './testing.ts';

const db = testDatabase();
const today = shanghaiDate(new Date());
const licence = (holder: string, days: number) => ({
  kind: 'store_licence' as const,
  holder,
  number: holder,
  expires: addDays(today, days),
});
const capability = compliance({
  ...quietDeps(db),
  licences: async () => [licence('远', 31), licence('近', 30), licence('已过期', -1)],
  displayNameOf: async () => '王药师',
});
const as = testServer(db, () => capability.routes);
const officer = someone('compliance_officer');

it('shows who did what, newest first, and finds it by action and subject', async () => {
  const pharmacist = someone('pharmacist');
  await db.write(async (tx) => {
    await audit(tx, pharmacist, 'prescription.claim', 'rx-1');
    await audit(tx, pharmacist, 'prescription.approve', 'rx-1', { from: 'in_review' });
    await audit(tx, pharmacist, 'prescription.approve', 'rx-2');
  });
  const { items, total } = await as(officer)(contract.listAudit, { subject: 'rx-1' });
  expect(total).toBe(2);
  expect(items[0]).toMatchObject({
    action: 'prescription.approve',
    actorName: '王药师',
    data: { from: 'in_review' },
  });
  expect((await as(officer)(contract.listAudit, { action: 'prescription.app' })).total).toBe(2);
});

it('checks the chain when asked, and names the entry that was touched', async () => {
  const whole = await as(officer)(contract.verifyAuditChain, {});
  expect(whole).toMatchObject({ entries: 3, faultCount: 0 });
  await db.write((tx) => tx.update(auditTable, { seq: 2 }, { subject: 'rx-7' }));
  const touched = await as(officer)(contract.verifyAuditChain, {});
  expect(touched).toMatchObject({ faultCount: 1, faults: [{ seq: 2, kind: 'edited' }] });
});

it('is for the compliance officer alone', async () => {
  for (const role of ['patient', 'rider', 'pharmacist', 'store_staff'] as const)
    await expect(as(someone(role))(contract.listAudit, {})).rejects.toMatchObject({ status: 403 });
});

it('warns of licences that end within 30 days, the ended ones first', async () => {
  const { items } = await as(officer)(contract.listLicenceAlerts, {});
  expect(items.map(({ holder, daysLeft }) => [holder, daysLeft])).toEqual([
    ['已过期', -1],
    ['近', 30],
  ]);
});
