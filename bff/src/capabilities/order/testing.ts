import { v7 as uuidv7 } from 'uuid';
import * as contract from '@xinglin/shared/order/contract';
import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { pricingProblem, type PlanParcel } from '@xinglin/shared/pricing/contract';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { problem } from '@xinglin/shared/kernel/problem';
import { system, type Actor } from '../../kernel/actor.ts';
import { audit, auditTable } from '../../kernel/audit.ts';
import { fieldCrypto } from '../../kernel/crypto.ts';
import { onDuplicate, type Database, type Tx } from '../../kernel/database.ts';
import type { Route } from '../../kernel/http.ts';
import { silentLive } from '../../kernel/live.ts';
import {
  outboxDoneTable,
  outboxTable,
  publish,
  type OutboxEngine,
  type Reaction,
} from '../../kernel/outbox.ts';
import { someone, testEngine, testServer } from '../../kernel/testing.ts';
import type { PaymentSettled } from '../payment/events.ts';
import { order } from './index.ts';
import { ADDRESS, DRUGS, HOME, STORES } from './facts-testing.ts';
import { STOCK, type Stock } from './stock-testing.ts';
import type { Deps, ReservedLot, TakenPlan } from './ports.ts';

export { ADDRESS, DRUGS, HOME, STORES } from './facts-testing.ts';

const PRICES: Record<keyof typeof DRUGS, number> = { otc: 1_250, rx: 3_600, banned: 9_900 };

/** What another store asks for a unit. */
const OTHER_PRICE = 1_400;

export type BasketLine = { drug: keyof typeof DRUGS; quantity: number };

/** The bill of one parcel: delivery 5.00, packaging 1.00, coupon 2.00 off when named. */
export function planParcel(
  storeName: keyof typeof STORES,
  basket: BasketLine[],
  couponCode: string | null = null,
): PlanParcel {
  const lines = basket.map(({ drug: name, quantity }) => ({
    drugId: DRUGS[name].id,
    name: `药品 ${name}`,
    strength: '0.5g',
    pack: '20片/盒',
    quantity,
    unitPriceFen: PRICES[name],
    lineFen: PRICES[name] * quantity,
  }));
  const goodsFen = lines.reduce((sum, { lineFen }) => sum + lineFen, 0);
  const couponOffFen = couponCode ? 200 : 0;
  const { id: storeId, name } = STORES[storeName];
  return {
    ...{ storeId, storeName: name, distanceM: 800, etaMinutes: 25, lines, goodsFen },
    ...{ couponCode, couponTitle: couponCode, couponOffFen, deliveryFeeFen: 500, packagingFeeFen: 100 },
    payableFen: goodsFen - couponOffFen + 600,
  };
}

type PlanFor = { prescriptionId?: string | null; off?: number } & Partial<Pick<TakenPlan, 'mode' | 'slot'>>;

/**
 * The neighbours of order, as small as they can be. What they hold stands in the audit table, so it is written, and undone,
 * by the very transaction they are handed.
 */
