import type { Store } from '@xinglin/shared/store/contract';
import { openAt, opensNext, pharmacistOnDuty, type StoreFacts } from '@xinglin/shared/store/rules';

/** A store as it stands at this moment. Names of pharmacists and the fridge stay inside. */
export function presentStore(facts: StoreFacts, at: Date): Store {
  const { closedWeekdays: _, pharmacists: __, coldChain: ___, ...store } = facts;
  return {
    ...store,
    openNow: openAt(facts, at),
    opensNext: opensNext(facts, at),
    pharmacistOnDuty: pharmacistOnDuty(facts, at) !== null,
  };
}
