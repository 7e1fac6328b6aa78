import { timingSafeEqual } from 'node:crypto';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { orderProblem } from '@xinglin/shared/order/contract';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { ParcelPickupOver, ParcelReady } from './events.ts';
import { KEPT_MS, MAX_PICKUP_TRIES, newPickupCode } from './policy.ts';
import type { Deps } from './ports.ts';
import { openPickupCode, sealPickupCode } from './sealed.ts';
import { parcelTable, type ParcelRow } from './store.ts';
import { newsOf } from './tell.ts';

/** The sealed parcel waits at the counter under a new code, for three days. In the caller's transaction. */
export async function makeReady(
  deps: Pick<Deps, 'crypto' | 'now'>,
  tx: Tx,
  parcel: ParcelRow,
): Promise<ParcelRow> {
  const pickupBefore = plus(toInstant(deps.now()), KEPT_MS);
  const changes = { ...freshCode(deps, parcel), pickupBefore };
  await tx.update(parcelTable, parcel.id, changes);
  const data = await newsOf(tx, parcel);
  await publish<ParcelReady>(tx, { name: 'parcel.ready', subject: parcel.id, data });
  await publish<ParcelPickupOver>(tx, { name: 'parcel.pickup_over', subject: parcel.id, data }, pickupBefore);
  return { ...parcel, ...changes };
}

export const freshCode = ({ crypto }: Pick<Deps, 'crypto'>, { id }: ParcelRow) => ({
  pickupCode: sealPickupCode(crypto, id, newPickupCode()),
  pickupTries: 0,
  pickupTriedBy: null,
});

/**
 * Is this the code of who ordered it? A unit of work of its own: a wrong try is counted before it is judged, so that neither a
 * rollback nor many tries at once give more than three. @throws PICKUP_CODE_WRONG, PICKUP_CODE_LOCKED, NOT_FOR_PICKUP
 */
export async function checkPickupCode(
  { db, crypto }: Pick<Deps, 'db' | 'crypto'>,
  staff: Actor,
  parcel: ParcelRow,
  code: string,
): Promise<void> {
  if (parcel.status !== 'sealed' || !parcel.pickupCode) throw orderProblem('NOT_FOR_PICKUP');
  const { affected } = await db.write((tx) =>
    tx
      .createQueryBuilder()
      .update(parcelTable)
      .set({ pickupTries: () => 'pickupTries + 1', pickupTriedBy: staff.id })
      .where("id = :id AND status = 'sealed' AND pickupTries < :max", {
        id: parcel.id,
        max: MAX_PICKUP_TRIES,
      })
      .execute(),
  );
  if (affected !== 1) throw orderProblem('PICKUP_CODE_LOCKED');
  const [told, right] = [Buffer.from(code), Buffer.from(openPickupCode(crypto, parcel))];
  if (told.length !== right.length || !timingSafeEqual(told, right)) {
    await db.write((tx) => audit(tx, staff, 'parcel.wrong_pickup_code', parcel.id));
    throw orderProblem('PICKUP_CODE_WRONG');
  }
}