function orderNeighbours(db: Database) {
  const plans = new Map<string, TakenPlan & { patientId: string }>();
  const shelf = new Map<string, number>();
  const approved = new Map<string, string>();
  const live = silentLive();
  const noted = (tx: Tx, subject: string) =>
    tx.find(auditTable, { where: { subject }, order: { id: 'ASC' } });
  const last = async (tx: Tx, subject: string) => (await noted(tx, subject)).at(-1)?.action;
  const heldOf = async (tx: Tx, drugId: string, storeId: string) =>
    (await noted(tx, `${storeId.slice(-12)}/${drugId.slice(-12)}`)).reduce(
      (sum, { data }) => sum + (data as { quantity: number }).quantity,
      0,
    );
  const hold = (tx: Tx, storeId: string, drugId: string, quantity: number) =>
    audit(tx, system, 'shelf', `${storeId.slice(-12)}/${drugId.slice(-12)}`, { quantity });

  /** One taker at a time, also of many at once. */
  const only = (tx: Tx, eventId: string, taken: () => Error) =>
    tx.insert(outboxDoneTable, { eventId, reaction: 'test' }).catch(onDuplicate(taken));
  const freeAll = async (tx: Tx, orderId: string, what: 'coupon' | 'prescription') => {
    for (const { subject, data } of await tx.findBy(auditTable, { action: `${what}.use` })) {
      if ((data as { orderId: string }).orderId !== orderId) continue;
      await tx.delete(outboxDoneTable, { eventId: subject, reaction: 'test' });
      await audit(tx, system, `${what}.free`, subject);
    }
  };

  const checks = new Map<string, Awaited<ReturnType<Deps['dispensingCheckOf']>>>();
  const lots = new Map<string, ReservedLot[]>();
  const storeOf = new Map<string, string>();
  const neighbours: Omit<Deps, 'closePayment'> = {
    db,
    crypto: fieldCrypto({ test: Buffer.alloc(32, 1) }, Buffer.alloc(32, 2)),
    now: () => new Date(),
    newId: uuidv7,
    tell: (audience, event) => live.tell(audience, event),
    async takePlan(tx, { patientId, planId, optionKey }) {
      const plan = plans.get(planId);
      if (plan?.patientId !== patientId || plan.option.key !== optionKey)
        throw pricingProblem('PLAN_EXPIRED');
      // One order a plan, as pricing has it.
      await only(tx, planId, () => pricingProblem('PLAN_EXPIRED'));
      return plan;
    },
    async useCoupons(tx, { orderId, codes }) {
      for (const code of codes) {
        await only(tx, code, () => pricingProblem('PLAN_CHANGED', { code }));
        await audit(tx, system, 'coupon.use', code, { orderId });
      }
    },
    restoreCoupons: (tx, orderId) => freeAll(tx, orderId, 'coupon'),
    async reserve(tx, { reference, storeId, lines }) {
      for (const { drugId, quantity } of lines) {
        const free = (shelf.get(`${storeId}/${drugId}`) ?? 100) - (await heldOf(tx, drugId, storeId));
        if (free < quantity) throw inventoryProblem('OUT_OF_STOCK', { drugId, storeId });
        await hold(tx, storeId, drugId, quantity);
      }
      storeOf.set(reference, storeId);
      const lot = { lotNo: 'L1', expires: '2099-01-01' };
      lots.set(
        reference,
        lines.map((line) => ({ ...line, ...lot, batchId: uuidv7() })),
      );
    },
    async release(tx, reference) {
      for (const { drugId, quantity } of lots.get(reference) ?? [])
        await hold(tx, storeOf.get(reference)!, drugId, -quantity);
    },
    picksOf: async (reference) => lots.get(reference) ?? [],
    boxesToScan: async () => new Map(),
    boxOf: async () => '',
    holdersOf: async () => [],
    useTraceCodes: async () => undefined,
    auditRefusedScans: (_, __, work) => work(),
    sellReserved: (tx, reference) => audit(tx, system, 'shelf.sold', reference),
    async releaseSome(tx, { reference, storeId, drugId, quantity }) {
      await hold(tx, storeId, drugId, -quantity);
      const left = (lots.get(reference) ?? []).map((lot) =>
        lot.drugId === drugId ? { ...lot, quantity: lot.quantity - quantity } : lot,
      );
      lots.set(
        reference,
        left.filter((lot) => lot.quantity > 0),
      );
    },
    takeBack: (tx, { reference, to, lines: back }) =>
      audit(tx, system, 'shelf.back', reference, {
        to,
        units: back.reduce((sum, line) => sum + line.quantity, 0),
      }),
    otherStores: async ({ except }) =>
      Object.values(STORES)
        .filter(({ id }) => id !== except)
        .map(({ id, name }) => ({ storeId: id, storeName: name, distanceM: 900, priceFen: OTHER_PRICE })),
    priceAt: async () => OTHER_PRICE,
    deliveryFeeFen: async ({ to }) => (to.lng > HOME.lng + 1 ? null : 500),
    async usePrescription(tx, { prescriptionId, patientId, orderId }) {
      if (approved.get(prescriptionId) !== patientId) throw prescriptionProblem('PRESCRIPTION_NOT_FOUND');
      await only(tx, prescriptionId, () => prescriptionProblem('PRESCRIPTION_NOT_FOUND'));
      await audit(tx, system, 'prescription.use', prescriptionId, { orderId });
    },
    freePrescription: (tx, orderId) => freeAll(tx, orderId, 'prescription'),
    dispensingCheckOf: async (orderId) => checks.get(orderId) ?? null,
    drugsByIds: async (ids) => Object.values(DRUGS).filter(({ id }) => ids.includes(id)),
    storesByIds: async (ids) => Object.values(STORES).filter(({ id }) => ids.includes(id)),
    deliveryIdsOf: async () => new Map(),
  };
  return {
    neighbours,
    live,
    shelf,
    /** Units of the drug set aside at the store. */
    held: (name: keyof typeof DRUGS, at: keyof typeof STORES) =>
      heldOf(db.read, DRUGS[name].id, STORES[at].id),
    /** `coupon.use` or `coupon.free`, `prescription.use` or `prescription.free`: what happened to it last. */
    lastOf: (subject: string) => last(db.read, subject),
    /** Where the parcel's goods went when they came back. */
    tookBack: async (reference: string) =>
      (await db.read.findBy(auditTable, { subject: reference, action: 'shelf.back' })).map(
        ({ data }) => data,
      ),
    /** Somebody checks what was picked on the prescription of this order. */
    checkDispensing: (orderId: string, checkedBy: string = uuidv7(), alone = false) =>
      checks.set(orderId, { checkedBy, by: '复核员', checkedAt: toInstant(Date.now()), alone }),
    /** An approved prescription of this patient. */
    prescribe(patientId: string) {
      const id = uuidv7();
      approved.set(id, patientId);
      return id;
    },
    /** A locked plan of one option, `a`. */
    plan(
      patientId: string,
      parcels: PlanParcel[],
      { prescriptionId = null, off = 0, mode = 'instant', slot }: PlanFor = {},
    ) {
      const id = uuidv7();
      // Nobody brings what is collected.
      for (const parcel of mode === 'pickup' ? parcels : []) {
        parcel.payableFen -= parcel.deliveryFeeFen;
        parcel.deliveryFeeFen = 0;
      }
      const totalFen = parcels.reduce((sum, { payableFen }) => sum + payableFen, 0) - off;
      const option: TakenPlan['option'] = {
        ...{
          key: 'a',
          labels: ['cheapest'],
          parcels,
          totalFen,
          etaMinutes: 30,
          savingFen: 120,
          why: '',
          proven: true,
        },
        platformCouponCode: off > 0 ? `P${id.slice(1)}` : null,
        platformCouponTitle: null,
        platformCouponOffFen: off,
      };
      plans.set(id, { patientId, option, mode, slot, prescriptionId, destination: HOME });
      return { planId: id, optionKey: 'a', address: ADDRESS, acceptsNoReturn: true as const };
    },
  };
}

