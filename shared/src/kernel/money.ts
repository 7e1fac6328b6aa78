import { z } from 'zod';

/** An amount in integer fen (1/100 yuan). */
export const Fen = z.int().min(0).max(100_000_000_00);
export type Fen = z.infer<typeof Fen>;

/** `1230` → `12.30`. */
export const yuan = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;

/** `1230` → `¥12.30`. */
export const price = (fen: number): string => `${fen < 0 ? '-' : ''}¥${yuan(Math.abs(fen))}`;
