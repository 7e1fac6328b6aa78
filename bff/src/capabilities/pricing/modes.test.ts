import { beforeEach, describe, expect, it } from 'vitest';
import { atShanghai } from '@xinglin/shared/kernel/time';
import { listSlots, makePlan, type FulfilmentMode, type Slot } from '@xinglin/shared/pricing/contract';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { here, pricingWorld, someDrug, someStore } from './testing.ts';

const db = testDatabase();
const world = pricingWorld(db);
const { city, they } = world;
const as = testServer(db, () => they.routes);
const patient = someone('patient');
const [a, cold, rx] = [
  someDrug('A'),
  someDrug('C', { storage: 'refrigerated' }),
  someDrug('R', { class: 'rx' }),
];
const fees = { deliveryFeeFen: 500, packagingFeeFen: 100 };
const hour = (time: string, day = '2026-11-22'): Slot => ({
  from: atShanghai(day, time),
  to: atShanghai(day, `${String(Number(time.slice(0, 2)) + 1).padStart(2, '0')}:00`),
});
const plan = (mode: FulfilmentMode, slot?: Slot, drug = a, prescriptionId?: string) =>
  as(patient)(makePlan, {
    ...{ lines: [{ drugId: drug.id, quantity: 1 }], destination: here, mode },
    ...(slot && { slot }),
    ...(prescriptionId && { prescriptionId }),
  });

beforeEach(() => world.clear([a, cold, rx]));

describe('到店自提', () => {
  it('costs no delivery, packaging as the store says, and is ready when it is picked', async () => {
    await world.open(someStore('S1', { ...fees, freeDeliveryFen: 900, pickMinutes: 7 }), 800, { A: 1000 });
    const { mode, options } = await plan('pickup');
    expect(mode).toBe('pickup');
    expect(options[0]).toMatchObject({
      totalFen: 1100,
      etaMinutes: 7,
      parcels: [{ deliveryFeeFen: 0, packagingFeeFen: 100, payableFen: 1100 }],
    });
  });

  it('knows the stores that do not deliver here and asks no minimum order; instant delivery does not', async () => {
    await world.open(someStore('S1', { ...fees, deliveryRadiusM: 500, minOrderFen: 5000 }), 3000, {
      A: 1000,
    });
    expect((await plan('pickup')).options).toHaveLength(1);
    expect((await plan('instant')).options).toEqual([]);
  });

  it('is not offered at a store that is closed now', async () => {
    await world.open(someStore('S1', { opens: '13:00', closes: '20:00' }), 800, { A: 1000 });
    expect((await plan('pickup')).options).toEqual([]);
  });
});

describe('预约送货', () => {
  it('offers the whole hours of two days in which a store that delivers here is open', async () => {
    await world.open(someStore('S1', { opens: '09:00', closes: '20:00' }), 800, { A: 1000 });
    await world.open(someStore('S2', { deliveryRadiusM: 100 }), 800, { A: 1000 });
    const { items } = await as(patient)(listSlots, here);
    expect(items[0]).toEqual({ ...hour('13:00'), stores: 1 });
    expect(items).toContainEqual({ ...hour('19:00'), stores: 1 });
    expect(items).not.toContainEqual(expect.objectContaining({ from: atShanghai('2026-11-22', '20:00') }));
    expect(items.at(-1)).toEqual({ ...hour('11:00', '2026-11-24'), stores: 1 });
  });

  it('is planned with stores open in the wanted hour, though they are closed now', async () => {
    await world.open(someStore('S1', { ...fees, opens: '13:00', closes: '20:00' }), 800, { A: 1000 });
    const { slot, options } = await plan('scheduled', hour('14:00'));
    expect(slot).toEqual(hour('14:00'));
    expect(options[0]).toMatchObject({ totalFen: 1600, etaMinutes: 180 });
    expect((await plan('scheduled', hour('20:00'))).options).toEqual([]);
    expect((await plan('instant')).options).toEqual([]);
  });

  it('needs a pharmacist then for prescription drugs, and a fridge that is healthy now for cold ones', async () => {
    const late = [{ name: '甲', licenceNo: 'L1', from: '16:00', to: '20:00' }];
    const store = await world.open(someStore('S1', { pharmacists: late }), 800, { C: 1000, R: 1000 });
    city.covered.add(`${patient.id}/${patient.id}/${rx.id}`);
    expect((await plan('scheduled', hour('14:00'), rx, patient.id)).options).toEqual([]);
    expect((await plan('scheduled', hour('16:00'), rx, patient.id)).options).toHaveLength(1);
    city.stores[0]!.store = { ...store, fridge: { celsius: 5, at: atShanghai('2026-11-22', '11:59') } };
    expect((await plan('scheduled', hour('16:00'), cold)).options).toHaveLength(1);
    city.stores[0]!.store = { ...store, fridge: { celsius: 12, at: atShanghai('2026-11-22', '11:59') } };
    expect((await plan('scheduled', hour('16:00'), cold)).options).toEqual([]);
  });

  it.each([
    ['too soon', 'scheduled', hour('12:00')],
    ['after two days', 'scheduled', hour('12:00', '2026-11-24')],
    [
      'no whole hour',
      'scheduled',
      { from: atShanghai('2026-11-22', '14:30'), to: atShanghai('2026-11-22', '15:30') },
    ],
    ['missing', 'scheduled', undefined],
    ['with another mode', 'pickup', hour('14:00')],
  ] as const)('refuses an hour that is %s', async (_, mode, slot) => {
    await expect(plan(mode, slot)).rejects.toMatchObject({ code: 'SLOT_NOT_OFFERED' });
  });

  it('cannot be ordered any more when its hour has begun', async () => {
    await world.open(someStore('S1'), 800, { A: 1000 });
    const { id } = await plan('scheduled', hour('13:00'));
    const take = () =>
      db.write((tx) => they.takePlan(tx, { patientId: patient.id, planId: id, optionKey: 'o1' }));
    world.at('2026-11-22', '13:00');
    await expect(take()).rejects.toMatchObject({ code: 'SLOT_NOT_OFFERED' });
    world.at('2026-11-22', '12:05');
    expect(await take()).toMatchObject({ mode: 'scheduled', slot: hour('13:00') });
  });
});

describe('delivery by distance', () => {
  it('costs what the band says, and beyond the last band the store does not deliver', async () => {
    const bands = ['S1,1000,200', 'S1,3000,400', 'S1,4000,700'];
    await world.open(someStore('S1', fees), 1000, { A: 1000 });
    await world.bands(bands);
    const delivery = async (distanceM: number) => {
      city.stores[0]!.distanceM = distanceM;
      return (await plan('instant')).options[0]?.parcels[0]!.deliveryFeeFen;
    };
    expect([await delivery(1000), await delivery(1001), await delivery(3000), await delivery(4000)]).toEqual([
      200, 400, 400, 700,
    ]);
    expect(await delivery(4001)).toBeUndefined();
    expect(await world.bands(bands)).toMatchObject({ unchanged: 3, created: 0 });
  });
});
