import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { orderProblem } from '@xinglin/shared/order/contract';
import type { switchMode as contract } from '@xinglin/shared/order/operations';
import type { Input } from '@xinglin/shared/kernel/endpoint';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { dueTable, refundsOf, type DueRow } from './changes-table.ts';
import type { DueOver, OrderModeChanged, OrderSlotNear, ParcelDeliveryWanted } from './events.ts';
import { moveParcel, note } from './move.ts';
import { leftOf, payBack, type PayBack } from './pay-back.ts';
import { makeReady } from './pickup-code.ts';
import { isSwitchable, mustBeAhead, mustOwn, PAY_WITHIN_MS, RELEASE_BEFORE_MS } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentOrders } from './present.ts';
import { sealAddress } from './sealed.ts';
import { holdOrder, orderById, orderTable, parcelsOf, parcelTable, type OrderRow } from './store.ts';
import { newsOf } from './tell.ts';

type Wish = Input<typeof contract>;
type Target = Pick<
  DueRow,
  'toMode' | 'slotFrom' | 'slotTo' | 'address' | 'destinationLng' | 'destinationLat'
>;

/**
 * Another way to get a paid order, while no rider has it and nobody collected it. To the counter: the delivery fee goes back.
 * To the door: the fee is asked for first, and until it is paid nothing changes.
 */
export function switchMode(deps: Deps): Handler<typeof contract> {
  return async (patient, wish) => {
    const { db } = deps;
    const order = await orderById(db.read, wish.id);
    mustOwn(patient, order);
    const fees = wish.to === 'pickup' ? null : await feesTo(deps, order, wish);
    await db.write(async (tx) => {
      await holdOrder(tx, order.id);
      const held = (await orderById(tx, order.id))!;
      if (!isSwitchable(held, await parcelsOf(tx, [order.id]))) throw orderProblem('SWITCH_TOO_LATE');
      if (held.mode === wish.to && wish.to !== 'scheduled') throw orderProblem('SWITCH_SAME');
      await tx.update(dueTable, { orderId: order.id, status: 'open' }, { status: 'void' });
      if (!fees) await beCollected(deps, tx, patient, held);
      else await wantDelivery(deps, tx, patient, held, { wish, fees });
    });
    return (await presentOrders(deps, [(await orderById(db.read, order.id))!]))[0]!;
  };
}

/** What each store asks to bring its parcels there together, on the first of them. @throws ADDRESS_NEEDED, SLOT_NEEDED, SLOT_PAST, ADDRESS_TOO_FAR */
async function feesTo(
  deps: Deps,
  order: OrderRow,
  { address, slot, to }: Wish,
): Promise<Record<string, number>> {
  if (!address) throw orderProblem('ADDRESS_NEEDED');
  if (to === 'scheduled') mustBeAhead(slot, deps.now());
  const parcels = (await parcelsOf(deps.db.read, [order.id])).filter(({ status }) => status !== 'cancelled');
  const fees: Record<string, number> = {};
  for (const { id, storeId } of parcels) {
    const own = parcels.filter((each) => each.storeId === storeId);
    if (own[0]!.id !== id) continue;
    const goodsFen = own.reduce((sum, each) => sum + each.goodsFen, 0);
    const fee = await deps.deliveryFeeFen({ storeId, goodsFen, to: address.point, slot: slot ?? null });
    if (fee === null) throw orderProblem('ADDRESS_TOO_FAR');
    fees[id] = fee;
  }
  return fees;
}

type Wanted = { wish: Wish; fees: Record<string, number> };

async function wantDelivery(deps: Deps, tx: Tx, patient: Actor, order: OrderRow, { wish, fees }: Wanted) {
  const { crypto, now, newId } = deps;
  const address = wish.address!;
  const target: Target = {
    toMode: wish.to,
    slotFrom: wish.to === 'scheduled' ? wish.slot!.from : null,
    slotTo: wish.to === 'scheduled' ? wish.slot!.to : null,
    address: sealAddress(crypto, order.id, address),
    destinationLng: address.point.lng,
    destinationLat: address.point.lat,
  };
  // Between two ways of delivery the fee was paid already, and is not asked for twice.
  const amountFen = order.mode === 'pickup' ? Object.values(fees).reduce((sum, fee) => sum + fee, 0) : 0;
  if (amountFen === 0) return beDelivered(deps, tx, patient, order.id, target);
  const id = newId();
  const createdAt = toInstant(now());
  const payBefore = plus(createdAt, PAY_WITHIN_MS);
  const { id: orderId, patientId, orderNo } = order;
  const row = {
    id,
    orderId,
    patientId,
    amountFen,
    fees,
    ...target,
    status: 'open' as const,
    createdAt,
    payBefore,
  };
  await tx.insert(dueTable, row);
  await audit(tx, patient, 'order.due', order.id, { dueId: id, amountFen });
  await note(deps, tx, { orderId, parcelId: null, what: 'due' });
  const over: DueOver = { name: 'order.due_over', subject: id, data: { patientId, orderNo, orderId } };
  await publish(tx, over, payBefore);
}