/** Payment as order meets it: a cashier that closes or was too late, and the news that money has come. */
export function testCashier(db: Database) {
  const cashier = { down: false, tooLate: false };
  const closePayment: Deps['closePayment'] = async () => {
    if (cashier.down) throw problem('UPSTREAM_UNAVAILABLE');
    return cashier.tooLate ? 'paid' : 'closed';
  };
  const money = (orderId: string, patientId: string, totalFen: number, due = 'order'): PaymentSettled => ({
    name: 'payment.settled',
    subject: uuidv7(),
    data: {
      ...{ orderId, patientId, totalFen, paidAt: toInstant(Date.now()) },
      ...{ purpose: due === 'order' ? 'order' : 'supplement', due, method: 'wechat' },
    },
  });
  return {
    cashier,
    closePayment,
    /** Told `times` times, as it may be. */
    moneyComes: (
      { id, totalFen, due }: { id: string; totalFen: number; due?: unknown },
      patient: Actor,
      times = 1,
    ) => {
      const event = money(id, patient.id, totalFen, typeof due === 'string' ? due : undefined);
      return db.write(async (tx) => {
        for (let n = 0; n < times; n += 1) await publish(tx, event);
      });
    },
  };
}

type More = { routes: Route[]; reactions: Reaction[] };

/** Order among its neighbours, over HTTP; `more` is what else is served, `stock` a real inventory. */
export function orderWorld(
  db: Database,
  closePayment: Deps['closePayment'],
  more: () => More = () => ({ routes: [], reactions: [] }),
  stock: Partial<Stock> = {},
) {
  const near = orderNeighbours(db);
  const shelf = Object.fromEntries(STOCK.flatMap((name) => (stock[name] ? [[name, stock[name]]] : [])));
  const orders = order({ ...near.neighbours, ...shelf, closePayment });
  const as = testServer(db, () => [...orders.routes, ...more().routes]);
  const engine = testEngine(db, () => [...orders.reactions, ...more().reactions]);
  let seals = 0;
  return {
    ...near,
    orders,
    as,
    engine,
    north: someone('store_staff', STORES.north.id),
    south: someone('store_staff', STORES.south.id),
    oneParcel: (coupon: string | null = null) => [
      planParcel('north', [{ drug: 'otc', quantity: 2 }], coupon),
    ],
    twoParcels: () => [
      planParcel('north', [{ drug: 'otc', quantity: 2 }]),
      planParcel('south', [{ drug: 'otc', quantity: 1 }]),
    ],
    /** A patient who has placed an order. */
    buyer: async (parcels: PlanParcel[], options: Parameters<typeof near.plan>[2] = {}) => {
      const patient = someone('patient');
      const placed = await as(patient)(contract.placeOrder, near.plan(patient.id, parcels, options));
      const look = () => as(patient)(contract.getOrder, { id: placed.id });
      const cancel = () => as(patient)(contract.cancelOrder, { id: placed.id });
      return { patient, placed, id: placed.id, parcelId: placed.parcels[0]!.id, look, cancel };
    },
    pick: async (staff: Actor, id: string) => {
      const { lines } = await as(staff)(contract.getStoreParcel, { id });
      const picks = lines.flatMap((line) =>
        line.picks.map(({ batchId, quantity }) => ({ lineId: line.id, batchId, quantity })),
      );
      return as(staff)(contract.pickParcel, { id, picks });
    },
    seal: (staff: Actor, id: string, sealNo = `SEAL-${(seals += 1)}-${id.slice(-4).toUpperCase()}`) =>
      as(staff)(contract.sealParcel, { id, sealNo }),
  };
}

/** Time passes: every timer of that name is due, and what follows from it happens. */
export async function whenDue(db: Database, engine: OutboxEngine, name: string): Promise<void> {
  await db.write((tx) =>
    tx
      .createQueryBuilder()
      .update(outboxTable)
      .set({ dueAt: toInstant(0) })
      .where('name = :name AND doneAt IS NULL', { name })
      .execute(),
  );
  await engine.drain();
}
