import { v7 as uuidv7 } from 'uuid';
import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { pricingProblem, type PlanParcel } from '@xinglin/shared/pricing/contract';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { audit, auditTable } from '../../kernel/audit.ts';
import { fieldCrypto } from '../../kernel/crypto.ts';
import { onDuplicate, type Database, type Tx } from '../../kernel/database.ts';
import { silentLive } from '../../kernel/live.ts';
import { outboxDoneTable } from '../../kernel/outbox.ts';
import { ADDRESS, DRUGS, HOME, STORES } from './facts-testing.ts';
import type { Deps, ReservedLot, TakenPlan } from './ports.ts';
import type { Stock } from './stock-testing.ts';

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

const noted = (tx: Tx, subject: string) => tx.find(auditTable, { where: { subject }, order: { id: 'ASC' } });
const placeOf = (storeId: string, drugId: string) => `${storeId.slice(-12)}/${drugId.slice(-12)}`;
const heldOf = async (tx: Tx, drugId: string, storeId: string) =>
  (await noted(tx, placeOf(storeId, drugId))).reduce(
    (sum, { data }) => sum + (data as { quantity: number }).quantity,
    0,
  );
const hold = (tx: Tx, storeId: string, drugId: string, quantity: number) =>
  audit(tx, system, 'shelf', placeOf(storeId, drugId), { quantity });

/** Inventory: 100 of everything, and one lot of it. */
function shelfNeighbour() {
  const shelf = new Map<string, number>();
  const lots = new Map<string, ReservedLot[]>();
  const storeOf = new Map<string, string>();
  const inventory: Stock = {
    async reserve(tx, { reference, storeId, lines }) {
      for (const { drugId, quantity } of lines) {
        const free = (shelf.get(`${storeId}/${drugId}`) ?? 100) - (await heldOf(tx, drugId, storeId));
        if (free < quantity) throw inventoryProblem('OUT_OF_STOCK', { drugId, storeId });
        await hold(tx, storeId, drugId, quantity);
      }
      storeOf.set(reference, storeId);
      const lot = { lotNo: 'L1', expires: '2099-01-01', takenBack: 0 };
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
  };
  return { shelf, inventory };
}

/** Pricing and prescription: a plan, a coupon and a prescription are each used once, also by many at once. */
function deskNeighbour() {
  const plans = new Map<string, TakenPlan & { patientId: string }>();
  const approved = new Map<string, string>();
  const only = (tx: Tx, eventId: string, taken: () => Error) =>
    tx.insert(outboxDoneTable, { eventId, reaction: 'test' }).catch(onDuplicate(taken));
  const freeAll = async (tx: Tx, orderId: string, what: 'coupon' | 'prescription') => {
    for (const { subject, data } of await tx.findBy(auditTable, { action: `${what}.use` })) {
      if ((data as { orderId: string }).orderId !== orderId) continue;
      await tx.delete(outboxDoneTable, { eventId: subject, reaction: 'test' });
      await audit(tx, system, `${what}.free`, subject);
    }
  };
  const desk: Pick<
    Deps,
    'takePlan' | 'useCoupons' | 'restoreCoupons' | 'usePrescription' | 'freePrescription'
  > = {
    async takePlan(tx, { patientId, planId, optionKey }) {
      const plan = plans.get(planId);
      if (plan?.patientId !== patientId || plan.option.key !== optionKey)
        throw pricingProblem('PLAN_EXPIRED');
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
    async usePrescription(tx, { prescriptionId, patientId, orderId }) {
      if (approved.get(prescriptionId) !== patientId) throw prescriptionProblem('PRESCRIPTION_NOT_FOUND');
      await only(tx, prescriptionId, () => prescriptionProblem('PRESCRIPTION_NOT_FOUND'));
      await audit(tx, system, 'prescription.use', prescriptionId, { orderId });
    },
    freePrescription: (tx, orderId) => freeAll(tx, orderId, 'prescription'),
  };
  return { plans, approved, desk };
}

/**
 * The neighbours of order, as small as they can be. What they hold stands in the audit table, so it is written, and undone,
 * by the very transaction they are handed.
 */
export function orderNeighbours(db: Database) {
  const live = silentLive();
  const { shelf, inventory } = shelfNeighbour();
  const { plans, approved, desk } = deskNeighbour();
  const checks = new Map<string, Awaited<ReturnType<Deps['dispensingCheckOf']>>>();
  const unridden = new Set<string>();
  const neighbours: Omit<Deps, 'closePayment'> = {
    db,
    crypto: fieldCrypto({ test: Buffer.alloc(32, 1) }, Buffer.alloc(32, 2)),
    now: () => new Date(),
    newId: uuidv7,
    tell: (audience, event) => live.tell(audience, event),
    ...inventory,
    ...desk,
    otherStores: async ({ except }) =>
      Object.values(STORES)
        .filter(({ id }) => id !== except)
        .map(({ id, name }) => ({ storeId: id, storeName: name, distanceM: 900, priceFen: OTHER_PRICE })),
    priceAt: async () => OTHER_PRICE,
    deliveryFeeFen: async ({ to }) => (to.lng > HOME.lng + 1 ? null : 500),
    dispensingCheckOf: async (orderId) => checks.get(orderId) ?? null,
    drugsByIds: async (ids) => Object.values(DRUGS).filter(({ id }) => ids.includes(id)),
    storesByIds: async (ids) => Object.values(STORES).filter(({ id }) => ids.includes(id)),
    deliveryIdsOf: async () => new Map(),
    parcelsWithoutRider: async (ids) => new Set(ids.filter((id) => unridden.has(id))),
  };
  return {
    neighbours,
    live,
    shelf,
    /** Parcels that no rider takes. */
    unridden,
    /** Units of the drug set aside at the store. */
    held: (name: keyof typeof DRUGS, at: keyof typeof STORES) =>
      heldOf(db.read, DRUGS[name].id, STORES[at].id),
    /** `coupon.use` or `coupon.free`, `prescription.use` or `prescription.free`: what happened to it last. */
    lastOf: async (subject: string) => (await noted(db.read, subject)).at(-1)?.action,
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
    plan(patientId: string, parcels: PlanParcel[], wanted: PlanFor = {}) {
      const id = uuidv7();
      plans.set(id, { patientId, ...lockedPlan(id, parcels, wanted) });
      return { planId: id, optionKey: 'a', address: ADDRESS, acceptsNoReturn: true as const };
    },
  };
}

function lockedPlan(
  id: string,
  parcels: PlanParcel[],
  { prescriptionId = null, off = 0, mode = 'instant', slot }: PlanFor,
): TakenPlan {
  // Nobody brings what is collected.
  for (const parcel of mode === 'pickup' ? parcels : []) {
    parcel.payableFen -= parcel.deliveryFeeFen;
    parcel.deliveryFeeFen = 0;
  }
  const totalFen = parcels.reduce((sum, { payableFen }) => sum + payableFen, 0) - off;
  const option: TakenPlan['option'] = {
    ...{ key: 'a', labels: ['cheapest'], parcels, totalFen },
    ...{ etaMinutes: 30, savingFen: 120, why: '', proven: true },
    platformCouponCode: off > 0 ? `P${id.slice(1)}` : null,
    platformCouponTitle: null,
    platformCouponOffFen: off,
  };
  return { option, mode, slot, prescriptionId, destination: HOME };
}
