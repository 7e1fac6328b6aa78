import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { unreachable } from '@xinglin/shared/kernel/lifecycle';
import * as contract from '@xinglin/shared/order/contract';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import { orderLifecycle, parcelLifecycle } from '@xinglin/shared/order/lifecycle';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { ADDRESS, DRUGS, orderWorld, planParcel, STORES, testCashier } from './testing.ts';

const db = testDatabase();
const { closePayment, moneyComes } = testCashier(db);
const { as, orders, buyer, engine, oneParcel, twoParcels, north, south, pick, seal, ...world } = orderWorld(
  db,
  closePayment,
);
const rider = someone('rider');

async function payer(parcels = oneParcel(), options: Parameters<typeof world.plan>[2] = {}) {
  const at = await buyer(parcels, options);
  await moneyComes(at.placed, at.patient);
  await engine.drain();
  return at;
}

async function onTheWay(parcels = oneParcel()) {
  const at = await payer(parcels);
  for (const { id, storeId } of at.placed.parcels) {
    const staff = storeId === STORES.north.id ? north : south;
    await pick(staff, id);
    await seal(staff, id);
    await db.write((tx) => orders.handOver(tx, rider, id));
  }
  const right = (await at.look()).parcels[0]!.receiptCode!;
  return { ...at, right, wrong: right === '0000' ? '1111' : '0000' };
}

test('every state of an order and of a parcel can be reached', () => {
  expect(unreachable(orderLifecycle, 'unpaid')).toEqual([]);
  expect(unreachable(parcelLifecycle, 'waiting')).toEqual([]);
});

test('a paid order is picked by lot, sealed, handed over and delivered, and everybody hears of each step', async () => {
  const { patient, id, parcelId, look } = await payer();
  expect((await look()).parcels[0]).toMatchObject({ status: 'to_pick', receiptCode: null });
  expect((await pick(north, parcelId)).status).toBe('picked');
  expect(await orders.lotsOfParcel(parcelId)).toEqual([{ drugId: DRUGS.otc.id, lotNo: 'L1', quantity: 2 }]);
  const { sealNo } = await seal(north, parcelId);
  const known = { storeId: STORES.north.id, orderId: id, patientId: patient.id, address: ADDRESS };
  expect(await orders.parcelForDelivery(parcelId)).toMatchObject({ status: 'sealed', sealNo, ...known });
  await db.write((tx) => orders.handOver(tx, rider, parcelId));
  const { receiptCode } = (await look()).parcels[0]!;
  expect(receiptCode).toMatch(/^\d{4}$/);
  await orders.checkReceiptCode(parcelId, receiptCode!);
  await db.write((tx) => orders.deliver(tx, rider, parcelId));
  await engine.drain();

  const done = await look();
  expect(done).toMatchObject({ status: 'completed', parcels: [{ status: 'delivered', receiptCode: null }] });
  expect(done.timeline.map(({ text }) => text)).toEqual([
    '订单已提交',
    '付款成功',
    '药店已按批号拣货',
    '包裹已封签',
    '骑手已取货，正在送来',
    '包裹已送达',
    '订单已完成',
  ]);
  const told = world.live.told.filter(({ event }) => event.id === id).map(({ audience }) => audience);
  expect(told.filter((audience) => 'person' in audience && audience.person === patient.id)).toHaveLength(7);
  expect(told.filter((audience) => 'store' in audience && audience.store === STORES.north.id)).toHaveLength(
    5,
  );
  expect(await orders.deliveredLines(patient.id)).toMatchObject([
    { drugId: DRUGS.otc.id, quantity: 2, parcelId },
  ]);
  expect(await orders.activeOrders(patient.id)).toEqual([]);
});

test('what was delivered on a prescription is told with it, and only that', async () => {
  const patient = someone('patient');
  const prescriptionId = world.prescribe(patient.id);
  const parcels = [...oneParcel(), planParcel('south', [{ drug: 'rx', quantity: 1 }])];
  const placed = await as(patient)(contract.placeOrder, world.plan(patient.id, parcels, { prescriptionId }));
  await moneyComes(placed, patient);
  await engine.drain();
  expect(await orders.storeCodeOfOrder(placed.id)).toBe(STORES.south.code);
  const [plain, prescribed] = placed.parcels;
  world.checkDispensing(placed.id);
  for (const [staff, id] of [[north, plain!.id] as const, [south, prescribed!.id] as const]) {
    expect((await pick(staff, id)).hasPrescription).toBe(id === prescribed!.id);
    await seal(staff, id);
    await db.write((tx) => orders.handOver(tx, rider, id));
    await db.write((tx) => orders.deliver(tx, rider, id));
  }
  const told = async (id: string) =>
    (await db.read.findOneByOrFail(outboxTable, { name: 'parcel.delivered', subject: id })).data;
  expect(await told(plain!.id)).toMatchObject({ prescriptionId: null });
  const lines = [{ drugId: DRUGS.rx.id, quantity: 1 }];
  expect(await told(prescribed!.id)).toMatchObject({ prescriptionId, orderId: placed.id, lines });
});

