import { dateTimeText, shanghaiTime } from '../kernel/time.ts';
import { orderStatusText, type Order, type OrderStatus, type Parcel, type ParcelStatus } from './contract.ts';
import { keptLines } from './kept.ts';

type Stage = Pick<Order, 'status' | 'payBefore'> &
  Partial<Pick<Order, 'mode' | 'slot'>> & {
    parcels: readonly (Pick<Parcel, 'status'> & Partial<Pick<Parcel, 'lines'>>)[];
    afterSales?: Order['afterSales'];
    shortages?: readonly Pick<Order['shortages'][number], 'status'>[];
    recalled?: readonly unknown[];
    refunds?: readonly Pick<Order['refunds'][number], 'status'>[];
  };
type Words = { title: string; text: string };

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

const whilePaid: Record<ParcelStatus, Words> = {
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

/** Nothing is refunded yet: the store has to look first at what is on its way back. */
export const waitsForCheck = ({ parcels, refunds = [] }: Pick<Stage, 'parcels' | 'refunds'>): boolean =>
  parcels.some(({ status }) => status === 'returning') &&
  !refunds.some(({ status }) => status === 'requested');

/** Collected by the person: nobody brings anything. */
function atTheCounter(parcels: Stage['parcels']): Words {
  const open = parcels.filter(({ status }) => ['to_pick', 'picked', 'sealed'].includes(status));
  const ready = open.filter(({ status }) => status === 'sealed');
  if (open.length === 0) return { title: '已取药', text: '请核对封签和有效期' };
  if (ready.length === 0) return whilePaid[furthestAhead(open)];
  return ready.length === open.length
    ? { title: '可以取药了', text: '到药店柜台报取货码' }
    : { title: '有包裹可以取了', text: '其余的还在配药，配好了会通知您' };
}

/** Goods are missing, and the person has not chosen yet. */
export const waitsForMe = ({ shortages = [] }: Pick<Stage, 'shortages'>): boolean =>
  shortages.some(({ status }) => status === 'asked');

/** The person chose to wait, and the goods have not come yet. */
export const waitsForGoods = ({ shortages = [], parcels }: Pick<Stage, 'shortages' | 'parcels'>): boolean =>
  shortages.some(({ status }) => status === 'waiting') &&
  parcels.every(({ status }) => BEFORE_PICK.includes(status));
const BEFORE_PICK: readonly ParcelStatus[] = ['scheduled', 'to_pick', 'cancelled'];

/** Received, and all of it given back since: nothing of it is to be taken. */
function isGivenBack({ status, parcels, afterSales = [] }: Stage): boolean {
  const known = parcels.map((parcel) => ({ ...parcel, lines: parcel.lines ?? [] }));
  return (
    status === 'completed' && afterSales.length > 0 && keptLines({ parcels: known, afterSales }).length === 0
  );
}

/** Where an order stands, in one word and one sentence. */
export function headline(stage: Stage): Words {
  const { status, payBefore, parcels, mode, slot, recalled = [] } = stage;
  if (recalled.length > 0) return { title: '请停止使用', text: '有药品批号被召回，可以全额退款' };
  if (status === 'paid' && waitsForMe(stage))
    return { title: '等您选择', text: '有药品暂时发不出，请在 10 分钟内选择怎么处理' };
  if (status === 'paid' && waitsForGoods(stage))
    return { title: '等药店补货', text: '到货后继续配药；不想等了可以取消订单' };
  if (status === 'paid' && slot && furthestAhead(parcels) === 'scheduled')
    return {
      title: '已预约',
      text: `${dateTimeText(slot.from)}–${shanghaiTime(slot.to)} 送到，到时药店开始配药`,
    };
  if (status === 'paid') return mode === 'pickup' ? atTheCounter(parcels) : whilePaid[furthestAhead(parcels)];
  if (isPrepared(stage))
    return furthestAhead(parcels) === 'sealed'
      ? { title: '可以取药了', text: `${dateTimeText(payBefore)} 前到柜台付清，再报取货码` }
      : { title: '药店正在配药', text: `配好后到柜台付款取药，最晚 ${dateTimeText(payBefore)}` };
  if (status === 'unpaid')
    return { title: orderStatusText.unpaid, text: `请在 ${shanghaiTime(payBefore)} 前付款，逾期自动取消` };
  if (isGivenBack(stage)) return { title: '已办理退款', text: '退了款的药请不要再用，方便时带回药店' };
  if (status === 'refunding' && waitsForCheck(stage))
    return { title: '包裹退回中', text: '药店收到退回的包裹，验收后退款' };
  return { title: orderStatusText[status], text: otherwise[status] };
}
