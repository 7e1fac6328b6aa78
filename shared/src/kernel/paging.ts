import { z } from 'zod';
import { number } from './endpoint.ts';

/** How a list is asked for: 1-based page. */
export const PageInput = z.object({
  page: number().int().min(1).max(10_000).default(1),
  pageSize: number().int().min(1).max(100).default(20),
});

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.int().min(0) });
export type Page<T> = { items: T[]; total: number };
