import * as pay from '@xinglin/shared/payment/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Database } from '../../kernel/database.ts';
import { someone } from '../../kernel/testing.ts';
import { payment } from '../payment/index.ts';
import { paymentTable, refundTable } from '../payment/store.ts';
import { balances, paymentDeps, testBank } from '../payment/testing.ts';
import { orderWorld } from './testing.ts';

/** Order and payment are two halves of one promise: no order without its money, no money without its order. Here they are joined. */
export function orderAndPayment(db: Database) {
  const bank = testBank();
  const { deps, outside } = paymentDeps(db, bank);
  const payments = payment({
    ...deps,
    orderForPayment: (patientId, orderId) => world.orders.orderForPayment(patientId, orderId),
    parcelSum: (tx, parcelId) => world.orders.parcelSum(tx, parcelId),
  });
  const world = orderWorld(db, payments.closePayment, () => payments);
  const { as, buyer, engine, oneParcel } = world;
  const callback = ({ headers, raw }: ReturnType<typeof bank.pay>) =>
    payments.webhooks[0]!.handle(headers, raw);
  const openCashier = async (patient: Actor, orderId: string): Promise<string> => {
    const { payment: opened } = await as(patient)(pay.startPayment, { orderId });
    return (await db.read.findOneByOrFail(paymentTable, { id: opened.id })).paymentNo;
  };
  /** Placed, and the cashier open. */
  const atCashier = async (...bought: Parameters<typeof buyer> | []) => {
    const at = await buyer(bought[0] ?? oneParcel(), bought[1]);
    return { ...at, paymentNo: await openCashier(at.patient, at.id) };
  };
  const refundsOf = (orderId: string) => db.read.findBy(refundTable, { orderId });
  const rider = someone('rider');
  return {
    ...world,
    ...{ bank, outside, callback, openCashier, atCashier, refundsOf },
    /** Picked, sealed, carried and handed over. */
    async bring(staff: Actor, parcelId: string) {
      await world.pick(staff, parcelId);
      await world.seal(staff, parcelId);
      await db.write((tx) => world.orders.handOver(tx, rider, parcelId));
      await db.write((tx) => world.orders.deliver(tx, rider, parcelId));
      await engine.drain();
    },
    /** The bank pays out every refund it knows of. */
    async settleAll(orderId: string) {
      for (const { refundNo, status } of await refundsOf(orderId))
        if (status !== 'succeeded' && bank.refunds.has(refundNo)) await callback(bank.settleRefund(refundNo));
      await engine.drain();
    },
    /** The balances of everything an order was paid with. */
    async books(orderId: string) {
      const sums: Record<string, number> = {};
      for (const { id } of await db.read.findBy(paymentTable, { orderId }))
        for (const [account, fen] of Object.entries(await balances(db, id)))
          sums[account] = (sums[account] ?? 0) + fen;
      return sums;
    },
    /** Paid, and told so. */
    paid: async (...bought: Parameters<typeof buyer> | []) => {
      const at = await atCashier(...bought);
      await callback(bank.pay(at.paymentNo));
      await engine.drain();
      return at;
    },
  };
}
