import { toInstant } from '@xinglin/shared/kernel/time';
import type { MovementKind } from '@xinglin/shared/inventory/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { StockChanged } from './events.ts';
import type { Deps } from './ports.ts';
import { inventoryStore } from './store.ts';

export type Entry = {
  batchId: string;
  storeId: string;
  drugId: string;
  onHandDelta?: number;
  reservedDelta?: number;
  quarantinedDelta?: number;
};

/** Writes what was just done to the batches into the ledger. The only way a movement comes to be. */
export async function record(
  tx: Tx,
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  what: { kind: MovementKind; reference: string; actor: Actor },
  entries: Entry[],
): Promise<void> {
  if (entries.length === 0) return;
  await inventoryStore(tx).insertMovements(
    entries.map(({ batchId, storeId, drugId, onHandDelta = 0, reservedDelta = 0, quarantinedDelta = 0 }) => ({
      id: newId(),
      batchId,
      storeId,
      drugId,
      kind: what.kind,
      onHandDelta,
      reservedDelta,
      quarantinedDelta,
      reference: what.reference,
      actorId: what.actor.id,
      at: toInstant(now()),
    })),
  );
}

/** Tells that other quantities can be sold now: one event a store. */
export async function publishStockChanged(tx: Tx, entries: Entry[]): Promise<void> {
  const drugsOf = new Map<string, Set<string>>();
  for (const { storeId, drugId } of entries)
    drugsOf.set(storeId, (drugsOf.get(storeId) ?? new Set()).add(drugId));
  for (const [storeId, drugs] of drugsOf)
    await publish<StockChanged>(tx, {
      name: 'stock.changed',
      subject: storeId,
      data: { drugIds: [...drugs] },
    });
}
