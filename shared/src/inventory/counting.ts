import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import type { Lifecycle } from '../kernel/lifecycle.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant, LocalDate } from '../kernel/time.ts';

/** Which lots are counted: those nobody confirmed for longest, the short-dated ones, or all. */
export const CountScope = z.enum(['stale', 'near_expiry', 'all']);
export type CountScope = z.infer<typeof CountScope>;
export const countScopeText: Record<CountScope, string> = {
  stale: '最久没核对的 20 个批号',
  near_expiry: '近效期的批号',
  all: '全部批号',
};

export const CountState = z.enum(['open', 'closed']);
export const countLifecycle: Lifecycle<z.infer<typeof CountState>, 'close'> = {
  open: { close: 'closed' },
  closed: {},
};
export const Count = z.object({
  id: Id,
  scope: CountScope,
  state: CountState,
  lines: z.int(),
  startedBy: z.string(),
  startedAt: Instant,
  closedAt: Instant.nullable(),
  differences: z.int().nullable(),
});
export type Count = z.infer<typeof Count>;

/** Blind: what the books say is told only once the sheet is closed. */
export const CountLine = z.object({
  batchId: Id,
  drugName: z.string(),
  strength: z.string(),
  pack: z.string(),
  lotNo: z.string(),
  expires: LocalDate,
  counted: z.int().nullable(),
  expected: z.int().nullable(),
});
export const CountSheet = Count.omit({ lines: true }).extend({ lines: z.array(CountLine) });
export type CountSheet = z.infer<typeof CountSheet>;

const staff = { access: ['store_staff'], owner: 'store' } as const;

export const startCount = endpoint({
  ...staff,
  method: 'POST',
  path: '/inventory/counts',
  summary: '开始盘点(盲盘)',
  idempotent: true,
  input: z.strictObject({ scope: CountScope }),
  output: CountSheet,
});
export const getCount = endpoint({
  ...staff,
  method: 'GET',
  path: '/inventory/counts/:id',
  summary: '盘点单',
  input: z.strictObject({ id: Id }),
  output: CountSheet,
});
export const closeCount = endpoint({
  ...staff,
  method: 'POST',
  path: '/inventory/counts/:id/close',
  summary: '提交盘点：相符的确认，不符的成为待复核的调整',
  idempotent: true,
  input: z.strictObject({
    id: Id,
    lines: z.array(z.strictObject({ batchId: Id, counted: z.int().min(0).max(1_000_000) })).max(500),
  }),
  output: CountSheet,
});
export const listCounts = endpoint({
  ...staff,
  method: 'GET',
  path: '/inventory/counts',
  summary: '本店盘点单',
  input: PageInput.strict(),
  output: pageOf(Count),
});
