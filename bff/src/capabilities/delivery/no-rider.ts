import { MINUTE_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { on, publish, type Reaction } from '../../kernel/outbox.ts';
import type { DeliveryNoRider, DeliveryNoRiderDue, DeliveryOffered } from './events.ts';
import { ofDelivery } from './move.ts';
import type { Deps } from './ports.ts';
import { deliveryStore, type DeliveryRow } from './store.ts';

/** So long an offer waits for a rider before it is made again (journey D4, line 5). */
const WAIT_MS = 8 * MINUTE_MS;
/** After the second wait the person is told, once, that they may collect it or have their money back. */
const TELL_AFTER = 2;
/** For two hours the offer is made again; then it is the store's to call somebody. */
const MOST_ROUNDS = 15;

type Clock = Pick<Deps, 'now'>;

/** For the store: which of these parcels have been offered for a wait or longer while no rider has them. */
export const parcelsWithoutRider =
  ({ db, now }: Pick<Deps, 'db' | 'now'>) =>
  async (parcelIds: string[]): Promise<Set<string>> => {
    const since = plus(toInstant(now()), -WAIT_MS);
    const rows = await deliveryStore(db.read).ofParcels(parcelIds);
    const waiting = rows.filter(({ status, offeredAt }) => status === 'offered' && offeredAt <= since);
    return new Set(waiting.map(({ parcelId }) => parcelId));
  };

/** Nobody took it: riders are asked again and again, and in the end the patient what they want. */
export const noRiderReactions = (deps: Clock): Reaction[] => [
  on<DeliveryOffered>('delivery.offered', 'delivery.wait-for-a-rider', async (tx, { subject }) => {
    const row = await deliveryStore(tx).get(subject);
    if (row.status === 'offered') await waitOn(deps, tx, row, 1);
  }),
  on<DeliveryNoRiderDue>('delivery.no_rider_due', 'delivery.offer-once-more', async (tx, event) => {
    const { version, round } = event.data;
    const row = await deliveryStore(tx).get(event.subject);
    // Taken, cancelled or offered anew since: that has a timer of its own.
    if (row.status !== 'offered' || row.version !== version) return;
    await audit(tx, system, 'delivery.no_rider', row.id, { round });
    const data = { ...ofDelivery(row), storeId: row.storeId, round, ask: round === TELL_AFTER };
    await publish<DeliveryNoRider>(tx, { name: 'delivery.no_rider', subject: row.id, data });
    if (round < MOST_ROUNDS) await waitOn(deps, tx, row, round + 1);
  }),
];

const waitOn = ({ now }: Clock, tx: Tx, row: DeliveryRow, round: number) =>
  publish<DeliveryNoRiderDue>(
    tx,
    {
      name: 'delivery.no_rider_due',
      subject: row.id,
      data: { ...ofDelivery(row), version: row.version, round },
    },
    plus(toInstant(now()), WAIT_MS),
  );
