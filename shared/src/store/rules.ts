import type { DrugClass, StorageClass } from '../catalogue/contract.ts';
import {
  MINUTE_MS,
  addDays,
  minutesOf,
  shanghaiDate,
  shanghaiTime,
  type Instant,
  type LocalDate,
} from '../kernel/time.ts';
import type { Store } from './contract.ts';
import { publicHolidayOn } from './public-holidays.ts';

/**
 * One turn of a pharmacist, times of day in Asia/Shanghai; `to` ≤ `from` runs past midnight. `licenceExpires`: the last day of
 * the 执业药师注册证, where it is known.
 */
export type Shift = { name: string; licenceNo: string; from: string; to: string; licenceExpires?: LocalDate };

/** Hours of one day; null: closed all day. */
export type DayHours = { opens: string; closes: string } | null;
/** What differs from the usual hours, by `LocalDate`, and under `holiday` on every statutory holiday that has no line of its own. */
export type Exceptions = Readonly<Record<string, DayHours>>;
/** The last reading of the store's medicine fridge, in °C. */
export type FridgeReading = { celsius: number; at: Instant };

/** A store as it is, without what depends on the moment. `closedWeekdays`: 1 is Monday, 7 Sunday. */
export type StoreFacts = Omit<Store, 'openNow' | 'opensNext' | 'pharmacistOnDuty'> & {
  closedWeekdays: number[];
  pharmacists: Shift[];
  /** A fridge for medicines; the scope `refrigerated` alone is only the permission. */
  coldChain: boolean;
  /** Absent while nobody ever read it: then nothing cold is sold. */
  fridge?: FridgeReading;
  exceptions?: Exceptions;
};

type Hours = Pick<StoreFacts, 'opens' | 'closes' | 'closedWeekdays' | 'exceptions'>;
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

/** The hours that begin on that day: its own line, else those of holidays, else the usual ones. */
export function hoursOn({ opens, closes, closedWeekdays, exceptions = {} }: Hours, day: LocalDate): DayHours {
  const own = exceptions[day];
  if (own !== undefined) return own;
  const holiday = exceptions['holiday'];
  if (holiday !== undefined && publicHolidayOn(day)) return holiday;
  return closedWeekdays.includes(weekdayOf(day)) ? null : { opens, closes };
}

/** A store that closes after midnight belongs to the day it opened on: closed on Sundays, it still serves Sunday 00:30. */
export function openAt(store: Hours, at: Moment): boolean {
  const today = shanghaiDate(at);
  const minute = minutesOf(shanghaiTime(at));
  const now = hoursOn(store, today);
  const before = hoursOn(store, addDays(today, -1));
  return (
    (now !== null && covers(now.opens, now.closes, minute, 'today')) ||
    (before !== null && covers(before.opens, before.closes, minute, 'yesterday'))
  );
}

/** The longest holiday has nine days. */
const LOOK_AHEAD_DAYS = 14;

/** `今天 20:00 开门`, `明天 08:00 开门`, `周三 08:00 开门`, further away `2月24日 08:00 开门`; null while it is open. */
export function opensNext(store: Hours, at: Moment): string | null {
  if (openAt(store, at)) return null;
  const today = shanghaiDate(at);
  const minute = minutesOf(shanghaiTime(at));
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const day = addDays(today, ahead);
    const hours = hoursOn(store, day);
    if (hours === null || (ahead === 0 && minutesOf(hours.opens) <= minute)) continue;
    const near = ['今天', '明天'][ahead] ?? (ahead <= 7 ? WEEKDAYS[weekdayOf(day)] : undefined);
    return `${near ?? `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`} ${hours.opens} 开门`;
  }
  return '暂停营业';
}

/** The day a licence ends on still counts. */
export const licenceInForce = (store: Pick<StoreFacts, 'licenceExpires'>, at: Moment): boolean =>
  store.licenceExpires >= shanghaiDate(at);

