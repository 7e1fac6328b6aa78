import { z } from 'zod';

/** More of one item than any order may hold. */
export const MOST_UNITS = 9_999;

const fen = z.int().min(0);
const threshold = z.object({ at: fen, off: fen });

const channel = z.object({
  id: z.string(),
  price: z.array(fen.nullable()),
  stock: z.array(z.int().min(0)),
  fee: fen,
  free_at: fen.nullable(),
  min_order: fen,
  coupons: z.array(threshold),
  etaMinutes: z.number().min(0).nullish(),
});

/**
 * A basket and who sells it, amounts in integer fen. The names in snake case are those of the exchanged file format.
 * `etaMinutes`: minutes until the goods of this channel are with the patient; missing means unknown.
 */
export const PlanInstance = z
  .object({
    id: z.string(),
    items: z.array(z.object({ sku: z.string(), qty: z.int().min(0).max(MOST_UNITS) })),
    channels: z.array(channel),
    platform_coupons: z.array(threshold),
    max_channels: z.int().min(0),
  })
  .refine(
    (it) =>
      it.channels.every((c) => c.price.length === it.items.length && c.stock.length === it.items.length),
    { error: 'price and stock need one entry per item' },
  );

export type PlanInstance = z.infer<typeof PlanInstance>;
export type PlanChannel = PlanInstance['channels'][number];
/** Take `off` fen away when the subtotal reaches `at` fen. */
export type Threshold = z.infer<typeof threshold>;

/** `alloc[item][channel]` = units of the item bought from the channel. */
export type Alloc = number[][];
