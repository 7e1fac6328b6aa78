import { z } from 'zod';
import { DrugClass, StorageClass } from '../catalogue/contract.ts';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { problems } from '../kernel/problem.ts';
import { Instant, LocalDate } from '../kernel/time.ts';
import { isIdNumber } from './rules.ts';

/** 药品追溯码 as scanned: 20 digits of 码上放心, a maker's own, or GS1. */
export const TraceCode = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z()\-.]{8,40}$/, '追溯码应为 8–40 位数字或字母');

/** Stock of one batch at one store. Available = on hand − reserved − quarantined, and 0 when it expires too soon to sell. */
export const Batch = z.object({
  id: Id,
  drugId: Id,
  drugName: z.string(),
  strength: z.string(),
  pack: z.string(),
  class: DrugClass,
  storage: StorageClass,
  /** 含麻黄碱类复方制剂: sold at the counter only with the buyer's identity on record. */
  registered: z.boolean(),
  lotNo: z.string(),
  expires: LocalDate,
  onHand: z.int().min(0),
  reserved: z.int().min(0),
  quarantined: z.int().min(0),
  available: z.int().min(0),
  /** Within 30 days of expiry: not sold online any more. */
  nearExpiry: z.boolean(),
  /** 召回: nothing of it is sold or handed over any more. */
  recalled: z.boolean(),
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
  'transfer_back',
  'lost',
]);
export type MovementKind = z.infer<typeof MovementKind>;
export const movementText: Record<MovementKind, string> = {
  import: '导入',
  receive: '收货',
  reserve: '预留',
  release: '释放',
  sell: '线上出库',
  counter_sale: '门店销售',
  adjust: '库存调整',
  quarantine: '隔离',
  unquarantine: '解除隔离',
  return: '退回',
  destroy: '销毁',
  transfer_out: '调拨出库',
  transfer_in: '调拨入库',
  transfer_back: '调拨未到，转回账上',
  lost: '丢失核销',
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
  input: PageInput.extend({
    batchId: Id.optional(),
    kind: MovementKind.optional(),
    q: z.string().max(40).optional(),
    /** Days in Shanghai, both included. */
    from: LocalDate.optional(),
    to: LocalDate.optional(),
  }).strict(),
  output: pageOf(Movement),
});

/** Name and 18-digit identity number of who buys a registered medicine; the last digit is checked. */
export const Buyer = z.strictObject({
  name: z.string().trim().min(2).max(40),
  idNumber: z.string().trim().toUpperCase().refine(isIdNumber, '身份证号有误，请核对'),
  /** 生产企业, as printed on the box. */
  maker: z.string().trim().min(2).max(80),
});
export type Buyer = z.infer<typeof Buyer>;

/** A sale at the counter: takes from the batch at once, so nobody online can buy what is gone. */
export const sellAtCounter = endpoint({
  method: 'POST',
  path: '/inventory/batches/:id/counter-sale',
  summary: '门店柜台销售(立即扣减；处方药凭已审核的处方，含麻黄碱复方制剂登记购买人)',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z.strictObject({
    id: Id,
    quantity: z.int().min(1).max(99),
    /** Trace codes of the boxes sold, where they bear one. */
    codes: z.array(TraceCode).max(99).optional(),
    /** Trace code of the approved prescription; needed for 处方药. */
    prescription: z.string().trim().min(4).max(40).optional(),
    /** Needed for 含麻黄碱类复方制剂. */
    buyer: Buyer.optional(),
  }),
  output: Batch,
});

/** The boxes of a batch that stand on the shelf, for whoever has to find one by its code. */
export const listTraceCodes = endpoint({
  method: 'GET',
  path: '/inventory/batches/:id/codes',
  summary: '某批号在库的追溯码',
  access: ['store_staff'],
  owner: 'store',
  input: z.strictObject({ id: Id }),
  output: z.object({ codes: z.array(TraceCode), total: z.int().min(0) }),
});