/** Who may dispense prescription drugs at this moment; nobody while the store is closed, nobody whose licence has run out. */
export function pharmacistOnDuty(store: Hours & Pick<StoreFacts, 'pharmacists'>, at: Moment): Shift | null {
  if (!openAt(store, at)) return null;
  const minute = minutesOf(shanghaiTime(at));
  const today = shanghaiDate(at);
  return (
    store.pharmacists.find(
      ({ from, to, licenceExpires }) =>
        (licenceExpires === undefined || licenceExpires >= today) &&
        (covers(from, to, minute, 'today') || covers(from, to, minute, 'yesterday')),
    ) ?? null
  );
}

/** 冷藏 per 药典凡例: 2–8 °C. */
export const FRIDGE_RANGE = { from: 2, to: 8 } as const;
/** A sensor that has been silent for longer says nothing any more. */
export const FRIDGE_SILENCE_MS = 10 * MINUTE_MS;

/** How many degrees out of range; 0 within it. */
export const beyondRange = (celsius: number): number =>
  Math.max(0, FRIDGE_RANGE.from - celsius, celsius - FRIDGE_RANGE.to);
export const inRange = (celsius: number): boolean => beyondRange(celsius) === 0;

export type ColdChain = 'none' | 'unmonitored' | 'healthy' | 'alarm' | 'silent';
/** How the fridge stands at this moment. Cold goods are sold from `healthy` only: what nobody measures is not known to be cold. */
export function coldChainAt(
  { coldChain, fridge }: Pick<StoreFacts, 'coldChain' | 'fridge'>,
  at: Moment,
): ColdChain {
  if (!coldChain) return 'none';
  if (!fridge) return 'unmonitored';
  if (new Date(at).getTime() - Date.parse(fridge.at) > FRIDGE_SILENCE_MS) return 'silent';
  return inRange(fridge.celsius) ? 'healthy' : 'alarm';
}
/** `prohibitedOnline`: on the list of what may not be sold online (药品网络销售禁止清单). */
export type SaleFacts = { class: DrugClass; storage: StorageClass; prohibitedOnline: boolean };

/** Whether the store's licence and equipment allow it to sell this drug online at all. */
export function mayCarry(store: Pick<StoreFacts, 'scope' | 'coldChain'>, drug: SaleFacts): boolean {
  if (drug.prohibitedOnline) return false;
  if (!store.scope.includes(drug.class === 'rx' ? 'rx' : 'otc')) return false;
  return drug.storage !== 'refrigerated' || (store.scope.includes('refrigerated') && store.coldChain);
}

/** Whether it may carry the drug and keeps it as it must be kept: for 冷藏 a fridge that was read lately and is in range (GSP). */
export const mayKeep = (
  store: Pick<StoreFacts, 'scope' | 'coldChain' | 'fridge'>,
  drug: SaleFacts,
  at: Moment,
): boolean =>
  mayCarry(store, drug) && (drug.storage !== 'refrigerated' || coldChainAt(store, at) === 'healthy');

/** Whether somebody may hand the drug out at this moment: open, licence in force, for 处方药 a pharmacist on duty. */
export const handsOutAt = (store: StoreFacts, drug: Pick<SaleFacts, 'class'>, at: Moment): boolean =>
  openAt(store, at) &&
  licenceInForce(store, at) &&
  (drug.class !== 'rx' || pharmacistOnDuty(store, at) !== null);

/** Whether it may sell the drug at this moment: kept as it must be, and somebody may hand it out. */
export const maySellNow = (store: StoreFacts, drug: SaleFacts, at: Moment): boolean =>
  mayKeep(store, drug, at) && handsOutAt(store, drug, at);

/** Checking the seal and handing the parcel to the rider. */
const HAND_OVER_MINUTES = 3;
/** Streets are longer than the straight line: 1.35 is the factor used wherever the map gives no route. */
const STREET_FACTOR = 1.35;
/** 12 km/h, a rider in city traffic with lights and stairs. */
const RIDER_METRES_PER_MINUTE = 200;

/** Minutes until the parcel could be at the door: picking, hand-over and ride, rounded up. */
export const etaMinutes = (pickMinutes: number, distanceM: number): number =>
  Math.ceil(pickMinutes + HAND_OVER_MINUTES + (distanceM * STREET_FACTOR) / RIDER_METRES_PER_MINUTE);
