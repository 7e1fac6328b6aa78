import { DAY_MS, plus, type Instant } from '@xinglin/shared/kernel/time';
import type { OfferRow } from './store.ts';

type Offer = Pick<OfferRow, 'priceFen' | 'validFrom' | 'validUntil'>;

/** A price that was taken back before its day has no time at all. */
export const isWithdrawn = ({ validFrom, validUntil }: Offer): boolean =>
  validUntil !== null && validUntil <= validFrom;

/** The price that counts at a moment: of those in force the one that began last. */
export function inForceAt<T extends Offer>(offers: readonly T[], at: Instant): T | undefined {
  return offers
    .filter(({ validFrom, validUntil }) => validFrom <= at && (validUntil === null || validUntil > at))
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
}

/** The lowest price that counted at any moment of `from` ≤ t < `to`; null when there was none. */
export function lowestBetween(offers: readonly Offer[], from: Instant, to: Instant): number | null {
  const moments = [from, ...offers.flatMap(({ validFrom, validUntil }) => [validFrom, validUntil])].filter(
    (moment) => moment !== null && moment >= from && moment < to,
  );
  const prices = moments
    .map((moment) => inForceAt(offers, moment!)?.priceFen)
    .filter((fen) => fen !== undefined);
  return prices.length > 0 ? Math.min(...prices) : null;
}

export type Deal = { unitFen: number; paidAt: Instant };
export type Base = { fen: number; from: 'orders' | 'history' };

/** 明码标价和禁止价格欺诈规定: what a cut is measured by is the lowest deal of the seven days before it. */
export const BASE_MS = 7 * DAY_MS;

/**
 * What a price that begins at `since` may be compared with: the lowest that was really charged in the seven days before, or where
 * nothing was sold, the lowest that was asked.
 */
export function baseOf(offers: readonly Offer[], deals: readonly Deal[], since: Instant): Base | null {
  const from = plus(since, -BASE_MS);
  const paid = deals.filter(({ paidAt }) => paidAt >= from && paidAt < since).map(({ unitFen }) => unitFen);
  if (paid.length > 0) return { fen: Math.min(...paid), from: 'orders' };
  const asked = lowestBetween(offers, from, since);
  return asked === null ? null : { fen: asked, from: 'history' };
}

/** The 划线价 at a moment: only beside a price that is lower, and only while the cut is younger than seven days. */
export function wasPriceOf(offers: readonly Offer[], deals: readonly Deal[], at: Instant): number | null {
  const current = inForceAt(offers, at);
  if (!current || plus(current.validFrom, BASE_MS) <= at) return null;
  const base = baseOf(offers, deals, current.validFrom);
  return base && base.fen > current.priceFen ? base.fen : null;
}

export type Wanted = { priceFen: number; validFrom: Instant | null; validUntil: Instant | null };
/** What a new price does: `before` is the one it takes the place of, which ends at `endsAt`. */
export type PriceStep<T> = { before: T | undefined; endsAt: Instant | null; validFrom: Instant };

/**
 * How a wanted price is put beside the known ones of the same seller and drug; null when it changes nothing. No row is ever
 * overwritten: one that began is ended, one that has not begun yet is taken back, and the new one is a row of its own.
 */
export function stepFor<T extends Offer>(
  known: readonly T[],
  wanted: Wanted,
  now: Instant,
): PriceStep<T> | null {
  const validFrom = wanted.validFrom ?? now;
  const sameStart = ({ validFrom: start }: T) => start.slice(0, 19) === validFrom.slice(0, 19);
  const before = wanted.validFrom
    ? known.find((offer) => sameStart(offer) && !isWithdrawn(offer))
    : inForceAt(known, now);
  if (before?.priceFen === wanted.priceFen && before.validUntil === wanted.validUntil) return null;
  // A price that has not begun ends where it would have begun.
  const endsAt = before ? (before.validFrom > validFrom ? before.validFrom : validFrom) : null;
  // One moment, one row: a second price of the same millisecond begins beside it.
  const beside = validFrom > now ? 1 : -1;
  let start = validFrom;
  while (known.some((offer) => offer.validFrom === start)) start = plus(start, beside);
  return { before, endsAt, validFrom: start };
}
