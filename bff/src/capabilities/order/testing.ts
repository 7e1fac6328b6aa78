import { v7 as uuidv7 } from 'uuid';
import * as contract from '@xinglin/shared/order/contract';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import type { PlanParcel } from '@xinglin/shared/pricing/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { problem } from '@xinglin/shared/kernel/problem';
import type { Actor } from '../../kernel/actor.ts';
import type { Database } from '../../kernel/database.ts';
import type { Route } from '../../kernel/http.ts';
import { outboxTable, publish, type OutboxEngine, type Reaction } from '../../kernel/outbox.ts';
import { someone, testEngine, testServer } from '../../kernel/testing.ts';
import type { PaymentSettled } from '../payment/events.ts';
import { STORES } from './facts-testing.ts';
import { order } from './index.ts';
import { orderNeighbours, planParcel } from './neighbours-testing.ts';
import type { Deps } from './ports.ts';
import { STOCK, type Stock } from './stock-testing.ts';

export { ADDRESS, DRUGS, HOME, STORES } from './facts-testing.ts';
export { planParcel } from './neighbours-testing.ts';

/** Payment as order meets it: a cashier that closes or was too late, and the news that money has come. */
export function testCashier(db: Database) {
  const cashier = { down: false, tooLate: false };
  const closePayment: Deps['closePayment'] = async () => {
    if (cashier.down) throw problem('UPSTREAM_UNAVAILABLE');
    return cashier.tooLate ? 'paid' : 'closed';
  };
  const money = (orderId: string, patientId: string, totalFen: number, due = 'order'): PaymentSettled => ({
    name: 'payment.settled',
    subject: uuidv7(),
    data: {
      ...{ orderId, patientId, totalFen, paidAt: toInstant(Date.now()) },
      ...{ purpose: due === 'order' ? 'order' : 'supplement', due, method: 'wechat' },
    },
  });
  return {
    cashier,
    closePayment,
    /** Told `times` times, as it may be. */
    moneyComes: (
      { id, totalFen, due }: { id: string; totalFen: number; due?: unknown },
      patient: Actor,
      times = 1,
    ) => {
      const event = money(id, patient.id, totalFen, typeof due === 'string' ? due : undefined);
      return db.write(async (tx) => {
        for (let n = 0; n < times; n += 1) await publish(tx, event);
      });
    },
  };
}

type More = { routes: Route[]; reactions: Reaction[] };

/** Order among its neighbours, over HTTP; `more` is what else is served, `stock` a real inventory. */
export function orderWorld(
  db: Database,
  closePayment: Deps['closePayment'],
  more: () => More = () => ({ routes: [], reactions: [] }),
  stock: Partial<Stock> = {},
) {
  const near = orderNeighbours(db);
  const shelf = Object.fromEntries(STOCK.flatMap((name) => (stock[name] ? [[name, stock[name]]] : [])));
  const orders = order({ ...near.neighbours, ...shelf, closePayment });
  const as = testServer(db, () => [...orders.routes, ...more().routes]);
  const engine = testEngine(db, () => [...orders.reactions, ...more().reactions]);
  let seals = 0;
  return {
    ...near,
    orders,
    as,
    engine,
    north: someone('store_staff', STORES.north.id),
    south: someone('store_staff', STORES.south.id),
    oneParcel: (coupon: string | null = null) => [
      planParcel('north', [{ drug: 'otc', quantity: 2 }], coupon),
    ],
    twoParcels: () => [
      planParcel('north', [{ drug: 'otc', quantity: 2 }]),
      planParcel('south', [{ drug: 'otc', quantity: 1 }]),
    ],
    /** A patient who has placed an order. */
    buyer: async (parcels: PlanParcel[], options: Parameters<typeof near.plan>[2] = {}) => {
      const patient = someone('patient');
      const placed = await as(patient)(contract.placeOrder, near.plan(patient.id, parcels, options));
      const look = () => as(patient)(contract.getOrder, { id: placed.id });
      const cancel = () => as(patient)(contract.cancelOrder, { id: placed.id });
      return { patient, placed, id: placed.id, parcelId: placed.parcels[0]!.id, look, cancel };
    },
    pick: async (staff: Actor, id: string) => {
      const { lines } = await as(staff)(storeParcel.getStoreParcel, { id });
      const picks = lines.flatMap((line) =>
        line.picks.map(({ batchId, quantity }) => ({ lineId: line.id, batchId, quantity })),
      );
      return as(staff)(storeParcel.pickParcel, { id, picks });
    },
    seal: (staff: Actor, id: string, sealNo = `SEAL-${(seals += 1)}-${id.slice(-4).toUpperCase()}`) =>
      as(staff)(storeParcel.sealParcel, { id, sealNo }),
  };
}

/** Time passes: every timer of that name is due, and what follows from it happens. */
export async function whenDue(db: Database, engine: OutboxEngine, name: string): Promise<void> {
  await db.write((tx) =>
    tx
      .createQueryBuilder()
      .update(outboxTable)
      .set({ dueAt: toInstant(0) })
      .where('name = :name AND doneAt IS NULL', { name })
      .execute(),
  );
  await engine.drain();
}
