import type { ShortReason } from '@xinglin/shared/order/changes';
import { shortReasonText } from '@xinglin/shared/order/changes';
import type { StockReason } from '@xinglin/shared/inventory/requests';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { shortageTable, type ShortageRow } from './changes-table.ts';
import type { Deps } from './ports.ts';
import { linesOf, type ParcelRow } from './store.ts';

const STOCK_REASON: Record<ShortReason, StockReason> = {
  not_found: 'lost',
  damaged: 'damaged',
  near_expiry: 'other',
  recalled: 'recalled',
};

/**
 * Units the shelf does not have as the books say leave the reservation, but are not for sale again before somebody has counted: they
 * go into quarantine, which two persons end.
 */
export async function lockAway(
  { releaseSome }: Pick<Deps, 'releaseSome'>,
  tx: Tx,
  actor: Actor,
  { id, storeId, parcelNo }: Pick<ParcelRow, 'id' | 'storeId' | 'parcelNo'>,
  { quantity, batchId, reason }: Pick<ShortageRow, 'quantity' | 'batchId' | 'reason'>,
  drugId: string,
): Promise<void> {
  const why = reason ?? 'not_found';
  const note = `拣货时报缺：${shortReasonText[why]}，包裹 ${parcelNo}`;
  const locked = { reason: STOCK_REASON[why], note };
  const some = { reference: id, storeId, drugId, quantity, batchId, lockAway: locked };
  await releaseSome(tx, some, actor);
}

/** A parcel ends while units of it are reported missing, or waited for: these do not go back on sale with the rest. */
export async function lockAwayMissing(deps: Deps, tx: Tx, actor: Actor, parcel: ParcelRow): Promise<void> {
  const missing = await tx.findBy(shortageTable, [
    { parcelId: parcel.id, status: 'asked' },
    { parcelId: parcel.id, status: 'waiting' },
  ]);
  const lines = await linesOf(tx, [parcel.id]);
  for (const shortage of missing) {
    const line = lines.find(({ id }) => id === shortage.lineId);
    if (!line) continue;
    // The same units may be reported twice, waited for in between: no more is missing than is still set aside.
    const held = (await deps.picksOf(parcel.id, tx)).filter(
      ({ drugId, batchId }) => drugId === line.drugId && (shortage.batchId ?? batchId) === batchId,
    );
    const quantity = Math.min(
      shortage.quantity,
      held.reduce((sum, lot) => sum + lot.quantity, 0),
    );
    if (quantity > 0) await lockAway(deps, tx, actor, parcel, { ...shortage, quantity }, line.drugId);
  }
}
