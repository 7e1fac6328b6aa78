import type { LocalDate } from '@xinglin/shared/kernel/time';
import type { RecordKind } from '@xinglin/shared/compliance/retention-contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { on, type Reaction } from '../../kernel/outbox.ts';
import type { ConsultationAsked } from '../consultation/events.ts';
import type { CounterSold } from '../inventory/events.ts';
import type { OrderPaid, ParcelDelivered } from '../order/events.ts';
import type { PrescriptionMoved } from '../prescription/events.ts';
import type { Deps } from './ports.ts';
import { keepUntil, RETENTION_RULE } from './retention-rules.ts';
import { keptRecords } from './retention-store.ts';

/** Starts the clock of a record when it comes to be, and sets it on when goods with a later expiry went out on it. */
export function retentionReactions(
  deps: Pick<Deps, 'now' | 'expiriesOfParcel' | 'prescriptionNumber'>,
): Reaction[] {
  const keep = async (tx: Tx, kind: RecordKind, id: string, number: string, expires: LocalDate[] = []) => {
    const createdAt = toInstant(deps.now());
    await keptRecords(tx).insert({
      id,
      kind,
      number,
      createdAt,
      keepUntil: keepUntil(kind, createdAt, expires),
      rule: RETENTION_RULE,
      holdReason: null,
      heldBy: null,
      heldAt: null,
      destroyedAt: null,
    });
  };
  const extend = async (tx: Tx, id: string | null, expires: LocalDate[]) => {
    const row = id && (await keptRecords(tx).find(id));
    if (row) await keptRecords(tx).extend(row.id, keepUntil(row.kind, row.createdAt, expires));
  };
  return [
    on<PrescriptionMoved>(
      'prescription.submitted',
      'compliance: keeps the prescription',
      async (tx, { subject }) =>
        keep(tx, 'prescription', subject, await deps.prescriptionNumber(tx, subject)),
    ),
    on<OrderPaid>('order.paid', 'compliance: keeps the sale', (tx, { subject, data }) =>
      keep(tx, 'sale', subject, data.orderNo),
    ),
    // Neither has a number that people read aloud.
    on<ConsultationAsked>('consultation.asked', 'compliance: keeps the consultation', (tx, { subject }) =>
      keep(tx, 'consultation', subject, subject),
    ),
    on<CounterSold>(
      'stock.counter_sold',
      'compliance: keeps the sale over the counter',
      async (tx, event) => {
        const expires = [event.data.expires];
        await keep(tx, 'counter_sale', event.subject, event.subject, expires);
        await extend(tx, event.data.prescriptionId, expires);
      },
    ),
    on<ParcelDelivered>(
      'parcel.delivered',
      'compliance: keeps as long as the goods last',
      async (tx, { subject, data }) => {
        const expires = await deps.expiriesOfParcel(tx, subject);
        await extend(tx, data.orderId, expires);
        await extend(tx, data.prescriptionId, expires);
      },
    ),
  ];
}
