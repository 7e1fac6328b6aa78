import { beforeEach, describe, expect, it } from 'vitest';
import {
  destroyRecord,
  holdRecord,
  liftHold,
  listKeptRecords,
} from '@xinglin/shared/compliance/retention-contract';
import { atShanghai, type LocalDate } from '@xinglin/shared/kernel/time';
import { v7 as uuidv7 } from 'uuid';
import { auditTable } from '../../kernel/audit.ts';
import { publish } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { compliance } from './index.ts';
import { keepUntil } from './retention-rules.ts';
import { keptRecordTable } from './retention-store.ts';
import { quietDeps } from './testing.ts';

const db = testDatabase();
let today: LocalDate;
let destroyed: string[];
let expiries: LocalDate[];
const forget = async (_: unknown, id: string) => void destroyed.push(id);
const capability = compliance({
  ...quietDeps(db),
  now: () => new Date(atShanghai(today, '12:00')),
  expiriesOfParcel: async () => expiries,
  destroy: { prescription: forget, sale: forget, counter_sale: forget, consultation: forget },
});
const engine = testEngine(db, () => capability.reactions);
const as = testServer(db, () => capability.routes);
const officer = someone('compliance_officer');
const call = as(officer);
const reason = '监管部门调查通知 2026-11';

beforeEach(() => {
  today = '2026-11-22';
  [destroyed, expiries] = [[], []];
});

/** A prescription that was submitted today. */
async function submitted(): Promise<string> {
  const id = uuidv7();
  const data = { patientId: officer.id, status: 'submitted' };
  await db.write((tx) => publish(tx, { name: 'prescription.submitted', subject: id, data }));
  await engine.drain();
  return id;
}
const record = async (id: string) =>
  (await call(listKeptRecords, { number: `RX-${id.slice(-6)}` })).items.find((each) => each.id === id)!;

describe('the term', () => {
  it('is five years, or one year past the expiry of the goods when that is later', () => {
    const at = atShanghai('2026-11-22', '00:10');
    expect(keepUntil('prescription', at, [])).toBe('2031-11-22');
    expect(keepUntil('sale', at, ['2028-06-30'])).toBe('2031-11-22');
    expect(keepUntil('sale', at, ['2028-06-30', '2031-06-30'])).toBe('2032-06-30');
  });

  it('counts Shanghai days, and 29 February to the day after', () => {
    expect(keepUntil('sale', atShanghai('2028-02-29', '23:59'), [])).toBe('2033-03-01');
  });

  it('grows when goods that last longer were delivered, and never shrinks', async () => {
    const id = await submitted();
    for (expiries of [['2031-09-01'], ['2027-01-01']]) {
      const data = { orderId: uuidv7(), prescriptionId: id };
      await db.write((tx) => publish(tx, { name: 'parcel.delivered', subject: uuidv7(), data }));
      await engine.drain();
      expect(await record(id)).toMatchObject({ keepUntil: '2032-09-01', rule: 'retention-v1' });
    }
  });
});

it('a sale is kept from the day it was paid, once however often that is told, and longer with what was delivered', async () => {
  const orderId = uuidv7();
  const orderNo = '26112200000042';
  const tell = async (name: string, subject: string, data: object) => {
    await db.write((tx) => publish(tx, { name, subject, data }));
    await engine.drain();
  };
  const kept = async () => (await call(listKeptRecords, { number: orderNo })).items;
  const paid = { patientId: officer.id, orderNo, parcelIds: [], storeIds: [] };
  await tell('order.paid', orderId, paid);
  today = '2026-12-01';
  await tell('order.paid', orderId, paid);
  expect(await kept()).toMatchObject([{ id: orderId, kind: 'sale', keepUntil: '2031-11-22' }]);
  expiries = ['2031-06-30'];
  await tell('parcel.delivered', uuidv7(), { orderId, prescriptionId: null });
  expect(await kept()).toMatchObject([{ keepUntil: '2032-06-30' }]);
  await expect(call(destroyRecord, { id: orderId, reason })).rejects.toMatchObject({
    code: 'RECORD_MUST_BE_KEPT',
  });
});

