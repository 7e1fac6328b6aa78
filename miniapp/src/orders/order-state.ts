import type { Order, OrderStatus, Parcel, ParcelStatus } from '@xinglin/shared/order/contract';
import { orderStatusText } from '@xinglin/shared/order/contract';
import { orderLifecycle, parcelLifecycle } from '@xinglin/shared/order/lifecycle';
import { allowed } from '@xinglin/shared/kernel/lifecycle';
import { dateTimeText, shanghaiTime } from '@xinglin/shared/kernel/time';

type Stage = Pick<Order, 'status' | 'payBefore'> &
  Partial<Pick<Order, 'mode'>> & { parcels: readonly Pick<Parcel, 'status'>[] };

/** From the counter to the door; the order of the words is the order of the steps. */
const way: readonly ParcelStatus[] = [
  'waiting',
  'scheduled',
  'to_pick',
  'picked',
  'sealed',
  'on_the_way',
  'delivered',
];

/** How far the parcel that is furthest behind has come; cancelled ones do not count. */
export function furthestBehind(parcels: readonly Pick<Parcel, 'status'>[]): ParcelStatus {
  const steps = parcels.map(({ status }) => way.indexOf(status)).filter((step) => step >= 0);
  return steps.length > 0 ? way[Math.min(...steps)]! : 'cancelled';
}

/** The parcel closest to the person: what the headline speaks of. */
function furthestAhead(parcels: readonly Pick<Parcel, 'status'>[]): ParcelStatus {
  const open = parcels.filter(({ status }) => status !== 'delivered');
  const steps = open.map(({ status }) => way.indexOf(status));
  return way[Math.max(...steps)] ?? 'delivered';
}

const whilePaid: Record<ParcelStatus, { title: string; text: string }> = {
  waiting: { title: '付款成功', text: '正在通知药店配药' },
  scheduled: { title: '已预约', text: '到预约时段前药店开始配药' },
  to_pick: { title: '药店正在配药', text: '药店按批号拣货，核对效期后封签' },
  picked: { title: '药店正在配药', text: '已拣货，正在封签' },
  sealed: { title: '包裹已封签', text: '等骑手到店取货' },
  on_the_way: { title: '正在送来', text: '骑手已取货，请保持电话畅通' },
  delivered: { title: '已送达', text: '请核对封签和有效期' },
  cancelled: { title: '进行中', text: '药店正在处理' },
  returning: { title: '包裹退回中', text: '药店收到后验收，再退款' },
  returned: { title: '包裹已退回', text: '药店已验收' },
  lost: { title: '包裹已结案', text: '退回途中丢失，款项已安排退回' },
};

const otherwise: Record<Exclude<OrderStatus, 'paid' | 'unpaid'>, string> = {
  completed: '请核对药品和有效期，按说明书或医嘱用药',
  cancelled: '预留的药品和用掉的优惠券已退回',
  refunding: '款项按原支付方式退回，到账时间以支付平台为准',
  refunded: '款项已按原支付方式退回',
};

/** The store prepares an unpaid order only when it was promised cash at the counter. */
export const isPrepared = ({ status, parcels }: Pick<Stage, 'status' | 'parcels'>): boolean =>
  status === 'unpaid' && parcels.some((parcel) => parcel.status !== 'waiting');

/** Where an order stands, in one word and one sentence. */
export function headline(stage: Stage): { title: string; text: string } {
  const { status, payBefore, parcels, mode } = stage;
  if (status === 'paid' && mode === 'pickup' && furthestAhead(parcels) === 'sealed')
    return { title: '可以取药了', text: '到药店柜台报取货码' };
  if (status === 'paid') return whilePaid[furthestAhead(parcels)];
  if (isPrepared(stage))
    return {
      title: furthestAhead(parcels) === 'sealed' ? '可以取药了' : '药店正在配药',
      text: `到店付款，请在 ${dateTimeText(payBefore)} 前到柜台付清并取药`,
    };
  if (status === 'unpaid')
    return { title: orderStatusText.unpaid, text: `请在 ${shanghaiTime(payBefore)} 前付款，逾期自动取消` };
  return { title: orderStatusText[status], text: otherwise[status] };
}

type Tone = 'neutral' | 'primary' | 'accent' | 'success' | 'warning';
export const orderTone: Record<OrderStatus, Tone> = {
  unpaid: 'accent',
  paid: 'primary',
  completed: 'success',
  cancelled: 'neutral',
  refunding: 'warning',
  refunded: 'neutral',
};

const OVER: readonly ParcelStatus[] = ['cancelled', 'returning', 'returned', 'lost'];

/** The person may cancel by a tap: the order allows it, and every parcel that is not over can still be stopped or called back. */
export const mayCancel = ({ status, parcels }: Pick<Stage, 'status' | 'parcels'>): boolean =>
  allowed(orderLifecycle, status, 'patient').includes('cancel') &&
  parcels.every(
    (parcel) =>
      OVER.includes(parcel.status) ||
      allowed(parcelLifecycle, parcel.status, 'patient').some(
        (event) => event === 'cancel' || event === 'call_back',
      ),
  );

/** Another way to get it: while paid, and nothing is with a rider or with the person. */
export const maySwitch = ({ status, parcels }: Pick<Stage, 'status' | 'parcels'>): boolean =>
  status === 'paid' &&
  parcels.every((parcel) =>
    ['scheduled', 'to_pick', 'picked', 'sealed', 'cancelled'].includes(parcel.status),
  );

export const mayPay = ({ status }: Pick<Stage, 'status'>): boolean =>
  allowed(orderLifecycle, status).includes('pay');

/** Something is still going to happen to it. */
export const isOpen = ({ status }: Pick<Stage, 'status'>): boolean =>
  allowed(orderLifecycle, status).length > 0;
