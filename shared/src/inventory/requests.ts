import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import type { Lifecycle } from '../kernel/lifecycle.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant } from '../kernel/time.ts';
import { Batch } from './contract.ts';

/** What one person asks for and a second one confirms. `quarantine` needs no second person: it only makes things safer. */
export const RequestKind = z.enum(['adjust', 'quarantine', 'unquarantine', 'destroy', 'write_off']);
export type RequestKind = z.infer<typeof RequestKind>;
export const requestKindText: Record<RequestKind, string> = {
  adjust: '库存调整',
  quarantine: '隔离',
  unquarantine: '解除隔离',
  destroy: '销毁',
  write_off: '丢失核销',
};

export const RequestState = z.enum(['waiting', 'confirmed', 'refused']);
export type RequestState = z.infer<typeof RequestState>;
export const requestStateText: Record<RequestState, string> = {
  waiting: '待复核',
  confirmed: '已生效',
  refused: '已驳回',
};
export type RequestEvent = 'confirm' | 'refuse';
export const requestLifecycle: Lifecycle<RequestState, RequestEvent> = {
  waiting: { confirm: 'confirmed', refuse: 'refused' },
  confirmed: {},
  refused: {},
};

export const StockReason = z.enum([
  'count_difference',
  'upload',
  'damaged',
  'lost',
  'entry_error',
  'recalled',
  'quality_doubt',
  'temperature',
  'expired',
  'customer_return',
  'checked_good',
  'other',
]);
export type StockReason = z.infer<typeof StockReason>;
export const stockReasonText: Record<StockReason, string> = {
  count_difference: '盘点差异',
  upload: '文件导入的差异',
  damaged: '破损污染',
  lost: '丢失',
  entry_error: '录入错误',
  recalled: '召回',
  quality_doubt: '质量可疑',
  temperature: '温度异常',
  expired: '过期',
  customer_return: '顾客退回',
  checked_good: '质量复核合格',
  other: '其他',
};

export const StockRequest = z.object({
  id: Id,
  kind: RequestKind,
  batchId: Id,
  drugName: z.string(),
  strength: z.string(),
  pack: z.string(),
  lotNo: z.string(),
  /** What on-hand stock would change by for an adjustment; else how many units. */
  quantity: z.int(),
  reason: StockReason,
  note: z.string(),
  state: RequestState,
  askedBy: z.string(),
  askedAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  /** The one who asked may refuse (withdraw) it, never confirm it. */
  mine: z.boolean(),
});
export type StockRequest = z.infer<typeof StockRequest>;

const why = { reason: StockReason, note: z.string().trim().max(200) };
const staff = { access: ['store_staff'], owner: 'store', idempotent: true } as const;

export const requestAdjustment = endpoint({
  ...staff,
  method: 'POST',
  path: '/inventory/batches/:id/adjustment',
  summary: '申请调整库存(第二人复核后生效)',
  input: z.strictObject({
    id: Id,
    delta: z
      .int()
      .min(-100_000)
      .max(100_000)
      .refine((delta) => delta !== 0, '差异不能为 0'),
    ...why,
  }),
  output: StockRequest,
});

export const quarantineStock = endpoint({
  ...staff,
  method: 'POST',
  path: '/inventory/batches/:id/quarantine',
  summary: '隔离(立即停售)；召回时隔离全部可动的数量并停用追溯码',
  input: z.strictObject({ id: Id, quantity: z.int().min(1).max(1_000_000), ...why }),
  output: Batch,
});

export const requestQuarantineEnd = endpoint({
  ...staff,
  method: 'POST',
  path: '/inventory/batches/:id/quarantine-end',
  summary: '申请解除隔离或销毁(第二人复核后生效)',
  input: z.strictObject({
    id: Id,
    quantity: z.int().min(1).max(1_000_000),
    decision: z.enum(['unquarantine', 'destroy']),
    ...why,
  }),
  output: StockRequest,
});

export const decideRequest = endpoint({
  ...staff,
  method: 'POST',
  path: '/inventory/requests/:id/decision',
  summary: '复核申请(不能是申请人本人)；申请人可以撤回',
  input: z.strictObject({ id: Id, decision: z.enum(['confirm', 'refuse']) }),
  output: StockRequest,
});

export const listRequests = endpoint({
  method: 'GET',
  path: '/inventory/requests',
  summary: '库存申请与复核',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.extend({
    state: RequestState.optional(),
    group: z.enum(['quarantine']).optional(),
  }).strict(),
  output: pageOf(StockRequest),
});

export const listQuarantined = endpoint({
  method: 'GET',
  path: '/inventory/quarantined',
  summary: '隔离区的批号',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.strict(),
  output: pageOf(Batch),
});
