import type { OptionChanges } from '@xinglin/shared/pricing/contract';

/** More than was shown is charged only when the person says yes to it; a coupon that is gone, and another store, are told as well. */
export const needsConsent = ({ oldTotalFen, newTotalFen, couponsGone, newStores }: OptionChanges): boolean =>
  newTotalFen > oldTotalFen || couponsGone.length > 0 || newStores.length > 0;
