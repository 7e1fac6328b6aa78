import { storeProblem } from '@xinglin/shared/store/contract';
import type { Actor } from '../../kernel/actor.ts';

/** Staff set prices and coupons of their own store only. */
export function ownStore({ storeId }: Actor): string {
  if (!storeId) throw storeProblem('STORE_NOT_FOUND');
  return storeId;
}
