import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { problems } from '../kernel/problem.ts';
import { Instant, LocalDate } from '../kernel/time.ts';

/** Stock of one batch at one store. Available = on hand − reserved − quarantined, and 0 when it expires too soon to sell. */
export const Batch = z.object({
  id: Id,
  drugId: Id,
  drugName: z.string(),
  strength: z.string(),
  pack: z.string(),
  lotNo: z.string(),
  expires: LocalDate,
  onHand: z.int().min(0),
  reserved: z.int().min(0),
  quarantined: z.int().min(0),
  available: z.int().min(0),
  /** Within 30 days of expiry: not sold online any more. */
  nearExpiry: z.boolean(),
  updatedAt: Instant,
});
export type Batch = z.infer<typeof Batch>;

export const listBatches = endpoint({
  method: 'GET',
  path: '/inventory/batches',
  summary: '本店库存(按批号)',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.extend({ q: z.string().max(40).optional() }).strict(),
  output: pageOf(Batch),
});

export const MovementKind = z.enum([
  'import',
  'receive',
  'reserve',
  'release',
  'sell',
  'counter_sale',
  'adjust',
  'quarantine',
  'unquarantine',
  'return',
  'destroy',
  'transfer_out',
  'transfer_in',
]);
export type MovementKind = z.infer<typeof MovementKind>;
export const movementText: Record<MovementKind, string> = {
  import: '导入',
  receive: '收货',
  reserve: '预留',
  release: '释放',
  sell: '线上出库',
  counter_sale: '门店销售',
  adjust: '盘点调整',
  quarantine: '隔离',
  unquarantine: '解除隔离',
  return: '退回',
  destroy: '销毁',
  transfer_out: '调拨出库',
  transfer_in: '调拨入库',
};

/** One line of the append-only ledger; the batch's balances are the sums of these. */
export const Movement = z.object({
  id: Id,
  batchId: Id,
  drugName: z.string(),
  lotNo: z.string(),
  kind: MovementKind,
  onHandDelta: z.int(),
  reservedDelta: z.int(),
  quarantinedDelta: z.int(),
  reference: z.string(),
  actorName: z.string(),
  at: Instant,
});
export type Movement = z.infer<typeof Movement>;

export const listMovements = endpoint({
  method: 'GET',
  path: '/inventory/movements',
  summary: '本店库存流水',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.extend({ batchId: Id.optional() }).strict(),
  output: pageOf(Movement),
});

/** A sale at the counter: takes from the batch at once, so nobody online can buy what is gone. */
export const sellAtCounter = endpoint({
  method: 'POST',
  path: '/inventory/batches/:id/counter-sale',
  summary: '门店柜台销售(立即扣减)',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z.strictObject({ id: Id, quantity: z.int().min(1).max(99) }),
  output: Batch,
});

export const inventoryProblem = problems({
  OUT_OF_STOCK: [409, '库存不足，刚刚被别人买走了'],
  BATCH_NOT_FOUND: [404, '没有找到这个批号'],
  WRONG_BATCH: [422, '批号或数量与预留的不一致，请核对'],
  BATCH_EXPIRED: [422, '这个批号已过有效期，不能销售'],
  RESERVATION_TOO_SMALL: [409, '预留的数量没有这么多，请刷新后再试'],
  TAKEN_BACK_TOO_MANY: [422, '退回的数量比卖出的多，请核对'],
  TRACE_CODE_UNKNOWN: [422, '本店没有登记过这个追溯码，请不要发出，并核对药品来源'],
  TRACE_CODE_USED: [409, '这个追溯码已经用过，请不要发出，换一盒再扫'],
  TRACE_CODE_RECALLED: [409, '这一盒已被召回，请不要发出，放入隔离区'],
  TRACE_CODE_OTHER_BATCH: [422, '这一盒不是要拣的批号，请换一盒再扫'],
  TRACE_CODE_TAKEN: [409, '这个追溯码已经登记过，请核对是否重复收货'],
});