/** To the door. In the transaction that holds the order. */
export async function beDelivered(
  deps: Deps,
  tx: Tx,
  actor: Actor,
  orderId: string,
  target: Target,
): Promise<void> {
  const { toMode: mode, slotFrom, slotTo, address, destinationLng, destinationLat } = target;
  const order = (await orderById(tx, orderId))!;
  const changed = { mode, slotFrom, slotTo, address, destinationLng, destinationLat };
  await tx.update(orderTable, orderId, changed);
  for (const parcel of await parcelsOf(tx, [orderId])) {
    if (parcel.status === 'cancelled') continue;
    await tx.update(parcelTable, parcel.id, { pickupCode: null, pickupBefore: null, pickupTries: 0 });
    // One that waits for its slot goes on waiting for the new one; what is on the desk already stays there.
    if (parcel.status === 'scheduled' && mode !== 'scheduled')
      await moveParcel(deps, tx, actor, parcel.id, 'release');
    if (parcel.status === 'scheduled' && mode === 'scheduled') continue;
    const wanted: ParcelDeliveryWanted = {
      name: 'parcel.delivery_wanted',
      subject: parcel.id,
      data: await newsOf(tx, parcel),
    };
    await publish(tx, wanted);
  }
  const { patientId, orderNo } = order;
  if (slotFrom) {
    const near: OrderSlotNear = { name: 'order.slot_near', subject: orderId, data: { patientId, orderNo } };
    await publish(tx, near, plus(slotFrom, -RELEASE_BEFORE_MS));
  }
  await tellMode(deps, tx, actor, order, mode);
}

/** To the counter: riders are no longer needed, and the delivery fee goes back. */
async function beCollected(deps: Deps, tx: Tx, patient: Actor, order: OrderRow): Promise<void> {
  await tx.update(orderTable, order.id, { mode: 'pickup', slotFrom: null, slotTo: null });
  const parts: PayBack['parts'] = [];
  for (const parcel of await parcelsOf(tx, [order.id])) {
    if (parcel.status === 'cancelled') continue;
    if (parcel.status === 'scheduled') await moveParcel(deps, tx, patient, parcel.id, 'release');
    if (parcel.status === 'sealed') await makeReady(deps, tx, parcel);
    const { deliveryFeeFen } = await leftOf(tx, parcel);
    const fee = { goodsFen: 0, packagingFeeFen: 0, deliveryFeeFen };
    const cell = { situation: 'not_picked', cause: 'customer' } as const;
    parts.push({ parcel, part: { ...fee, ...cell, parcelId: parcel.id } });
  }
  const before = (await refundsOf(tx, order.id)).length;
  await payBack(deps, tx, {
    order,
    parts,
    reason: '改为到店自提，退配送费',
    key: `fee:${order.id}:${before}`,
  });
  await tellMode(deps, tx, patient, order, 'pickup');
}

async function tellMode(
  deps: Deps,
  tx: Tx,
  actor: Actor,
  order: OrderRow,
  mode: OrderRow['mode'],
): Promise<void> {
  const { id, patientId, orderNo } = order;
  await audit(tx, actor, 'order.switch_mode', id, { from: order.mode, to: mode });
  await note(deps, tx, { orderId: id, parcelId: null, what: `mode.${mode}` });
  const storeIds = [...new Set((await parcelsOf(tx, [id])).map(({ storeId }) => storeId))];
  const data = { patientId, orderNo, storeIds, pickup: mode === 'pickup' };
  await publish<OrderModeChanged>(tx, { name: 'order.mode_changed', subject: id, data });
}
