import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant } from '../kernel/time.ts';
import { TraceCode } from '../inventory/contract.ts';
import { FulfilmentMode, Slot } from '../pricing/contract.ts';
import { AfterSaleReason, AfterSaleStatus, ShortReason, StoreAfterSale } from './changes.ts';
import { Address, Order } from './contract.ts';
import { StoreParcel } from './store-parcel.ts';

const patient = { method: 'POST', access: ['patient'], owner: 'caller', idempotent: true } as const;
const store = { method: 'POST', access: ['store_staff'], owner: 'store', idempotent: true } as const;

export const switchMode = endpoint({
  ...patient,
  path: '/orders/:id/mode',
  summary: '更改收货方式(改配送可能需要补付配送费，改自提退配送费)',
  input: z.strictObject({
    id: Id,
    to: FulfilmentMode,
    /** Needed for a delivery. */
    address: Address.optional(),
    /** Needed for a scheduled delivery. */
    slot: Slot.optional(),
  }),
  output: Order,
});

export const renewPickupCode = endpoint({
  ...patient,
  path: '/orders/:id/pickup-code',
  summary: '换一个新的取货码(旧码作废，解除锁定)',
  input: z.strictObject({ id: Id, parcelId: Id }),
  output: Order,
});

export const decideShortage = endpoint({
  ...patient,
  path: '/orders/:id/shortages/:shortageId/decide',
  summary: '缺货后的选择:等待、换一家药店、退这一部分',
  input: z.strictObject({
    id: Id,
    shortageId: Id,
    choice: z.enum(['wait', 'other_store', 'refund']),
    /** With `other_store`: one of those offered. */
    storeId: Id.optional(),
  }),
  output: Order,
});

export const submitAfterSale = endpoint({
  ...patient,
  path: '/orders/:id/after-sales',
  summary: '申请售后(质量问题)',
  input: z.strictObject({
    id: Id,
    lineId: Id,
    quantity: z.int().min(1).max(99),
    reason: AfterSaleReason,
    text: z.string().trim().max(300).default(''),
  }),
  output: Order,
});

export const withdrawAfterSale = endpoint({
  ...patient,
  path: '/orders/:id/after-sales/:afterSaleId/withdraw',
  summary: '撤回售后申请',
  input: z.strictObject({ id: Id, afterSaleId: Id }),
  output: Order,
});

export const reportShort = endpoint({
  ...store,
  path: '/store-parcels/:id/short',
  summary: '报缺货:拣货时发现货架上没有',
  input: z.strictObject({
    id: Id,
    lineId: Id,
    /** The lot that is short; absent: the one that expires last. */
    batchId: Id.optional(),
    quantity: z.int().min(1).max(99),
    reason: ShortReason.exclude(['recalled']).default('not_found'),
  }),
  output: StoreParcel,
});

export const collectParcel = endpoint({
  ...store,
  path: '/store-parcels/:id/collect',
  summary: '柜台交货:核对取货码',
  input: z.strictObject({ id: Id, code: z.string().regex(/^\d{6}$/) }),
  output: StoreParcel,
});

export const unlockPickup = endpoint({
  ...store,
  path: '/store-parcels/:id/unlock',
  summary: '另一位店员解除取货码锁定',
  input: z.strictObject({ id: Id }),
  output: StoreParcel,
});

export const checkInParcel = endpoint({
  ...store,
  path: '/store-parcels/:id/check-in',
  summary: '验收退回的包裹并决定货品去向',
  input: z.strictObject({
    id: Id,
    destination: z.enum(['available', 'quarantine', 'destroy']),
    note: z.string().trim().max(200).default(''),
  }),
  output: StoreParcel,
});

export const reportParcelLost = endpoint({
  ...store,
  path: '/store-parcels/:id/loss',
  summary: '退回的包裹一直没有回来：申请按丢失结案(第二人确认后生效)',
  input: z.strictObject({ id: Id, note: z.string().trim().min(2).max(200) }),
  output: StoreParcel,
});

export const decideParcelLoss = endpoint({
  ...store,
  path: '/store-parcels/:id/loss/decision',
  summary: '确认按丢失结案并退款(不能是申请人本人)，或撤回申请',
  input: z.strictObject({ id: Id, decision: z.enum(['confirm', 'refuse']) }),
  output: StoreParcel,
});

export const listAfterSales = endpoint({
  method: 'GET',
  path: '/store-after-sales',
  summary: '本店的售后申请',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.extend({ status: AfterSaleStatus.optional() }).strict(),
  output: pageOf(StoreAfterSale),
});

export const decideAfterSale = endpoint({
  ...store,
  path: '/store-after-sales/:id/decide',
  summary: '处理售后申请:受理退款或说明不受理的原因',
  input: z.strictObject({
    id: Id,
    accept: z.boolean(),
    answer: z.string().trim().min(2).max(200),
    /** The goods were brought back to the store; they are destroyed, never sold. */
    goodsBack: z.boolean().default(false),
  }),
  output: StoreAfterSale,
});

export const takeGoodsBack = endpoint({
  ...store,
  path: '/store-after-sales/:id/goods-back',
  summary: '登记顾客带回的售后药品，随即销毁',
  input: z.strictObject({ id: Id }),
  output: StoreAfterSale,
});

export const scanBox = endpoint({
  ...store,
  path: '/store-parcels/:id/scan',
  summary: '拣货扫码:这一盒属于哪一行；用过、未登记、召回或别的批号会被拦下',
  input: z.strictObject({ id: Id, code: TraceCode }),
  output: z.object({ code: TraceCode, lineId: Id, batchId: Id, lotNo: z.string() }),
});

export const cancelParcel = endpoint({
  ...store,
  path: '/store-parcels/:id/cancel',
  summary: '药店原因取消这个包裹:全额退款并补偿',
  input: z.strictObject({ id: Id, reason: z.string().trim().min(2).max(100) }),
  output: StoreParcel,
});

/** What a recall met: one row a parcel that had units of the lot. */
export const RecallAction = z.enum(['ended', 'asked', 'cancelled', 'called_back', 'notified']);
export type RecallAction = z.infer<typeof RecallAction>;
export const recallActionText: Record<RecallAction, string> = {
  ended: '未付款，订单已取消',
  asked: '未拣货，已请顾客选择换店或退款',
  cancelled: '未发出，已取消并全额退款',
  called_back: '配送中，已召回并全额退款',
  notified: '已送达，已通知顾客停用并退回',
};

export const listRecalledParcels = endpoint({
  method: 'GET',
  path: '/store-recalls/:batchId',
  summary: '召回批号涉及的包裹',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.extend({ batchId: Id }).strict(),
  output: pageOf(
    z.object({
      parcelId: Id,
      parcelNo: z.string(),
      orderNo: z.string(),
      quantity: z.int(),
      action: RecallAction,
      at: Instant,
    }),
  ).extend({ units: z.int(), unitsDelivered: z.int() }),
});
