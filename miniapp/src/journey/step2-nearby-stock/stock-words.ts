import { agoText } from '@xinglin/shared/kernel/time';
import type { NearbyStore, Store } from '@xinglin/shared/store/contract';

type NearbyLine = NearbyStore['lines'][number];
export type StockWord = { text: string; when: string; tone: 'success' | 'warning' | 'neutral' };
/** More than this nobody needs to know, and competitors would like to. */
const MANY = 20;

/** How much of one drug a store has, and since when that is known: a figure nobody confirmed lately is no promise. */
export function stockWord({ available, asOf, stale }: NearbyLine, wanted: number, now: number): StockWord {
  if (available <= 0) return { text: '缺货', when: '', tone: 'neutral' };
  const when = asOf === null ? '' : agoText(asOf, now);
  const amount = available >= MANY ? `${MANY} 件以上` : `${available} 件`;
  if (stale || asOf === null) return { text: '待确认', when: when && `${when}是 ${amount}`, tone: 'warning' };
  if (available < wanted) return { text: `只剩 ${available} 件`, when, tone: 'warning' };
  return { text: `现货 ${amount}`, when, tone: 'success' };
}

/** `营业中，至 22:00`, `24 小时营业`, `明天 08:00 开门`. */
export function hoursWord({ opens, closes, openNow, opensNext }: Store): string {
  if (!openNow) return opensNext ?? '暂停营业';
  return opens === '00:00' && closes === '24:00' ? '24 小时营业' : `营业中，至 ${closes}`;
}

export type Filter = 'any' | 'all' | 'some';

/** `all`: everything wanted; `some`: part of it only. */
export const filtered = (stores: readonly NearbyStore[], filter: Filter): NearbyStore[] =>
  stores.filter(({ hasAll, hasSome }) =>
    filter === 'all' ? hasAll : filter === 'some' ? hasSome && !hasAll : true,
  );

/** What the wanted goods cost here; null unless every one of them has a price and is there in full. */
export function goodsFen({ lines }: NearbyStore, wanted: ReadonlyMap<string, number>): number | null {
  let sum = 0;
  for (const { drugId, available, priceFen } of lines) {
    const quantity = wanted.get(drugId) ?? 0;
    if (priceFen === null || available < quantity) return null;
    sum += priceFen * quantity;
  }
  return lines.length > 0 ? sum : null;
}

/** For a store that is closed: the first open one of the list that has as much, to go to instead. Null for an open store. */
export function insteadOf(
  { store, lines }: NearbyStore,
  stores: readonly NearbyStore[],
): { id: string; name: string } | null {
  if (store.openNow) return null;
  const held = lines.filter(({ available }) => available > 0).map(({ drugId }) => drugId);
  const open = stores.find(
    (other) =>
      other.store.openNow &&
      held.every((drugId) => other.lines.some((line) => line.drugId === drugId && line.available > 0)),
  );
  return open ? { id: open.store.id, name: open.store.name } : null;
}

/** What of the list no store around that is open has at all. */
export const nowhere = <Item extends { drugId: string }>(
  stores: readonly NearbyStore[],
  items: readonly Item[],
): Item[] =>
  items.filter(
    ({ drugId }) =>
      !stores.some(
        ({ store, lines }) =>
          store.openNow && lines.some((line) => line.drugId === drugId && line.available > 0),
      ),
  );

/** Whether a change of these drugs at a store around is anything to a list; an empty side stands for everything. */
export const concerns = (changed: readonly string[], listed: readonly string[]): boolean =>
  changed.length === 0 || listed.length === 0 || listed.some((id) => changed.includes(id));
