import { beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../kernel/testing.ts';
import { system } from '../../kernel/actor.ts';
import { runImport, textSource } from '../../kernel/import/importer.ts';
// A reservation is inventory's, and lives exactly as long as order's parcel. Only this test joins them.
import { inventory } from '../inventory/index.ts';
import { batchTable, reservationTable } from '../inventory/store.ts';
import { clearInventory, inventoryWorld, ledgerDifferences } from '../inventory/testing.ts';
import { DRUGS, orderWorld, STORES, testCashier, whenDue } from './testing.ts';

const db = testDatabase();
const { closePayment, moneyComes } = testCashier(db);
const stores = Object.values(STORES).map((store, n) => ({ ...store, code: `S${n + 1}`, coldChain: true }));
const goods = inventory({
  ...inventoryWorld(db).deps,
  storesByCodes: async () => stores,
  drugsByCodes: async () => new Map([['OTC', { id: DRUGS.otc.id }]]),
});
const { buyer, engine, oneParcel, twoParcels, north, pick } = orderWorld(db, closePayment, undefined, {
  reserve: goods.reserve,
  release: goods.release,
  releaseSome: goods.releaseSome,
  picksOf: goods.picksOf,
  sellReserved: goods.sellReserved,
  takeBack: goods.takeBack,
});

beforeEach(async () => {
  await clearInventory(db);
  const lines = stores.map(({ code }) => `${code},OTC,L1,2099-01-01,9`);
  const csv = ['store_code,drug_code,lot_no,expires,on_hand', ...lines].join('\n');
  const report = await runImport({
    db,
    importer: goods.importers.stock,
    source: textSource(csv),
    actor: system,
  });
  expect(report.written).toBe(true);
});

/** What is promised now: by the reservations, and by the shelf. */
async function held() {
  expect(await ledgerDifferences(db)).toEqual([]);
  const rows = await db.read.findBy(reservationTable, { state: 'held' });
  const shelves = await db.read.find(batchTable);
  return {
    parcels: rows.map(({ reference }) => reference).sort(),
    units: rows.reduce((sum, { quantity }) => sum + quantity, 0),
    onShelves: shelves.reduce((sum, { reserved }) => sum + reserved, 0),
  };
}
const NOTHING = { parcels: [], units: 0, onShelves: 0 };

async function payer(parcels = oneParcel()) {
  const at = await buyer(parcels);
  await moneyComes(at.placed, at.patient);
  await engine.drain();
  return at;
}

describe('a reservation never outlives its order', () => {
  test('that nobody paid in time', async () => {
    const { look } = await buyer(twoParcels());
    expect(await held()).toMatchObject({ units: 3, onShelves: 3 });
    await whenDue(db, engine, 'order.payment_due');
    expect((await look()).status).toBe('cancelled');
    expect(await held()).toEqual(NOTHING);
  });

  test('that was cancelled before paying, while its time ran out, too', async () => {
    const { cancel } = await buyer(twoParcels());
    await Promise.allSettled([cancel(), whenDue(db, engine, 'order.payment_due'), cancel()]);
    expect(await held()).toEqual(NOTHING);
  });

  test('that was cancelled after paying, and ends as a sale when it is picked', async () => {
    const gone = await payer();
    await gone.cancel();
    await engine.drain();
    expect(await held()).toEqual(NOTHING);
    const kept = await payer();
    expect(await held()).toEqual({ parcels: [kept.parcelId], units: 2, onShelves: 2 });
    await pick(north, kept.parcelId);
    expect(await held()).toEqual(NOTHING);
  });

  test('and stays for the one beside it that is still open', async () => {
    const [ends, stays] = [await buyer(oneParcel()), await buyer(oneParcel())];
    await ends.cancel();
    expect(await held()).toEqual({ parcels: [stays.parcelId], units: 2, onShelves: 2 });
  });
});
