import { toInstant } from '@xinglin/shared/kernel/time';
import type { Plan } from '@xinglin/shared/pricing/contract';
import type { Basket } from './basket.ts';
import { discountFen } from './coupons.ts';
import type { Deps } from './ports.ts';
import { channelOfferTable, pricingStore, type ChannelRow, type CouponRow } from './store.ts';

type Quote = Plan['channelQuotes'][number];

/**
 * What the whole basket would cost at each online channel, its best coupon and postage included: to compare with, nothing is
 * ordered there. Prescription drugs are never quoted from outside.
 */
export async function channelQuotes(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  basket: Basket,
  coupons: CouponRow[],
): Promise<Quote[]> {
  const wanted = basket.items.flatMap(({ qty, parts }) =>
    parts.map(({ drug, perUnit }) => ({ drug, quantity: qty * perUnit })),
  );
  const store = pricingStore(db.read);
  const [channels, offers] = await Promise.all([
    store.channels(),
    store.offersInForce(
      channelOfferTable,
      wanted.map(({ drug }) => drug.id),
      toInstant(now()),
    ),
  ]);
  return channels.map((channel) => {
    const prices = new Map(
      offers.filter(({ sellerId }) => sellerId === channel.id).map((offer) => [offer.drugId, offer.priceFen]),
    );
    const missing = wanted.filter(({ drug }) => drug.class === 'rx' || !prices.has(drug.id));
    const goods = wanted.reduce((sum, { drug, quantity }) => sum + (prices.get(drug.id) ?? 0) * quantity, 0);
    const usable = basket.hasRx ? [] : coupons.filter(({ channelId }) => channelId === channel.id);
    return {
      name: channel.name,
      totalFen: missing.length > 0 ? null : totalFen(channel, goods, usable),
      etaMinutes: channel.etaMinutes,
      missing: missing.map(({ drug }) => drug.genericName),
    };
  });
}

function totalFen(channel: ChannelRow, goodsFen: number, coupons: CouponRow[]): number | null {
  if (goodsFen < channel.minOrderFen) return null;
  const free = channel.freeDeliveryFen !== null && goodsFen >= channel.freeDeliveryFen;
  const off = Math.max(0, ...coupons.map((coupon) => discountFen(coupon, goodsFen)));
  return goodsFen - off + (free ? 0 : channel.deliveryFeeFen);
}
