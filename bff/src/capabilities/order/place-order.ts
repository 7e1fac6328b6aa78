import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { problem } from '@xinglin/shared/kernel/problem';
import type { placeOrder as contract } from '@xinglin/shared/order/contract';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { isDuplicate, type Tx } from '../../kernel/database.ts';
import type { Input } from '@xinglin/shared/kernel/endpoint';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { draftOrder, type OrderDraft } from './draft-order.ts';
import type { OrderPaymentDue, OrderPlaced } from './events.ts';
import { note } from './move.ts';
import { mustBeSellable, mustLeadTo, PAY_WITHIN_MS } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentOrders } from './present.ts';
import { lineTable, orderByClientKey, orderTable, parcelTable, type OrderRow } from './store.ts';

const MAX_TRIES = 3;

/**
 * A patient orders a locked plan. Order, stock, coupons, prescription and the news of it are one unit of work: when one
 * of them fails, nothing happened. The same tap again gives the same order.
 */
export function placeOrder(deps: Deps): Handler<typeof contract> {
  return async (patient, input, { idempotencyKey }) => {
    if (!idempotencyKey) throw problem('IDEMPOTENCY_KEY_MISSING');
    const row = await placeOnce(deps, patient, input, idempotencyKey);
    return (await presentOrders(deps, [row]))[0]!;
  };
}

/** What refuses a second order of the same tap may be any of the things there is only one of: then the first is the answer. */
async function placeOnce(
  deps: Deps,
  patient: Actor,
  input: Input<typeof contract>,
  clientKey: string,
): Promise<OrderRow> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await deps.db.write((tx) => place(deps, tx, patient, input, clientKey));
    } catch (error) {
      const first = await orderByClientKey(deps.db.read, patient.id, clientKey);
      if (first) return first;
      // An order number that was already drawn today is drawn again.
      if (!isDuplicate(error) || tries === MAX_TRIES) throw error;
    }
  }
}

async function place(
  deps: Deps,
  tx: Tx,
  patient: Actor,
  { planId, optionKey, address }: Input<typeof contract>,
  clientKey: string,
): Promise<OrderRow> {
  const plan = await deps.takePlan(tx, { patientId: patient.id, planId, optionKey });
  mustLeadTo(plan, address.point);
  const drugIds = [...new Set(plan.option.parcels.flatMap(({ lines }) => lines.map(({ drugId }) => drugId)))];
  const drugs = await deps.drugsByIds(drugIds, tx);
  mustBeSellable(drugs, plan.prescriptionId);
  const placedAt = toInstant(deps.now());
  const payBefore = plus(placedAt, PAY_WITHIN_MS);
  const draft = draftOrder(deps, plan, drugs, {
    patientId: patient.id,
    clientKey,
    planId,
    address,
    placedAt,
    payBefore,
  });
  await store(tx, draft);
  await take(deps, tx, draft);
  await tell(deps, tx, patient, draft.order);
  return draft.order;
}

async function store(tx: Tx, { order, parcels, lines }: OrderDraft): Promise<void> {
  await tx.insert(orderTable, order);
  await tx.insert(parcelTable, parcels);
  await tx.insert(lineTable, lines);
}

/** Everything there is only one of: stock, coupons, the prescription. */
async function take(deps: Deps, tx: Tx, { order, parcels, lines, couponCodes }: OrderDraft): Promise<void> {
  const { id: orderId, patientId, prescriptionId } = order;
  const quantities = (of: typeof lines) => of.map(({ drugId, quantity }) => ({ drugId, quantity }));
  for (const { id, storeId } of parcels)
    await deps.reserve(tx, {
      reference: id,
      storeId,
      lines: quantities(lines.filter(({ parcelId }) => parcelId === id)),
    });
  if (couponCodes.length > 0) await deps.useCoupons(tx, { patientId, orderId, codes: couponCodes });
  if (!prescriptionId) return;
  const prescribed = quantities(lines.filter((line) => line.class === 'rx'));
  await deps.usePrescription(tx, { prescriptionId, patientId, orderId, lines: prescribed });
}

async function tell(deps: Deps, tx: Tx, patient: Actor, order: OrderRow): Promise<void> {
  const { id, patientId, orderNo, totalFen, payBefore } = order;
  await audit(tx, patient, 'order.place', id, { orderNo, totalFen, acceptsNoReturn: true });
  await note(deps, tx, { orderId: id, parcelId: null, what: 'placed' });
  const data = { patientId, orderNo };
  await publish<OrderPlaced>(tx, { name: 'order.placed', subject: id, data });
  const timer: OrderPaymentDue = { name: 'order.payment_due', subject: id, data: { ...data, payBefore } };
  await publish(tx, timer, payBefore);
}
