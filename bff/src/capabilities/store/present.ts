import type { Store } from '@xinglin/shared/store/contract';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { hoursOn, openAt, opensNext, pharmacistOnDuty, type StoreFacts } from '@xinglin/shared/store/rules';

/** A store as it stands at this moment, with today's hours. Names of pharmacists and the fridge stay inside. */
export function presentStore(facts: StoreFacts, at: Date): Store {
  const {
    closedWeekdays: _,
    pharmacists: __,
    coldChain: ___,
    fridge: ____,
    exceptions: _____,
    ...store
  } = facts;
  return {
    ...store,
    ...hoursOn(facts, shanghaiDate(at)),
    openNow: openAt(facts, at),
    opensNext: opensNext(facts, at),
    pharmacistOnDuty: pharmacistOnDuty(facts, at) !== null,
  };
}
