import type { Problem } from '@xinglin/shared/kernel/problem';
import type { PlanOption, Slot } from '@xinglin/shared/pricing/contract';
import { storeProblem } from '@xinglin/shared/store/contract';
import { licenceInForce, mayCarry, pharmacistOnDuty, type StoreFacts } from '@xinglin/shared/store/rules';
import type { DrugFacts } from './ports.ts';
import { maySellAt, servesAt } from './slots.ts';

/** What has changed at a store of the option since the plan was made, so that it may not sell any more; null when nothing has. */
export function noLongerSold(
  { parcels }: Pick<PlanOption, 'parcels'>,
  { stores, drugs, now, slot }: Today,
): Problem | null {
  for (const { storeId, lines } of parcels) {
    const store = stores.find(({ id }) => id === storeId);
    if (!store) continue;
    const at = slot?.from ?? now;
    const said = { storeId, storeName: store.name };
    if (!licenceInForce(store, at)) return storeProblem('LICENCE_ENDED', said);
    if (!servesAt(store, now, slot)) return storeProblem('STORE_CLOSED', said);
    for (const { drugId } of lines) {
      const drug = drugs.get(drugId);
      if (!drug || !mayCarry(store, drug)) return storeProblem('DRUG_NOT_CARRIED', said);
      if (maySellAt(store, drug, now, slot)) continue;
      const away = drug.class === 'rx' && !pharmacistOnDuty(store, at);
      return storeProblem(away ? 'PHARMACIST_AWAY' : 'FRIDGE_NOT_COLD', said);
    }
  }
  return null;
}

type Today = { stores: StoreFacts[]; drugs: Map<string, DrugFacts>; now: Date; slot: Slot | undefined };
