import { v7 as uuidv7 } from 'uuid';
import { addDays, shanghaiDate } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import type { Database } from '../../kernel/database.ts';
import { runImport, textSource } from '../../kernel/import/importer.ts';
import { stockCountLineTable, stockCountTable } from './count-store.ts';
import { inventory, type Deps } from './index.ts';
import { receiptTable } from './receipt-store.ts';
import { registeredSaleTable } from './register-store.ts';
import { stockRequestTable } from './request-store.ts';
import { transferTable } from './transfer-store.ts';
import { problem } from '@xinglin/shared/kernel/problem';
import { fieldCrypto } from '../../kernel/crypto.ts';
import { auditTable } from '../../kernel/audit.ts';
import type { allEntities } from '../../kernel/entity.ts';
import { outboxTable } from '../../kernel/outbox.ts';
import { batchTable, movementTable, reservationTable } from './store.ts';
import { takeBackTable } from './take-back.ts';
import { traceCodeTable } from './trace-store.ts';

/** D3 lives in the fridge, D4 needs a prescription, D5 is a compound of ephedrine. */
const DRUGS = [
  ['D1', 'otc_b', 'normal', null],
  ['D2', 'otc_b', 'normal', null],
  ['D3', 'otc_b', 'refrigerated', null],
  ['D4', 'rx', 'normal', null],
  ['D5', 'otc_a', 'normal', 'ephedrine-compound'],
] as const;
/** The one approved prescription of this world; it serves once. */
export const PRESCRIPTION = 'RX-TRACE-0001';

/** Ids by code, where another world has named them. */
type Ids = { stores?: Record<string, string>; drugs?: Record<string, string> };

/** Inventory on a real database with two stores and three drugs, and a shelf that is filled by the importer. */
export function inventoryWorld(db: Database, ids: Ids = {}) {
  const stores = ['S1', 'S2'].map((code) => ({
    code,
    id: ids.stores?.[code] ?? uuidv7(),
    name: `门店${code}`,
    coldChain: true,
  }));
  const drugs = DRUGS.map(([code, drugClass, storage, prohibitedRule]) => ({
    code,
    id: ids.drugs?.[code] ?? uuidv7(),
    genericName: `药品${code}`,
    strength: '0.5g',
    pack: '10片/盒',
    class: drugClass,
    storage,
    prohibitedRule,
  }));
  const clock = { now: new Date('2026-11-22T04:00:00Z') };
  const told: unknown[] = [];
  const usedRx = new Set<string>();
  const deps: Deps = {
    db,
    now: () => clock.now,
    newId: uuidv7,
    drugsByIds: async (ids) =>
      new Map(drugs.filter(({ id }) => ids.includes(id)).map((each) => [each.id, each])),
    drugsByCodes: async (codes) =>
      new Map(drugs.filter(({ code }) => codes.includes(code)).map((each) => [each.code, each])),
    storesByCodes: async (codes) => stores.filter(({ code }) => codes.includes(code)),
    staffNames: async () => new Map(),
    allStores: async () => stores,
    crypto: fieldCrypto({ k1: Buffer.alloc(32, 7) }, Buffer.alloc(32, 9)),
    usePrescriptionAtCounter: async (_, { prescription }) => {
      if (prescription !== PRESCRIPTION || usedRx.has(prescription)) throw problem('NOT_FOUND');
      usedRx.add(prescription);
      return prescription;
    },
    importOffers: () => Promise.reject(new Error('no prices in this world')),
    tell: (audience, event) => void told.push({ audience, event }),
  };
  const they = inventory(deps);
  const inDays = (days: number) => addDays(shanghaiDate(clock.now), days);
  const fill = (rows: string[]) =>
    runImport({
      db,
      importer: they.importers.stock,
      source: textSource(['store_code,drug_code,lot_no,expires,on_hand', ...rows].join('\n')),
      actor: system,
    });
  const [s1, s2] = stores.map(({ id }) => id) as [string, string];
  const [d1, d2, d3, d4, d5] = drugs.map(({ id }) => id) as [string, string, string, string, string];
  const batchOf = (from: Database, lotNo: string) => from.read.findOneByOrFail(batchTable, { lotNo });
  return { they, deps, clock, told, inDays, fill, batchOf, stores, drugs, s1, s2, d1, d2, d3, d4, d5 };
}

/** Forgets everything between two tests. */
export async function clearInventory(db: Database): Promise<void> {
  const stock = [batchTable, movementTable, reservationTable, takeBackTable, traceCodeTable] as const;
  const desk = [
    receiptTable,
    stockRequestTable,
    stockCountTable,
    stockCountLineTable,
    transferTable,
  ] as const;
  const tables = [...stock, ...desk, registeredSaleTable] as const;
  for (const table of [...tables, auditTable, outboxTable] as ReturnType<typeof allEntities>)
    await db.write((tx) => tx.clear(table));
}

/** Every balance against the sum of its movements: what the ledger says must be what the shelf says. */
export async function ledgerDifferences(db: Database): Promise<object[]> {
  const movements = await db.read.find(movementTable);
  const batches = await db.read.find(batchTable);
  return batches.flatMap((batch) => {
    const own = movements.filter(({ batchId }) => batchId === batch.id);
    const sum = (field: 'onHandDelta' | 'reservedDelta' | 'quarantinedDelta') =>
      own.reduce((total, each) => total + each[field], 0);
    const ledger = {
      onHand: sum('onHandDelta'),
      reserved: sum('reservedDelta'),
      quarantined: sum('quarantinedDelta'),
    };
    const { onHand, reserved, quarantined, lotNo } = batch;
    const agrees =
      ledger.onHand === onHand && ledger.reserved === reserved && ledger.quarantined === quarantined;
    return agrees ? [] : [{ lotNo, ledger, onHand, reserved, quarantined }];
  });
}
