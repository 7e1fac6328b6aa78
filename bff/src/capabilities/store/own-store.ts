import { storeProblem } from '@xinglin/shared/store/contract';
import type { Actor } from '../../kernel/actor.ts';

/** Store staff without a store have nothing to see or change. */
export function ownStore({ storeId }: Actor): string {
  if (!storeId) throw storeProblem('STORE_NOT_FOUND');
  return storeId;
}
