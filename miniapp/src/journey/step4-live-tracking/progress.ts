import { dateTimeText } from '@xinglin/shared/kernel/time';
import type { DeliveryStatus } from '@xinglin/shared/delivery/contract';
import type { Order, ParcelStatus } from '@xinglin/shared/order/contract';
import {
  furthestBehind,
  isPrepared,
  waitsForCheck,
  waitsForGoods,
  waitsForMe,
} from '@xinglin/shared/order/headline';

export type Step = { id: string; title: string; note?: string; state: 'done' | 'now' | 'next' | 'failed' };

const ahead: { before: ParcelStatus; now: string; next: string }[] = [
  { before: 'to_pick', now: '药店正在拣货，核对批号和效期', next: '药店拣货' },
  { before: 'picked', now: '药店正在封签', next: '封签' },
  { before: 'sealed', now: '等骑手取货', next: '骑手取货' },
  { before: 'on_the_way', now: '在路上，到门口请当面核对封签', next: '送达，当面核对封签' },
];

/** At the counter instead of at the door. */
const counter: typeof ahead = [
  ahead[0]!,
  { before: 'picked', now: '药店正在封签', next: '封签' },
  { before: 'sealed', now: '已备好，请到柜台报取货码', next: '到柜台取药，当面核对封签' },
];

/** What the rider is doing meanwhile, in words for the person who waits. */
export const riderDoes: Record<DeliveryStatus, string | null> = {
  offered: '正在为您呼叫骑手',
  accepted: '骑手已接单，正赶往药店',
  at_store: '骑手已到药店',
  picked_up: null,
  delivered: null,
  cancelled: null,
  returning: null,
  returned: null,
  lost: null,
};

/** What happened, as the server tells it, then what happens now and what is to come. */
export function stepsOf(order: Order, deliveries: readonly DeliveryStatus[]): Step[] {
  const told = order.timeline.map(({ at, text }, index): Step => {
    return { id: `${index}`, title: text, note: dateTimeText(at), state: 'done' };
  });
  return [...told, ...toCome(order, deliveries)];
}

function toCome(
  { status, parcels, mode, shortages, refunds }: Order,
  deliveries: readonly DeliveryStatus[],
): Step[] {
  const steps = mode === 'pickup' ? counter : ahead;
  if (status === 'unpaid' && !isPrepared({ status, parcels }))
    return [{ id: 'pay', title: '等您付款', state: 'now' }, ...steps.map(({ next }) => step(next, 'next'))];
  if (status === 'refunding')
    return [
      step(
        waitsForCheck({ parcels, refunds })
          ? '药店收到退回的包裹并验收后退款'
          : '正在退款，到账时间以支付平台为准',
        'now',
      ),
    ];
  if (status !== 'paid' && status !== 'unpaid') return [];
  const behind = furthestBehind(parcels);
  const early = behind === 'waiting' || behind === 'scheduled';
  const from = steps.findIndex(({ before }) => before === (early ? 'to_pick' : behind));
  if (from < 0) return [];
  const [now, ...rest] = steps.slice(from);
  const note = deliveries.map((each) => riderDoes[each]).find((text) => text !== null);
  if (status === 'paid' && waitsForGoods({ shortages, parcels }))
    return [
      step('等药店补货，到货后继续配药', 'now'),
      step(now!.next, 'next'),
      ...rest.map(({ next }) => step(next, 'next')),
    ];
  if (waitsForMe({ shortages }))
    return [
      step('等您选择缺货的药怎么处理', 'now'),
      step(now!.next, 'next'),
      ...rest.map(({ next }) => step(next, 'next')),
    ];
  if (behind === 'scheduled')
    return [step('已预约，药店到时开始拣货', 'now'), ...rest.map(({ next }) => step(next, 'next'))];
  return [{ ...step(now!.now, 'now'), ...(note && { note }) }, ...rest.map(({ next }) => step(next, 'next'))];
}

const step = (title: string, state: Step['state']): Step => ({ id: title, title, state });