describe('in the store', () => {
  test('staff see what is paid and theirs, and nothing of who bought it', async () => {
    const unpaid = await buyer(oneParcel());
    const { parcelId } = await payer();
    const { parcelId: lonely } = await payer();
    world.unridden.add(lonely);
    const desk = await as(north)(storeParcel.listStoreParcels, { pageSize: 100 });
    const ids = desk.items.map((parcel) => parcel.id);
    expect(ids).toContain(parcelId);
    expect(ids).not.toContain(unpaid.parcelId);
    const alone = desk.items.filter(({ noRider }) => noRider);
    expect(alone.map(({ id }) => id)).toEqual([lonely]);
    expect(JSON.stringify(desk)).not.toMatch(/王女士|13800000001|杏林路|receiptCode/);
    const picked = await as(north)(storeParcel.listStoreParcels, { status: 'picked', pageSize: 100 });
    expect(picked.items.map((parcel) => parcel.id)).not.toContain(parcelId);
  });

  test("another store's parcel does not exist", async () => {
    const { parcelId: id } = await payer();
    const staff = as(south);
    const picks = [{ lineId: uuidv7(), batchId: uuidv7(), quantity: 1 }];
    for (const reach of [
      () => staff(storeParcel.getStoreParcel, { id }),
      () => staff(storeParcel.pickParcel, { id, picks }),
      () => staff(storeParcel.sealParcel, { id, sealNo: 'SEAL-0' }),
    ])
      await expect(reach()).rejects.toMatchObject({ code: 'PARCEL_NOT_FOUND', status: 404 });
    const { items } = await staff(storeParcel.listStoreParcels, { pageSize: 100 });
    expect(items.map((parcel) => parcel.id)).not.toContain(id);
  });

  test('an unpaid parcel is not picked, an unpicked not sealed, an unsealed not handed over, one in the store not delivered', async () => {
    const unpaid = await buyer(oneParcel());
    const { parcelId: id } = await payer();
    const illegal = { code: 'ILLEGAL_TRANSITION' };
    await expect(pick(north, unpaid.parcelId)).rejects.toMatchObject(illegal);
    await expect(seal(north, id)).rejects.toMatchObject(illegal);
    await pick(north, id);
    await expect(pick(north, id)).rejects.toMatchObject(illegal);
    await expect(db.write((tx) => orders.handOver(tx, rider, id))).rejects.toMatchObject(illegal);
    await expect(db.write((tx) => orders.deliver(tx, rider, id))).rejects.toMatchObject(illegal);
    await expect(orders.checkReceiptCode(id, '0000')).rejects.toMatchObject({ code: 'PARCEL_NOT_FOUND' });
  });

  test('a lot or a quantity that is not on the list is refused, and the stock stays', async () => {
    const { parcelId: id } = await payer();
    const [line] = (await as(north)(storeParcel.getStoreParcel, { id })).lines;
    const lineId = line!.id;
    const { batchId } = line!.picks[0]!;
    for (const picks of [
      [{ lineId, batchId: uuidv7(), quantity: 2 }],
      [{ lineId, batchId, quantity: 1 }],
      [{ lineId, batchId, quantity: 3 }],
      [
        { lineId, batchId, quantity: 2 },
        { lineId: uuidv7(), batchId, quantity: 1 },
      ],
    ])
      await expect(as(north)(storeParcel.pickParcel, { id, picks })).rejects.toMatchObject({
        code: 'PICK_DOES_NOT_MATCH',
      });
    expect((await as(north)(storeParcel.getStoreParcel, { id })).status).toBe('to_pick');
    expect(await world.lastOf(id)).not.toBe('shelf.sold');
  });

  test('a seal number serves one parcel', async () => {
    const [first, second] = [await payer(), await payer()];
    await pick(north, first.parcelId);
    await pick(north, second.parcelId);
    await seal(north, first.parcelId, 'SEAL-TWICE');
    await expect(seal(north, second.parcelId, 'SEAL-TWICE')).rejects.toMatchObject({
      code: 'SEAL_ALREADY_USED',
    });
    expect((await seal(north, second.parcelId, 'SEAL-OTHER')).status).toBe('sealed');
  });
});

describe('at the door', () => {
  const wrongCode = { code: 'RECEIPT_CODE_WRONG' };

  test('five wrong codes lock it, even for the right one and even all at once', async () => {
    const { parcelId, right, wrong } = await onTheWay();
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => orders.checkReceiptCode(parcelId, wrong)),
    );
    const codes = tries.map(
      (tried) => tried.status === 'rejected' && (tried.reason as { code: string }).code,
    );
    expect(codes.filter((code) => code === 'RECEIPT_CODE_WRONG')).toHaveLength(5);
    await expect(orders.checkReceiptCode(parcelId, right)).rejects.toMatchObject({
      code: 'RECEIPT_CODE_LOCKED',
    });
  });

  test('a right code after four wrong ones opens, and starts the count anew', async () => {
    const { parcelId, right, wrong } = await onTheWay();
    for (let round = 0; round < 2; round += 1) {
      for (let times = 0; times < 4; times += 1)
        await expect(orders.checkReceiptCode(parcelId, wrong)).rejects.toMatchObject(wrongCode);
      await orders.checkReceiptCode(parcelId, right);
    }
  });

  test('two parcels that arrive in the same moment complete the order', async () => {
    const { placed, look } = await onTheWay(twoParcels());
    await Promise.all(placed.parcels.map(({ id }) => db.write((tx) => orders.deliver(tx, rider, id))));
    expect((await look()).status).toBe('completed');
  });

  test('an order of two parcels is complete with the second', async () => {
    const { placed, look, id } = await onTheWay(twoParcels());
    await db.write((tx) => orders.deliver(tx, rider, placed.parcels[0]!.id));
    expect((await look()).status).toBe('paid');
    await db.write((tx) => orders.deliver(tx, rider, placed.parcels[1]!.id));
    const done = await look();
    expect(done.status).toBe('completed');
    expect(done.completedAt).not.toBeNull();
    expect(done.timeline.some(({ text }) => text === '包裹已送达（南街店）')).toBe(true);
    expect(await db.read.countBy(outboxTable, { name: 'order.completed', subject: id })).toBe(1);
  });
});
