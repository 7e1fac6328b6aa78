import { expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { COMPENSATION_POINTS } from '@xinglin/shared/order/refund-matrix';
import * as contract from '@xinglin/shared/reward/contract';
import { publish } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { REWARDS } from './catalogue.ts';
import { reward } from './index.ts';
import { pointsTable } from './store.ts';

const db = testDatabase();
const capability = reward({ db, now: () => new Date(), newId: () => uuidv7() });
const as = testServer(db, () => capability.routes);
const engine = testEngine(db, () => capability.reactions);

async function followUp(patientId: string, planId: string = uuidv7()) {
  const data = { patientId, drugId: 'd', drugName: '药', feeling: 'better', sideEffects: '' };
  await db.write((tx) => publish(tx, { name: 'medication.followed_up', subject: planId, data }));
  await engine.drain();
}

it('a finished follow-up earns 20 points, once, however often it is told', async () => {
  const patient = someone('patient');
  await followUp(patient.id, 'plan-1');
  await followUp(patient.id, 'plan-1');
  const { balance, entries } = await as(patient)(contract.getRewards, {});
  expect(balance).toBe(20);
  expect(entries).toMatchObject([{ points: 20, reason: 'follow_up', balance: 20 }]);
});

it('an order that falls through by our fault earns points once, however much of it fails and however often it is told', async () => {
  const patient = someone('patient');
  const orderId = uuidv7();
  const data = { patientId: patient.id, orderNo: 'N1', points: COMPENSATION_POINTS, decidedBy: 'system' };
  for (let n = 0; n < 3; n += 1)
    await db.write((tx) => publish(tx, { name: 'order.compensated', subject: orderId, data }));
  await engine.drain();
  const { balance, entries } = await as(patient)(contract.getRewards, {});
  expect(balance).toBe(COMPENSATION_POINTS);
  expect(entries).toMatchObject([{ points: COMPENSATION_POINTS, reason: 'compensation' }]);
});

it('buying earns no points and spends none, so a refund has none to take or to give back', async () => {
  const moved = capability.reactions.map(({ on }) => on).sort();
  expect(moved).toEqual(['medication.followed_up', 'order.compensated']);
  expect(REWARDS.map(({ code }) => code)).toEqual(['blood_pressure', 'delivery_fee', 'check_up_basic']);
});

it('of fifty that spend the same 20 points at once, one gets the voucher', async () => {
  const patient = someone('patient');
  await followUp(patient.id);
  const tries = await Promise.allSettled(
    Array.from({ length: 50 }, () => as(patient)(contract.redeemReward, { code: 'blood_pressure' })),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const { balance, vouchers } = await as(patient)(contract.getRewards, {});
  expect(balance).toBe(0);
  expect(vouchers).toHaveLength(1);
});

it('the ledger adds up to the balance', async () => {
  const patient = someone('patient');
  for (let i = 0; i < 4; i += 1) await followUp(patient.id);
  await as(patient)(contract.redeemReward, { code: 'delivery_fee' });
  const lines = await db.read.findBy(pointsTable, { personId: patient.id });
  const { balance } = await as(patient)(contract.getRewards, {});
  expect(lines.reduce((sum, line) => sum + line.points, 0)).toBe(balance);
  expect(balance).toBe(20);
});

it('no medicine can be had for points', async () => {
  await expect(as(someone('patient'))(contract.redeemReward, { code: 'D0001' })).rejects.toMatchObject({
    code: 'REWARD_NOT_OFFERED',
  });
  expect(JSON.stringify(REWARDS)).not.toMatch(/片|胶囊|颗粒|处方药/);
});
