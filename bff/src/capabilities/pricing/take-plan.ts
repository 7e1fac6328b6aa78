import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { DAY_MS, plus, shanghaiDate, toInstant } from '@xinglin/shared/kernel/time';
import { changesBetween } from '@xinglin/shared/pricing/changes';
import {
  pricingProblem,
  type FulfilmentMode,
  type getPlan as contract,
  type PlanOption,
  type Slot,
} from '@xinglin/shared/pricing/contract';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { feesOf } from './fees.ts';
import type { Deps, DrugFacts } from './ports.ts';
import { pricesAt } from './prices.ts';
import { askedNow, neverDearer, type Today } from './reprice.ts';
import { noLongerSold } from './still-sells.ts';
import { pricingStore, type PlanRow } from './store.ts';
import { pairOf } from './was-price.ts';

/** A plan older than that is a forgotten page, not a person at the till. */
const FORGOTTEN_MS = DAY_MS;

/** A person's own plan, also after its time: the screen shows that it is over. */
export function getPlan({ db }: Pick<Deps, 'db'>): Handler<typeof contract> {
  return async (patient, { id }) => {
    const row = await pricingStore(db.read).plan(id, patient.id);
    if (!row) throw pricingProblem('PLAN_NOT_FOUND', { id });
    return { id, ...row.plan, lockedUntil: row.lockedUntil };
  };
}

export type TakenPlan = {
  option: PlanOption;
  mode: FulfilmentMode;
  prescriptionId: string | null;
  destination: Gcj02Point;
  slot?: Slot;
};
type Taking = Pick<Deps, 'db' | 'now' | 'storesByIds' | 'drugsByIds'>;

/**
 * For orders: uses up a plan, one order a plan, and returns the option as it is charged. Within the lock what fell is charged at
 * the lower price and nothing is dearer; after it the same option costs what is asked now, and more than was shown only with
 * consent. @throws PLAN_NOT_FOUND, PLAN_EXPIRED (also when it was used), PLAN_CHANGED with the old and the new prices, and what
 * changed at one of the option's stores when it may not sell a line any more: closed, licence, pharmacist or fridge
 */
export function takePlan(deps: Taking) {
  return async (
    tx: Tx,
    { patientId, planId, optionKey }: { patientId: string; planId: string; optionKey: string },
  ): Promise<TakenPlan> => {
    const store = pricingStore(tx);
    const at = toInstant(deps.now());
    const row = await store.plan(planId, patientId);
    const shown = row?.plan.options.find(({ key }) => key === optionKey);
    if (!row || !shown) throw pricingProblem('PLAN_NOT_FOUND', { id: planId });
    if (!(await store.usePlan(planId, patientId, at, plus(at, -FORGOTTEN_MS))))
      throw pricingProblem('PLAN_EXPIRED');
    const { mode, slot } = row.plan;
    if (slot && slot.from <= at) throw pricingProblem('SLOT_NOT_OFFERED');
    const stores = await deps.storesByIds(
      shown.parcels.map(({ storeId }) => storeId),
      tx,
    );
    const drugs = await deps.drugsByIds(drugIdsOf(shown), tx);
    const refused = noLongerSold(shown, { stores, drugs, now: deps.now(), slot });
    if (refused) throw refused;
    const today = await todayFor(deps, tx, row, shown, { stores, drugs });
    const option = row.lockedUntil > at ? neverDearer(shown, today) : askedNow(shown, today);
    if (!option) throw pricingProblem('PLAN_CHANGED');
    if (option.totalFen > shown.totalFen) throw pricingProblem('PLAN_CHANGED', changesBetween(shown, option));
    const { prescriptionId, destination } = row;
    return { option, mode, prescriptionId, destination, ...(slot && { slot }) };
  };
}

const drugIdsOf = ({ parcels }: PlanOption): string[] => [
  ...new Set(parcels.flatMap(({ lines }) => lines.map(({ drugId }) => drugId))),
];

async function todayFor(
  deps: Taking,
  tx: Tx,
  { plan: { mode } }: PlanRow,
  option: PlanOption,
  { stores, drugs }: { stores: StoreFacts[]; drugs: Map<string, DrugFacts> },
): Promise<Today> {
  const { parcels, platformCouponCode } = option;
  const store = pricingStore(tx);
  const day = shanghaiDate(deps.now());
  const storeIds = parcels.map(({ storeId }) => storeId);
  const tags = await pricesAt(deps)(storeIds, drugIdsOf(option), tx);
  const prices = new Map(tags.map(({ storeId, drugId, priceFen }) => [pairOf(storeId, drugId), priceFen]));
  const bands = await store.bandsOf(storeIds);
  const codes = [platformCouponCode, ...parcels.map(({ couponCode }) => couponCode)];
  const coupons = await store.couponsByCodes(codes.filter((code) => code !== null));
  const byCode = (rows: typeof coupons) => new Map(rows.map((row) => [row.code, row]));
  return {
    priceFen: (storeId, drugId) => prices.get(pairOf(storeId, drugId)),
    fees: ({ storeId, distanceM }) => {
      const sender = stores.find(({ id }) => id === storeId);
      return sender ? feesOf(sender, bands, distanceM, mode) : null;
    },
    known: byCode(coupons),
    inForce: byCode(
      coupons.filter(
        ({ state, validFrom, validUntil }) => state === 'running' && validFrom <= day && validUntil >= day,
      ),
    ),
    categoryOf: (drugId) => drugs.get(drugId)?.category,
  };
}
