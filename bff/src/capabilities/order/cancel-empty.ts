import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { ParcelCancelled } from './events.ts';
import { moveParcel } from './move.ts';
import type { Deps } from './ports.ts';
import type { ParcelRow } from './store.ts';
import { newsOf } from './tell.ts';

/** Nothing is left to bring: the parcel ends, and a rider is no longer needed. */
export async function cancelEmpty(deps: Deps, tx: Tx, actor: Actor, parcel: ParcelRow): Promise<void> {
  await moveParcel(deps, tx, actor, parcel.id, 'cancel');
  const data = await newsOf(tx, parcel);
  await publish<ParcelCancelled>(tx, { name: 'parcel.cancelled', subject: parcel.id, data });
}
