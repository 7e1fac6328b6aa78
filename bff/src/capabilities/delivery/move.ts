import type { DeliveryEvent } from '@xinglin/shared/delivery/contract';
import { deliveryLifecycle } from '@xinglin/shared/delivery/lifecycle';
import { next } from '@xinglin/shared/kernel/lifecycle';
import { problem } from '@xinglin/shared/kernel/problem';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish, type DomainEvent } from '../../kernel/outbox.ts';
import { deliveryStore, type DeliveryRow } from './store.ts';

type Move = {
  changes?: Partial<DeliveryRow>;
  check?: (current: DeliveryRow) => void;
  /** What others are told besides the order, parcel and patient. */
  tells?: object;
  /** For the trail only. */
  why?: string;
  /** What it means that somebody else was faster. */
  lost?: () => Error;
};

/** The one way a delivery changes state: read, check, write if nobody else did meanwhile, record who, tell the others. */
export async function move(
  tx: Tx,
  actor: Actor,
  id: string,
  event: DeliveryEvent,
  it: Move = {},
): Promise<DeliveryRow> {
  const { changes = {}, check, tells = {}, why, lost = () => problem('CHANGED_MEANWHILE') } = it;
  const store = deliveryStore(tx);
  const current = await store.get(id);
  check?.(current);
  const status = next(deliveryLifecycle, current.status, event, actor.role);
  if (!(await store.update(current, { ...changes, status }))) throw lost();

  const moved = { ...current, ...changes, status, version: current.version + 1 };
  await audit(tx, actor, `delivery.${event}`, id, {
    from: current.status,
    to: status,
    ...(why ? { why } : {}),
  });
  await publish<DomainEvent>(tx, {
    name: `delivery.${status}`,
    subject: id,
    data: { ...ofDelivery(moved), ...(status === 'offered' ? { storeId: moved.storeId } : {}), ...tells },
  });
  return moved;
}

/** What every event of a delivery carries. */
export const ofDelivery = ({ orderId, parcelId, patientId }: DeliveryRow) => ({
  orderId,
  parcelId,
  patientId,
});