export const inventoryProblem = problems({
  OUT_OF_STOCK: [409, '库存不足，刚刚被别人买走了'],
  BATCH_NOT_FOUND: [404, '没有找到这个批号'],
  WRONG_BATCH: [422, '批号或数量与预留的不一致，请核对'],
  BATCH_EXPIRED: [422, '这个批号已过有效期，不能销售'],
  RESERVED_ALREADY: [409, '这个包裹已经预留过，请刷新后再试'],
  RESERVATION_TOO_SMALL: [409, '预留的数量没有这么多，请刷新后再试'],
  TAKEN_BACK_TOO_MANY: [422, '退回的数量比卖出的多，请核对'],
  BATCH_RECALLED: [409, '这个批号已被召回，请不要发出，放入隔离区'],
  TRACE_CODE_UNKNOWN: [422, '本店没有登记过这个追溯码，请不要发出，并核对药品来源'],
  TRACE_CODE_USED: [409, '这个追溯码已经用过，请不要发出，换一盒再扫'],
  TRACE_CODE_RECALLED: [409, '这一盒已被召回，请不要发出，放入隔离区'],
  TRACE_CODE_MISSING: [409, '这一盒登记为在路上丢失，请不要发出，先核对来源'],
  TRACE_CODE_OTHER_BATCH: [422, '这一盒不是要拣的批号，请换一盒再扫'],
  TRACE_CODES_MISSING: [422, '追溯码的数量与件数不一致，请逐盒扫码'],
  PRESCRIPTION_NEEDED: [422, '这是处方药，请先录入已审核通过的处方编号'],
  BUYER_NEEDED: [422, '含麻黄碱复方制剂须查验身份证并登记购买人'],
  TOO_MANY_PACKS: [422, '含麻黄碱复方制剂单次销售不得超过规定的最小包装数'],
  TOO_MANY_PACKS_IN_PERIOD: [422, '该证件近期购买的数量已达上限，请不要销售；如有异常请上报'],
  COLD_CHAIN_BROKEN: [422, '到货温度不在 2–8 °C，冷藏药品不能入库，请拒收或隔离'],
  ARRIVAL_TEMPERATURE_NEEDED: [422, '这是冷藏药品，请填写温度'],
  COLD_TRANSFER_NEEDED: [422, '冷藏药品只能由有冷藏条件的门店、用 2–8 °C 的冷链箱调拨'],
  TOO_SHORT_DATED: [422, '有效期不足，不能收货，请拒收'],
  EXPIRY_DIFFERS: [422, '这个批号已登记的有效期与填写的不同，请核对'],
  RECEIPT_REPEATED: [409, '这张单据的这个批号已经收过货'],
  DRUG_NOT_FOUND: [404, '没有找到这个药品'],
  REQUEST_NOT_FOUND: [404, '没有找到这条申请'],
  REQUEST_DECIDED: [409, '这条申请已经处理过，请刷新'],
  SECOND_PERSON_NEEDED: [403, '申请人不能自己复核，请换另一位同事'],
  ADJUSTMENT_WAITING: [409, '有批号刚刚被另一位同事申请了调整，请重新选择文件再看一次'],
  STOCK_CHANGED: [409, '库存刚刚变动，请核对数量后再试'],
  COUNT_NOT_FOUND: [404, '没有找到这张盘点单'],
  COUNT_EMPTY: [422, '没有符合条件的批号，不需要盘点'],
  COUNT_CLOSED: [409, '这张盘点单已经结束'],
  COUNT_INCOMPLETE: [422, '还有批号没有填写实盘数量'],
  TRANSFER_NOT_FOUND: [404, '没有找到这张调拨单'],
  TRANSFER_DONE: [409, '这张调拨单已经处理过，请刷新'],
  TRANSFER_NOT_OVERDUE: [409, '发出还不到规定的天数，请先联系对方门店'],
  LOSS_ASKED: [409, '已经申请核销，正等另一位同事复核'],
  DIFFERENCE_UNEXPLAINED: [422, '实收少于发出，请说明原因'],
  TRACE_CODE_TAKEN: [409, '这个追溯码已经登记过，请核对是否重复收货'],
});
