import fc from 'fast-check';
import { expect, it } from 'vitest';
import { receiveGoods } from '@xinglin/shared/inventory/receiving';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { batchTable } from './store.ts';
import { clearInventory, inventoryWorld, ledgerDifferences } from './testing.ts';
import { stockRequestTable } from './request-store.ts';
import { transferTable } from './transfer-store.ts';

const db = testDatabase();
const { they, inDays, fill, batchOf, s1, s2, d1 } = inventoryWorld(db);
const { use } = they;
const clerk = someone('store_staff', s1);
const second = someone('store_staff', s1);
const there = someone('store_staff', s2);
const info = { idempotencyKey: null, ip: '' };
const why = { reason: 'other', note: '' } as const;

/** Every way stock can move; each may be refused, none may bend the books. */
const operations = {
  reserve: (who, quantity) =>
    db.write((tx) => they.reserve(tx, { reference: who, storeId: s1, lines: [{ drugId: d1, quantity }] })),
  release: (who) => db.write((tx) => they.release(tx, who, clerk)),
  releaseSome: (reference, quantity) =>
    db.write((tx) => they.releaseSome(tx, { reference, storeId: s1, drugId: d1, quantity }, clerk)),
  pick: async (who) => {
    const picks = await they.picksOf(who);
    await db.write((tx) => they.sellReserved(tx, who, picks, clerk));
  },
  takeBack: async (reference, quantity) => {
    const [pick] = await they.picksOf(reference);
    if (!pick) return;
    const lines = [{ batchId: pick.batchId, quantity }];
    const to = (['available', 'quarantine', 'destroy'] as const)[quantity % 3]!;
    await db.write((tx) =>
      they.takeBack(tx, { reference, storeId: s1, lines, to, part: `${quantity}` }, clerk),
    );
  },
  counter: async (_, quantity) =>
    use.sellAtCounter(clerk, { id: (await batchOf(db, 'A')).id, quantity }, info),
  receive: (who, quantity) =>
    use.receiveGoods(
      clerk,
      receiveGoods.input.parse({
        documentNo: who,
        supplier: '供货商',
        drugId: d1,
        lotNo: 'B',
        madeOn: inDays(-9),
        expires: inDays(90),
        quantity,
        codes: [],
        noCodeReason: 'not_printed',
        arrivalCelsius: null,
        outcome: quantity % 2 ? 'accepted' : 'quarantined',
        reason: 'other',
      }),
      info,
    ),
  quarantine: async (_, quantity) =>
    use.quarantineStock(clerk, { id: (await batchOf(db, 'A')).id, quantity, ...why }, info),
  askAdjust: async (_, quantity) =>
    use.requestAdjustment(clerk, { id: (await batchOf(db, 'A')).id, delta: quantity - 3 || 1, ...why }, info),
  askEnd: async (_, quantity) => {
    const decision = quantity % 2 ? 'destroy' : 'unquarantine';
    await use.requestQuarantineEnd(
      clerk,
      { id: (await batchOf(db, 'A')).id, quantity, decision, ...why },
      info,
    );
  },
  decide: async () => {
    const [open] = await db.read.findBy(stockRequestTable, { state: 'waiting' });
    if (open) await use.decideRequest(second, { id: open.id, decision: 'confirm' }, info);
  },
  ship: async (_, quantity) =>
    use.shipTransfer(
      clerk,
      { batchId: (await batchOf(db, 'A')).id, toStoreId: s2, quantity, codes: [], celsius: null },
      info,
    ),
  arrive: async (_, quantity) => {
    const [open] = await db.read.findBy(transferTable, { state: 'in_transit' });
    const received = Math.min(quantity, open?.quantity ?? 0);
    if (open)
      await use.receiveTransfer(there, { id: open.id, received, codes: [], celsius: null, note: '差' }, info);
  },
  count: () => fill([`S1,D1,A,${inDays(60)},9`]),
} satisfies Record<string, (who: string, quantity: number) => Promise<unknown>>;

const act = fc.record({
  what: fc.constantFrom(...(Object.keys(operations) as (keyof typeof operations)[])),
  who: fc.constantFrom('p1', 'p2', 'p3'),
  quantity: fc.integer({ min: 1, max: 4 }),
});
type Act = { what: keyof typeof operations; who: string; quantity: number };
const run = ({ what, who, quantity }: Act): Promise<unknown> =>
  (operations[what] as (who: string, quantity: number) => Promise<unknown>)(who, quantity);

/** Codes of refusals the rules foresee; anything else is a bug that must fail the test. */
const foreseen = (error: unknown) =>
  typeof (error as { code?: unknown }).code === 'string' &&
  ((error as { status?: number }).status ?? 500) < 500;

async function holds() {
  expect(await ledgerDifferences(db)).toEqual([]);
  for (const { onHand, reserved, quarantined } of await db.read.find(batchTable)) {
    expect(Math.min(reserved, quarantined)).toBeGreaterThanOrEqual(0);
    expect(onHand - reserved - quarantined).toBeGreaterThanOrEqual(0);
  }
}

it(
  'whatever happens in whatever order, every balance is the sum of its movements and none is negative',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 5, maxLength: 30 }),
        fc.boolean(),
        async (acts, together) => {
          await clearInventory(db);
          await fill([`S1,D1,A,${inDays(60)},12`]);
          const refused: unknown[] = [];
          const attempt = (each: (typeof acts)[number]) =>
            run(each).catch((error: unknown) => void refused.push(error));
          if (together) await Promise.all(acts.map(attempt));
          else for (const each of acts) await attempt(each);
          expect(refused.filter((error) => !foreseen(error))).toEqual([]);
          await holds();
        },
      ),
      { numRuns: 30, seed: 20261122 },
    );
  },
);
