import { plus, toInstant } from '@xinglin/shared/kernel/time';
import type { PlanOption } from '@xinglin/shared/pricing/contract';
import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { BASE_MS, wasPriceOf } from './price-history.ts';
import { offerTable, pricingStore, type OfferRow } from './store.ts';

export const pairOf = (storeId: string, drugId: string): string => `${storeId}/${drugId}`;

const grouped = <T>(rows: T[], keyOf: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
};

/** All prices and the deals of the last two weeks, by store and drug: a base lies at most that far back. */
export async function pricePast(
  deps: Pick<Deps, 'db' | 'now' | 'dealsAt'>,
  storeIds: string[],
  drugIds: string[],
  tx: Tx = deps.db.read,
) {
  const since = plus(toInstant(deps.now()), -2 * BASE_MS);
  const offers = await pricingStore(tx).offersOf(offerTable, storeIds, drugIds);
  const deals = await deps.dealsAt(storeIds, drugIds, since, tx);
  const offersOf = grouped<OfferRow>(offers, ({ sellerId, drugId }) => pairOf(sellerId, drugId));
  const dealsOf = grouped(deals, ({ storeId, drugId }) => pairOf(storeId, drugId));
  return {
    offers: (storeId: string, drugId: string) => offersOf.get(pairOf(storeId, drugId)) ?? [],
    deals: (storeId: string, drugId: string) => dealsOf.get(pairOf(storeId, drugId)) ?? [],
  };
}

/** The options with a 划线价 beside each price that was really cut of late. */
export async function withWasPrices(
  deps: Pick<Deps, 'db' | 'now' | 'dealsAt'>,
  options: PlanOption[],
): Promise<PlanOption[]> {
  const parcels = options.flatMap((option) => option.parcels);
  const storeIds = [...new Set(parcels.map(({ storeId }) => storeId))];
  const drugIds = [...new Set(parcels.flatMap(({ lines }) => lines.map(({ drugId }) => drugId)))];
  const past = await pricePast(deps, storeIds, drugIds);
  const at = toInstant(deps.now());
  return options.map((option) => ({
    ...option,
    parcels: option.parcels.map((parcel) => ({
      ...parcel,
      lines: parcel.lines.map((line) => {
        const { storeId } = parcel;
        const was = wasPriceOf(past.offers(storeId, line.drugId), past.deals(storeId, line.drugId), at);
        return was === null ? line : { ...line, wasPriceFen: was };
      }),
    })),
  }));
}
