import { toInstant } from '@xinglin/shared/kernel/time';
import { isDuplicate, type Tx } from '../../kernel/database.ts';
import { column, entity } from '../../kernel/entity.ts';
import { bookRevenue, type RevenueSource } from './ledger.ts';
import { requestOf } from './open-payment.ts';
import type { Deps, ParcelSum } from './ports.ts';
import { paymentsOfOrder, type PaymentRow } from './store.ts';

/** Payments whose goods WeChat has been told of: it takes one report a payment, and one correction. */
export type ShippingRow = { paymentId: string; logisticsType: number; reportedAt: string };
export const shippingTable = entity<ShippingRow>(
  'shipping_report',
  { paymentId: column.id(), logisticsType: column.int(), reportedAt: column.instant() },
  { key: ['paymentId'] },
);

const LOGISTICS = { rider: 2, collected: 4 } as const;

/** Tells WeChat that goods left our hands, else it keeps the money frozen. Outside of any transaction; repeated by the outbox. */
export function reportShipping(deps: Deps) {
  const { db, shipping, now } = deps;
  return async (orderId: string, by: keyof typeof LOGISTICS): Promise<void> => {
    for (const payment of await paidBy(db.read, orderId, 'wechat')) {
      const { id: paymentId, transactionId, orderNo } = payment;
      if (!transactionId || (await db.read.existsBy(shippingTable, { paymentId }))) continue;
      const at = toInstant(now());
      const logisticsType = LOGISTICS[by];
      const { openid } = requestOf(deps, payment);
      await shipping.reportShipping({
        transactionId,
        openid,
        logisticsType,
        itemDesc: `药房订单 ${orderNo}`,
        at,
      });
      const row = { paymentId, logisticsType, reportedAt: at };
      await db.write((tx) => tx.insert(shippingTable, row)).catch(ifKnown);
    }
  };
}

/** The parcel is with the patient, or came back and only its way is paid for: what we owed for it is its store's revenue now. */
export function earnRevenue(deps: Deps) {
  const { db, parcelSum } = deps;
  return async (parcelId: string): Promise<void> => {
    await db
      .write(async (tx) => {
        const parcel = await parcelSum(tx, parcelId);
        if (!parcel || parcel.worthFen === 0) return;
        const sources = sourcesOf(await paidBy(tx, parcel.orderId), parcel);
        if (sources.length > 0) await bookRevenue(deps, tx, sources, { parcelId, ...parcel });
      })
      .catch(ifKnown);
  };
}

/** A fee that was paid by itself is earned from what paid it: of the order's own payment, other parcels may still come back. */
function sourcesOf(payments: PaymentRow[], { due }: ParcelSum): RevenueSource[] {
  const own = payments.filter((payment) => payment.due === due?.id);
  const others = payments.filter((payment) => payment.due !== due?.id);
  return [
    ...own.map(({ id }) => ({ paymentId: id, mostFen: due?.fen ?? 0 })),
    ...others.map(({ id }) => ({ paymentId: id, mostFen: Infinity })),
  ];
}

const paidBy = async (tx: Tx, orderId: string, method?: PaymentRow['method']) =>
  (await paymentsOfOrder(tx, orderId)).filter(
    (payment) => payment.settledKey !== null && (method === undefined || payment.method === method),
  );

function ifKnown(error: unknown): void {
  if (!isDuplicate(error)) throw error;
}
