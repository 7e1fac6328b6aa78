import { distanceText } from '@xinglin/shared/kernel/geo';
import { price } from '@xinglin/shared/kernel/money';
import type { OtherStore, Shortage } from '@xinglin/shared/order/changes';
import type { Order, ParcelStatus } from '@xinglin/shared/order/contract';

type Choice = { value: string; text: string; note: string };
type Of = Pick<Order, 'mode' | 'parcels'>;

const OPEN: readonly ParcelStatus[] = ['scheduled', 'to_pick', 'picked', 'sealed'];

/** What the person can choose when goods are missing, and what each choice means for this order. */
export function shortageChoices(order: Of, shortage: Shortage): Choice[] {
  const { otherStores, reason } = shortage;
  const waiting = { value: 'wait', text: '等药店补货', note: '到货就继续配药，时间不一定，可以随时取消' };
  return [
    ...otherStores.map((store) => otherStore(order.mode, store)),
    // A recalled lot never comes.
    ...(reason === 'recalled' ? [] : [waiting]),
    money(order, shortage),
  ];
}

function otherStore(mode: Order['mode'], { storeId, storeName, distanceM }: OtherStore): Choice {
  const far = distanceText(distanceM);
  return mode === 'pickup'
    ? { value: storeId, text: `换到${storeName}取`, note: `价格不变，离您 ${far}，这几件到那里取` }
    : { value: storeId, text: `换${storeName}发货`, note: `价格不变，离您 ${far}，分开送达` };
}

/** With the last unit the parcel ends, and with the last parcel the order: then its fees come back too. */
function money({ parcels }: Of, { parcelId, quantity, refundFen }: Shortage): Choice {
  const parcel = parcels.find(({ id }) => id === parcelId);
  const rest = (parcel?.lines ?? []).reduce(
    (sum, line) => sum + line.quantity - line.shortQuantity,
    -quantity,
  );
  if (!parcel || rest > 0)
    return { value: 'refund', text: `退这一部分 ${price(refundFen)}`, note: '其余药品照常，款项原路退回' };
  const others = parcels.filter(({ id, status }) => id !== parcelId && OPEN.includes(status));
  // Another parcel of the same store is brought for what was paid for both.
  const twin = others.some(({ storeId }) => storeId === parcel.storeId);
  const back = [
    { name: '配送费', fen: parcel.deliveryFeeFen },
    { name: '包装费', fen: parcel.packagingFeeFen },
  ].filter(({ fen }) => fen > 0 && !twin);
  const feesFen = back.reduce((sum, { fen }) => sum + fen, 0);
  const fees = feesFen > 0 ? `，${back.map(({ name }) => name).join('和')}也退` : '';
  const over = parcels.every(({ id, status }) => id === parcelId || status === 'cancelled');
  return {
    value: 'refund',
    text: `${over ? '全部退款' : '退这一部分'} ${price(refundFen + feesFen)}`,
    note: over ? `订单取消，款项原路退回${fees}` : `其余包裹照常，款项原路退回${fees}`,
  };
}
