import type { DrugClass, StorageClass } from '../catalogue/contract.ts';
import { addDays, minutesOf, shanghaiDate, shanghaiTime, type LocalDate } from '../kernel/time.ts';
import type { Store } from './contract.ts';

/** One turn of a pharmacist, times of day in Asia/Shanghai; `to` ≤ `from` runs past midnight. */
export type Shift = { name: string; licenceNo: string; from: string; to: string };

/** A store as it is, without what depends on the moment. `closedWeekdays`: 1 is Monday, 7 Sunday. */
export type StoreFacts = Omit<Store, 'openNow' | 'opensNext' | 'pharmacistOnDuty'> & {
  closedWeekdays: number[];
  pharmacists: Shift[];
  /** A live fridge; the scope `refrigerated` alone is only the permission. */
  coldChain: boolean;
};

type Hours = Pick<StoreFacts, 'opens' | 'closes' | 'closedWeekdays'>;
type Moment = Date | string;

const DAY_MINUTES = 1440;
const WEEKDAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/** 1 is Monday, 7 Sunday. */
export const weekdayOf = (day: LocalDate): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** Whether `minute` of a day lies in a span that began that day, or the day before and runs past midnight. */
function covers(from: string, to: string, minute: number, began: 'today' | 'yesterday'): boolean {
  const start = minutesOf(from);
  const end = minutesOf(to) <= start ? minutesOf(to) + DAY_MINUTES : minutesOf(to);
  const at = began === 'today' ? minute : minute + DAY_MINUTES;
  return at >= start && at < end;
}

/** A store that closes after midnight belongs to the day it opened on: closed on Sundays, it still serves Sunday 00:30. */
export function openAt({ opens, closes, closedWeekdays }: Hours, at: Moment): boolean {
  const today = shanghaiDate(at);
  const minute = minutesOf(shanghaiTime(at));
  const works = (day: LocalDate) => !closedWeekdays.includes(weekdayOf(day));
  return (
    (works(today) && covers(opens, closes, minute, 'today')) ||
    (works(addDays(today, -1)) && covers(opens, closes, minute, 'yesterday'))
  );
}

/** `今天 20:00 开门`, `明天 08:00 开门`, `周三 08:00 开门`; null while it is open. */
export function opensNext(store: Hours, at: Moment): string | null {
  if (openAt(store, at)) return null;
  const today = shanghaiDate(at);
  const minute = minutesOf(shanghaiTime(at));
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const weekday = weekdayOf(addDays(today, ahead));
    if (store.closedWeekdays.includes(weekday)) continue;
    if (ahead === 0 && minutesOf(store.opens) <= minute) continue;
    return `${['今天', '明天'][ahead] ?? WEEKDAYS[weekday]} ${store.opens} 开门`;
  }
  return '暂停营业';
}

/** The day a licence ends on still counts. */
export const licenceInForce = (store: Pick<StoreFacts, 'licenceExpires'>, at: Moment): boolean =>
  store.licenceExpires >= shanghaiDate(at);

/** Who may dispense prescription drugs at this moment; nobody while the store is closed. */
export function pharmacistOnDuty(store: Hours & Pick<StoreFacts, 'pharmacists'>, at: Moment): Shift | null {
  if (!openAt(store, at)) return null;
  const minute = minutesOf(shanghaiTime(at));
  return (
    store.pharmacists.find(
      ({ from, to }) => covers(from, to, minute, 'today') || covers(from, to, minute, 'yesterday'),
    ) ?? null
  );
}

/** `prohibitedOnline`: on the list of what may not be sold online (药品网络销售禁止清单). */
export type SaleFacts = { class: DrugClass; storage: StorageClass; prohibitedOnline: boolean };

/** Whether the store's licence and equipment allow it to sell this drug online at all. */
export function mayCarry(store: Pick<StoreFacts, 'scope' | 'coldChain'>, drug: SaleFacts): boolean {
  if (drug.prohibitedOnline) return false;
  if (!store.scope.includes(drug.class === 'rx' ? 'rx' : 'otc')) return false;
  return drug.storage !== 'refrigerated' || (store.scope.includes('refrigerated') && store.coldChain);
}

/** Whether it may hand the drug out at this moment: open, licence in force, and for 处方药 a pharmacist on duty (GSP). */
export const maySellNow = (store: StoreFacts, drug: SaleFacts, at: Moment): boolean =>
  mayCarry(store, drug) &&
  openAt(store, at) &&
  licenceInForce(store, at) &&
  (drug.class !== 'rx' || pharmacistOnDuty(store, at) !== null);

/** Checking the seal and handing the parcel to the rider. */
const HAND_OVER_MINUTES = 3;
/** Streets are longer than the straight line: 1.35 is the factor used wherever the map gives no route. */
const STREET_FACTOR = 1.35;
/** 12 km/h, a rider in city traffic with lights and stairs. */
const RIDER_METRES_PER_MINUTE = 200;

/** Minutes until the parcel could be at the door: picking, hand-over and ride, rounded up. */
export const etaMinutes = (pickMinutes: number, distanceM: number): number =>
  Math.ceil(pickMinutes + HAND_OVER_MINUTES + (distanceM * STREET_FACTOR) / RIDER_METRES_PER_MINUTE);
