import { changesBetween } from '@xinglin/shared/pricing/changes';
import {
  pricingProblem,
  type makePlan as makeContract,
  type PlanOption,
  type renewPlan as contract,
} from '@xinglin/shared/pricing/contract';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { pricingStore } from './store.ts';

/** What an option buys, drug by drug: the wish it was made for. */
function linesOf({ parcels }: PlanOption) {
  const wanted = new Map<string, number>();
  for (const { drugId, quantity } of parcels.flatMap(({ lines }) => lines))
    wanted.set(drugId, (wanted.get(drugId) ?? 0) + quantity);
  return [...wanted].map(([drugId, quantity]) => ({ drugId, quantity }));
}

const storesOf = ({ parcels }: PlanOption) =>
  parcels
    .map(({ storeId }) => storeId)
    .sort()
    .join();

/** The same wish at the prices of now, held again, with what is new beside the option that was chosen. */
export function renewPlan(
  deps: Pick<Deps, 'db'>,
  makePlan: Handler<typeof makeContract>,
): Handler<typeof contract> {
  return async (patient, { id, optionKey }, request) => {
    const row = await pricingStore(deps.db.read).plan(id, patient.id);
    const shown = row?.plan.options.find(({ key }) => key === optionKey);
    if (!row || !shown) throw pricingProblem('PLAN_NOT_FOUND', { id });
    const { destination, prescriptionId } = row;
    const { mode, slot } = row.plan;
    const wish = { lines: linesOf(shown), destination, mode, slot };
    const plan = await makePlan(
      patient,
      { ...wish, ...(prescriptionId !== null && { prescriptionId }) },
      request,
    );
    const nearest =
      plan.options.find((option) => storesOf(option) === storesOf(shown)) ??
      plan.options.find(({ labels }) => labels.some((label) => shown.labels.includes(label))) ??
      plan.options[0];
    return {
      plan,
      optionKey: nearest?.key ?? null,
      changes: nearest ? changesBetween(shown, nearest) : null,
    };
  };
}
