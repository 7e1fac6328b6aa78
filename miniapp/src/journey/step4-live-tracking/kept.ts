import type { Order, OrderLine } from '@xinglin/shared/order/contract';
import type { z } from 'zod';

type Line = z.infer<typeof OrderLine>;
type Kept = Pick<Order, 'parcels' | 'afterSales'>;
const GIVEN_BACK = ['refunding', 'refunded'];

/** Units of a line that were received and whose money did not go back. */
export function keptOf({ afterSales }: Pick<Order, 'afterSales'>, line: Line): number {
  const back = afterSales.filter(({ lineId, status }) => lineId === line.id && GIVEN_BACK.includes(status));
  return line.quantity - line.shortQuantity - back.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** What was received and is still the person's: it can be complained about, and it can be taken. */
export const keptLines = (order: Kept): Line[] =>
  order.parcels
    .filter(({ status }) => status === 'delivered')
    .flatMap(({ lines }) => lines)
    .filter((line) => keptOf(order, line) > 0);
