import { createHash } from 'node:crypto';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Deps } from './ports.ts';
import { inventoryStore } from './store.ts';
import { traceStore } from './trace-store.ts';

/** Code of the nth box of a demo lot: 20 digits beginning with 81, as most real ones; the same lot always has the same. */
export function demoCode(batchId: string, nth: number): string {
  const lot = createHash('sha256').update(batchId).digest().readBigUInt64BE() % 10n ** 14n;
  return `81${String(lot).padStart(14, '0')}${String(nth).padStart(4, '0')}`;
}

/** The boxes the demo city starts with get their codes; lots that have some already are left alone. Without stores: everywhere. */
export function giveDemoCodes({ db, now }: Pick<Deps, 'db' | 'now'>) {
  return (storeIds?: string[]): Promise<number> =>
    db.write(async (tx) => {
      const batches = await inventoryStore(tx).batchesOf(storeIds);
      const has = await traceStore(tx).batchesWithCodes();
      const updatedAt = toInstant(now());
      const rows = batches
        .filter(({ id }) => !has.has(id))
        .flatMap(({ id: batchId, storeId, drugId, onHand }) =>
          Array.from({ length: onHand }, (_, nth) => ({
            code: demoCode(batchId, nth + 1),
            drugId,
            batchId,
            storeId,
            state: 'in_stock' as const,
            reference: null,
            updatedAt,
          })),
        );
      await traceStore(tx).insert(rows);
      return rows.length;
    });
}