it('a sale over the counter is kept as long as one that was sent, and with it the prescription it was sold on', async () => {
  const [saleId, prescriptionId] = [uuidv7(), await submitted()];
  const data = { storeId: uuidv7(), expires: '2031-06-30', prescriptionId };
  await db.write((tx) => publish(tx, { name: 'stock.counter_sold', subject: saleId, data }));
  await engine.drain();
  const [kept] = (await call(listKeptRecords, { number: saleId })).items;
  expect(kept).toMatchObject({ id: saleId, kind: 'counter_sale', keepUntil: '2032-06-30' });
  expect(await record(prescriptionId)).toMatchObject({ keepUntil: '2032-06-30' });
  today = '2032-06-30';
  await call(destroyRecord, { id: saleId, reason });
  expect(destroyed).toEqual([saleId]);
});

it('a consultation is kept fifteen years', async () => {
  const id = uuidv7();
  const data = { patientId: officer.id };
  await db.write((tx) => publish(tx, { name: 'consultation.asked', subject: id, data }));
  await engine.drain();
  const [kept] = (await call(listKeptRecords, { number: id })).items;
  expect(kept).toMatchObject({ kind: 'consultation', keepUntil: '2041-11-22' });
});

describe('a record', () => {
  it('cannot be destroyed before its term, and on its day it can, once, with a trace', async () => {
    const id = await submitted();
    today = '2031-11-21';
    await expect(call(destroyRecord, { id, reason })).rejects.toMatchObject({ code: 'RECORD_MUST_BE_KEPT' });
    expect(destroyed).toEqual([]);
    today = '2031-11-22';
    expect((await call(listKeptRecords, { state: 'over' })).items.map((each) => each.id)).toContain(id);
    expect((await call(destroyRecord, { id, reason })).destroyedAt).not.toBeNull();
    await expect(call(destroyRecord, { id, reason })).rejects.toMatchObject({ status: 409 });
    expect(destroyed).toEqual([id]);
    expect(await db.read.countBy(auditTable, { subject: id, action: 'record.destroy' })).toBe(1);
  });

  it('on hold outlives its term until somebody lifts the hold, saying why', async () => {
    const id = await submitted();
    expect((await call(holdRecord, { id, reason })).hold).toMatchObject({ reason, byName: '沈合规' });
    await expect(call(holdRecord, { id, reason })).rejects.toMatchObject({ code: 'RECORD_ON_HOLD' });
    today = '2040-01-01';
    await expect(call(destroyRecord, { id, reason })).rejects.toMatchObject({ code: 'RECORD_ON_HOLD' });
    await expect(call(liftHold, { id, reason: '' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect((await call(liftHold, { id, reason: '调查结束，函件 88 号' })).hold).toBeNull();
    await call(destroyRecord, { id, reason });
    expect(destroyed).toEqual([id]);
  });

  it('tells why it is on hold to the officer alone: in the database the reason is locked, older ones are read as they were', async () => {
    const id = await submitted();
    await call(holdRecord, { id, reason });
    const stored = await db.read.findOneByOrFail(keptRecordTable, { id });
    expect(stored.holdReason).toMatch(/^v1\./);
    expect((await record(id)).hold).toMatchObject({ reason });
    await db.write((tx) => tx.update(keptRecordTable, { id }, { holdReason: '旧的理由' }));
    expect((await record(id)).hold).toMatchObject({ reason: '旧的理由' });
  });

  it('is nobody else’s business', async () => {
    for (const role of ['patient', 'rider', 'pharmacist', 'store_staff'] as const)
      await expect(as(someone(role))(listKeptRecords, {})).rejects.toMatchObject({ status: 403 });
  });
});
