import type { Alloc, PlanChannel, PlanInstance, Threshold } from './instance.ts';

/** What is paid to one channel, fen. `feeFen` is 0 when `freeDelivery`. */
export interface ChannelBill {
  channel: number;
  id: string;
  lines: { item: number; sku: string; qty: number; priceFen: number }[];
  subtotalFen: number;
  coupon: Threshold | null;
  feeFen: number;
  freeDelivery: boolean;
  totalFen: number;
}

/** The itemised bill of a plan: `totalFen` = Σ channel totals − platform coupon. */
export interface Bill {
  channels: ChannelBill[];
  platformCoupon: Threshold | null;
  totalFen: number;
}

function linesOf(instance: PlanInstance, alloc: Alloc, channel: number): ChannelBill['lines'] | null {
  const lines: ChannelBill['lines'] = [];
  for (const [item, { sku }] of instance.items.entries()) {
    const qty = alloc[item]![channel]!;
    const priceFen = instance.channels[channel]!.price[item];
    if (qty === 0) continue;
    if (
      qty < 0 ||
      !Number.isInteger(qty) ||
      priceFen == null ||
      qty > instance.channels[channel]!.stock[item]!
    )
      return null;
    lines.push({ item, sku, qty, priceFen });
  }
  return lines;
}

function openBill(channel: PlanChannel, index: number, lines: ChannelBill['lines']): ChannelBill {
  const subtotalFen = lines.reduce((sum, line) => sum + line.qty * line.priceFen, 0);
  const free = subtotalFen === 0 || (channel.free_at !== null && subtotalFen >= channel.free_at);
  const feeFen = free ? 0 : channel.fee;
  return {
    channel: index,
    id: channel.id,
    lines,
    subtotalFen,
    coupon: null,
    feeFen,
    freeDelivery: free,
    totalFen: subtotalFen + feeFen,
  };
}

/** Every distinct sum of channel coupons, each with one choice of coupons that gives it. */
function couponSums(instance: PlanInstance, bills: ChannelBill[]): Map<number, (Threshold | null)[]> {
  let sums = new Map<number, (Threshold | null)[]>([[0, []]]);
  for (const bill of bills) {
    const usable =
      bill.subtotalFen > 0
        ? instance.channels[bill.channel]!.coupons.filter((c) => c.at <= bill.subtotalFen)
        : [];
    const next = new Map<number, (Threshold | null)[]>();
    for (const [sum, chosen] of sums) {
      for (const coupon of [null, ...usable]) next.set(sum + (coupon?.off ?? 0), [...chosen, coupon]);
    }
    sums = next;
  }
  return sums;
}

/**
 * The cheapest lawful bill of a given allocation (it picks the coupons itself), or null when the allocation breaks a rule:
 * quantities, stock, minimum order, number of channels.
 */
export function billOf(instance: PlanInstance, alloc: Alloc): Bill | null {
  const complete = instance.items.every(
    (item, i) => alloc[i]!.reduce((sum, units) => sum + units, 0) === item.qty,
  );
  if (!complete) return null;
  const bills: ChannelBill[] = [];
  for (const [j, channel] of instance.channels.entries()) {
    const lines = linesOf(instance, alloc, j);
    if (lines === null) return null;
    const bill = openBill(channel, j, lines);
    if (bill.subtotalFen > 0 && bill.subtotalFen < channel.min_order) return null;
    if (lines.length > 0) bills.push(bill);
  }
  if (bills.filter((bill) => bill.subtotalFen > 0).length > instance.max_channels) return null;
  return applyCoupons(instance, bills);
}

function applyCoupons(instance: PlanInstance, bills: ChannelBill[]): Bill {
  const goods = bills.reduce((sum, bill) => sum + bill.subtotalFen, 0);
  let best: { off: number; chosen: (Threshold | null)[]; platform: Threshold | null } | null = null;
  for (const [sum, chosen] of couponSums(instance, bills)) {
    for (const platform of [null, ...instance.platform_coupons]) {
      if (platform && goods - sum < platform.at) continue;
      const off = sum + (platform?.off ?? 0);
      if (best === null || off > best.off) best = { off, chosen, platform };
    }
  }
  const channels = bills.map((bill, k) => {
    const coupon = best?.chosen[k] ?? null;
    return { ...bill, coupon, totalFen: bill.totalFen - (coupon?.off ?? 0) };
  });
  const platformCoupon = best?.platform ?? null;
  const totalFen = channels.reduce((sum, bill) => sum + bill.totalFen, 0) - (platformCoupon?.off ?? 0);
  return { channels, platformCoupon, totalFen };
}
