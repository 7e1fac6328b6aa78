import { beforeEach } from 'vitest';
import { quarantineStock } from '@xinglin/shared/inventory/requests';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import type { Database } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import { someone } from '../../kernel/testing.ts';
// Order and inventory are two halves of one promise: what is sold leaves a shelf, box by box. Only these tests join them.
import { clearInventory, inventoryWorld } from '../inventory/testing.ts';
import { traceStore } from '../inventory/trace-store.ts';
import { DRUGS, orderWorld, STORES, testCashier } from './testing.ts';

/** Orders over a real shelf: two units of lot A with trace codes, anew for each test. */
// eslint-disable-next-line max-lines-per-function
export function shelfWorld(db: Database) {
  const { closePayment, moneyComes } = testCashier(db);
  const shop = inventoryWorld(db, { stores: { S1: STORES.north.id }, drugs: { D1: DRUGS.otc.id } });
  const { they: stock, inDays, fill, batchOf } = shop;
  const world = orderWorld(db, closePayment, () => stock, stock);
  const { as, orders, buyer, engine, oneParcel, north, seal } = world;
  const second = someone('store_staff', STORES.north.id);
  const rider = someone('rider');

  beforeEach(async () => {
    await clearInventory(db);
    await fill([`S1,D1,A,${inDays(60)},2`]);
    await stock.giveDemoCodes();
  });

  /** Two units of lot A, paid. */
  async function payer() {
    const at = await buyer(oneParcel());
    await moneyComes(at.placed, at.patient);
    await engine.drain();
    return at;
  }

  /** Two units of lot A, to be paid when they are collected. */
  async function toPayLater() {
    const at = await buyer(oneParcel(), { mode: 'pickup' });
    const data = { patientId: at.patient.id, orderNo: at.placed.orderNo };
    await db.write((tx) => publish(tx, { name: 'payment.cash_promised', subject: at.id, data }));
    await engine.drain();
    return at;
  }

  const batchA = () => batchOf(db, 'A');
  const free = async () => (await stock.stockAt([STORES.north.id], [DRUGS.otc.id]))[0]!.available;
  const codesOfA = async () =>
    (await traceStore(db.read).inStock((await batchA()).id, 99)).map(({ code }) => code);
  async function pickWith(id: string, codes: string[]) {
    const { lines } = await as(north)(storeParcel.getStoreParcel, { id });
    const { batchId, quantity } = lines[0]!.picks[0]!;
    return as(north)(storeParcel.pickParcel, {
      id,
      picks: [{ lineId: lines[0]!.id, batchId, quantity, codes }],
    });
  }
  const scan = (id: string, code: string) => as(north)(changes.scanBox, { id, code });
  const bag = async (id: string) => {
    await pickWith(id, await codesOfA());
    return seal(north, id);
  };
  const recall = async () => {
    const { id } = await batchA();
    await as(second)(quarantineStock, { id, quantity: 1, reason: 'recalled', note: '厂家召回' });
    await engine.drain();
  };
  const handOver = async (id: string) => {
    await seal(north, id);
    await db.write((tx) => orders.handOver(tx, rider, id));
  };
  const recalls = async (page: { page?: number; pageSize?: number } = {}) =>
    as(north)(changes.listRecalledParcels, { batchId: (await batchA()).id, ...page }).then(
      ({ items, ...sums }) => ({
        ...sums,
        did: items.map(({ action }) => action),
      }),
    );

  /** The picker finds so many units of lot A damaged. */
  async function short(quantity: number) {
    const at = await payer();
    const { lines } = at.placed.parcels[0]!;
    const input = { id: at.parcelId, lineId: lines[0]!.id, quantity, reason: 'damaged' as const };
    await as(north)(changes.reportShort, { ...input, batchId: (await batchA()).id });
    const [shortage] = (await at.look()).shortages;
    const decide = (choice: 'refund' | 'wait') =>
      as(at.patient)(changes.decideShortage, { id: at.id, shortageId: shortage!.id, choice });
    const again = () => as(north)(changes.reportShort, input);
    return { ...at, decide, again };
  }

  return {
    as,
    buyer,
    oneParcel,
    north,
    seal,
    stock,
    fill,
    inDays,
    batchOf,
    orders,
    rider,
    payer,
    toPayLater,
    batchA,
    free,
    codesOfA,
    pickWith,
    scan,
    bag,
    recall,
    handOver,
    recalls,
    short,
  };
}
