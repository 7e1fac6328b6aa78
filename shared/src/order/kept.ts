import type { Order, Parcel } from './contract.ts';

type Line = Parcel['lines'][number];
type Sold = Pick<Order, 'afterSales'>;
const GIVEN_BACK = ['refunding', 'refunded'];

/** Units of a line that were received and whose money did not go back. */
export function keptOf({ afterSales }: Sold, line: Line): number {
  const back = afterSales.filter(({ lineId, status }) => lineId === line.id && GIVEN_BACK.includes(status));
  return line.quantity - line.shortQuantity - back.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** What was received and is still the person's: it can be complained about, and it can be taken. */
export const keptLines = (order: Sold & { parcels: readonly Pick<Parcel, 'status' | 'lines'>[] }): Line[] =>
  order.parcels
    .filter(({ status }) => status === 'delivered')
    .flatMap(({ lines }) => lines)
    .filter((line) => keptOf(order, line) > 0);
