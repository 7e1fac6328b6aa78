import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { ShortageRow } from './changes-table.ts';
import type { ParcelWaitsForGoods } from './events.ts';
import { lockAway } from './lock-away.ts';
import { moveShortage, note } from './move.ts';
import type { Deps } from './ports.ts';
import { linesOf, parcelById } from './store.ts';
import { newsOf } from './tell.ts';

/**
 * The buyer waits. Damaged units are no use to wait for: while the store has sound ones, these are set aside in their place and the
 * shortage is over. @throws OUT_OF_STOCK when it has none, and `sound` was asked for
 */
export async function waitForGoods(
  deps: Deps,
  tx: Tx,
  patient: Actor,
  shortage: ShortageRow,
  sound: boolean,
): Promise<void> {
  const { orderId, parcelId, reason } = shortage;
  const exchanged = sound && reason === 'damaged';
  if (exchanged) await exchange(deps, tx, patient, shortage);
  await moveShortage(deps, tx, patient, shortage, exchanged ? 'end' : 'wait');
  await note(deps, tx, { orderId, parcelId, what: 'short.wait' });
  if (exchanged) return;
  const data = await newsOf(tx, (await parcelById(tx, parcelId))!);
  await publish<ParcelWaitsForGoods>(tx, { name: 'parcel.waits_for_goods', subject: parcelId, data });
}

async function exchange(deps: Deps, tx: Tx, actor: Actor, shortage: ShortageRow): Promise<void> {
  const parcel = (await parcelById(tx, shortage.parcelId))!;
  const { id: reference, storeId } = parcel;
  const { drugId } = (await linesOf(tx, [reference])).find(({ id }) => id === shortage.lineId)!;
  await lockAway(deps, tx, actor, parcel, shortage, drugId);
  // A parcel holds a lot once, so what is left of the drug is set aside anew together with what replaces the damaged.
  const rest = (await deps.picksOf(reference, tx))
    .filter((lot) => lot.drugId === drugId)
    .reduce((sum, lot) => sum + lot.quantity, 0);
  if (rest > 0) await deps.releaseSome(tx, { reference, storeId, drugId, quantity: rest }, actor);
  await deps.reserve(tx, { reference, storeId, lines: [{ drugId, quantity: rest + shortage.quantity }] });
}
