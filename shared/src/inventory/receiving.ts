import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant, LocalDate } from '../kernel/time.ts';
import { TraceCode } from './contract.ts';

/** Accepted goods can be sold, quarantined ones wait for a quality decision, refused ones go back with the carrier. */
export const ReceiptOutcome = z.enum(['accepted', 'quarantined', 'refused']);
export type ReceiptOutcome = z.infer<typeof ReceiptOutcome>;
export const receiptOutcomeText: Record<ReceiptOutcome, string> = {
  accepted: '已入库',
  quarantined: '已隔离',
  refused: '已拒收',
};

export const RefusalReason = z.enum([
  'temperature',
  'short_dated',
  'damaged',
  'papers',
  'not_ordered',
  'other',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;
export const refusalReasonText: Record<RefusalReason, string> = {
  temperature: '到货温度不合格',
  short_dated: '有效期不足',
  damaged: '外观破损或污染',
  papers: '随货单据不符',
  not_ordered: '未订购或数量不符',
  other: '其他',
};

/** 无码: why the boxes of a lot carry no code that could be scanned. */
export const NoCodeReason = z.enum(['made_before', 'not_printed', 'unreadable']);
export type NoCodeReason = z.infer<typeof NoCodeReason>;
export const noCodeReasonText: Record<NoCodeReason, string> = {
  made_before: '赋码要求实施前生产',
  not_printed: '厂家未赋码',
  unreadable: '码破损，扫不出来',
};

/** One lot of one delivery, as it was judged at the door. */
export const Receipt = z.object({
  id: Id,
  documentNo: z.string(),
  supplier: z.string(),
  drugName: z.string(),
  strength: z.string(),
  pack: z.string(),
  lotNo: z.string(),
  expires: LocalDate,
  quantity: z.int(),
  arrivalCelsius: z.number().nullable(),
  outcome: ReceiptOutcome,
  reason: RefusalReason.nullable(),
  noCodeReason: NoCodeReason.nullable(),
  actorName: z.string(),
  at: Instant,
});
export type Receipt = z.infer<typeof Receipt>;

export const receiveGoods = endpoint({
  method: 'POST',
  path: '/inventory/receipts',
  summary: '收货验收(入库、隔离或拒收)',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z
    .strictObject({
      documentNo: z.string().trim().min(2).max(40),
      supplier: z.string().trim().min(2).max(80),
      drugId: Id,
      lotNo: z.string().trim().min(1).max(40),
      madeOn: LocalDate,
      expires: LocalDate,
      quantity: z.int().min(1).max(100_000),
      /** One a box; none only with a reason. */
      codes: z.array(TraceCode).max(2_000),
      noCodeReason: NoCodeReason.nullable().default(null),
      arrivalCelsius: z.number().min(-40).max(60).nullable(),
      outcome: ReceiptOutcome,
      reason: RefusalReason.nullable(),
    })
    .refine(({ madeOn, expires }) => madeOn < expires, { path: ['expires'], message: '有效期应晚于生产日期' })
    .refine(
      ({ outcome, codes, noCodeReason }) =>
        outcome === 'refused' || codes.length > 0 === (noCodeReason === null),
      { path: ['noCodeReason'], message: '没有扫追溯码时，请选择无码的原因' },
    )
    .refine(({ outcome, reason }) => outcome === 'accepted' || reason !== null, {
      path: ['reason'],
      message: '请选择原因',
    }),
  output: Receipt,
});

export const listReceipts = endpoint({
  method: 'GET',
  path: '/inventory/receipts',
  summary: '本店收货记录',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.strict(),
  output: pageOf(Receipt),
});
