import type { Tracking } from '@xinglin/shared/delivery/contract';
import { MINUTE_MS, shanghaiTime } from '@xinglin/shared/kernel/time';

type Times = Pick<Tracking, 'promisedAt' | 'etaAt' | 'riderSeenAt' | 'stale' | 'status'>;

/** When the parcel comes, against when it was promised. `late` says so as soon as it is known. */
export function arrivalOf({ promisedAt, etaAt, status }: Times, now: number) {
  const promised = `承诺 ${shanghaiTime(promisedAt)} 前送达`;
  if (!etaAt) return { expected: promised, left: null, promised: null, late: null };
  const minutes = Math.ceil((Date.parse(etaAt) - now) / MINUTE_MS);
  const lateBy = Math.ceil((Date.parse(etaAt) - Date.parse(promisedAt)) / MINUTE_MS);
  return {
    expected: `预计 ${shanghaiTime(etaAt)} 送达`,
    left: minutes > 0 ? `还有约 ${minutes} 分钟` : status === 'picked_up' ? '马上就到' : null,
    promised: lateBy > 0 ? null : promised,
    late: lateBy > 0 ? `比承诺的 ${shanghaiTime(promisedAt)} 晚约 ${lateBy} 分钟，抱歉让您久等了` : null,
  };
}

/** How fresh the rider's place on the map is; null while no place is to be expected. */
export function placeText({ status, riderSeenAt, stale }: Times): string | null {
  if (status !== 'picked_up') return null;
  if (!riderSeenAt) return '位置更新中';
  const at = shanghaiTime(riderSeenAt);
  return stale ? `位置更新中，上次更新 ${at}` : `骑手位置 ${at} 更新`;
}
