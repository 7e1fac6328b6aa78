import type { reportPosition as contract } from '@xinglin/shared/delivery/contract';
import { plausible, type MeasuredPoint } from '@xinglin/shared/delivery/rules';
import { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { problem } from '@xinglin/shared/kernel/problem';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import type { DeliveryPosition } from './events.ts';
import { ofDelivery } from './move.ts';
import type { Deps } from './ports.ts';
import { deliveryStore, riderStore, type DeliveryRow, type RiderStateRow } from './store.ts';

/** A patient is told of a moving rider at most so often. */
const TELL_EVERY_MS = 3_000;

/** Where the rider is, kept only while a parcel is carried and only what can be true. */
export function reportPosition({ db, now, newId }: Deps): Handler<typeof contract> {
  return async (rider, { points }) => {
    const measured = points.flatMap(onTheMap);
    return db.write(async (tx) => {
      const carried = await deliveryStore(tx).carriedBy(rider.id);
      const state = await riderStore(tx).state(rider.id);
      if (carried.length === 0 || !state) return { accepted: 0 };
      const accepted = plausible(sinceTaken(measured, carried), lastPoint(state), now());
      const last = accepted.at(-1);
      if (!last) return { accepted: 0 };
      if (!(await riderStore(tx).setPoint(rider.id, last, state.pointAt))) throw problem('CHANGED_MEANWHILE');
      for (const row of carried) {
        await keep(tx, row, accepted, newId);
        await tellPatient(tx, row, now());
      }
      return { accepted: accepted.length };
    });
  };
}

const onTheMap = ({ at, lng, lat, accuracyM }: MeasuredPoint): MeasuredPoint[] =>
  Gcj02Point.safeParse({ lng, lat }).success ? [{ at: toInstant(new Date(at)), lng, lat, accuracyM }] : [];

/** Nothing from before the first parcel was taken: where a rider is between two jobs is no one's business. */
function sinceTaken(points: MeasuredPoint[], carried: DeliveryRow[]): MeasuredPoint[] {
  const [first] = carried.map(({ pickedUpAt }) => pickedUpAt ?? '').toSorted();
  return points.filter(({ at }) => at >= (first ?? ''));
}

const lastPoint = ({ lng, lat, pointAt }: RiderStateRow) =>
  lng !== null && lat !== null && pointAt !== null ? { lng, lat, at: pointAt } : null;

async function keep(tx: Tx, { id, pickedUpAt }: DeliveryRow, points: MeasuredPoint[], newId: () => string) {
  const ofThis = points.filter(({ at }) => at >= (pickedUpAt ?? ''));
  if (ofThis.length > 0) await riderStore(tx).append(id, ofThis, newId);
}

async function tellPatient(tx: Tx, row: DeliveryRow, now: Date): Promise<void> {
  const at = toInstant(now);
  if (await deliveryStore(tx).noteTold(row.id, at, plus(at, -TELL_EVERY_MS)))
    await publish<DeliveryPosition>(tx, {
      name: 'delivery.position',
      subject: row.id,
      data: ofDelivery(row),
    });
}
