import { z } from 'zod';
import { StorageClass } from '../catalogue/contract.ts';
import { Id, endpoint } from '../kernel/endpoint.ts';
import type { Lifecycle } from '../kernel/lifecycle.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant, LocalDate } from '../kernel/time.ts';
import { TraceCode } from './contract.ts';

/** Goods that are so long on their way are asked after, and may be closed as lost. */
export const TRANSFER_OVERDUE_DAYS = 3;

export const TransferState = z.enum(['in_transit', 'arrived', 'lost']);
export type TransferState = z.infer<typeof TransferState>;
export const transferStateText: Record<TransferState, string> = {
  in_transit: '在途',
  arrived: '已收',
  lost: '丢失，已核销',
};
export const transferLifecycle: Lifecycle<TransferState, 'arrive' | 'lose'> = {
  in_transit: { arrive: 'arrived', lose: 'lost' },
  arrived: {},
  lost: {},
};

/** One lot on its way between two stores: off the books of the one, not yet on those of the other. */
export const Transfer = z.object({
  id: Id,
  direction: z.enum(['out', 'in']),
  otherStore: z.string(),
  drugName: z.string(),
  strength: z.string(),
  pack: z.string(),
  storage: StorageClass,
  lotNo: z.string(),
  expires: LocalDate,
  /** Less than 90 days to go: allowed, but somebody should know. */
  shortDated: z.boolean(),
  quantity: z.int(),
  received: z.int().nullable(),
  celsius: z.number().nullable(),
  arrivalCelsius: z.number().nullable(),
  state: TransferState,
  /** Still on its way after `TRANSFER_OVERDUE_DAYS`. */
  overdue: z.boolean(),
  /** Somebody of the sending store wants it written off; another one has not confirmed it yet. */
  lossAsked: z.boolean(),
  note: z.string(),
  shippedBy: z.string(),
  shippedAt: Instant,
  receivedBy: z.string().nullable(),
  receivedAt: Instant.nullable(),
});
export type Transfer = z.infer<typeof Transfer>;

const staff = { access: ['store_staff'], owner: 'store' } as const;
const celsius = z.number().min(-40).max(60).nullable();

export const shipTransfer = endpoint({
  ...staff,
  method: 'POST',
  path: '/inventory/transfers',
  summary: '调拨出库',
  idempotent: true,
  input: z.strictObject({
    batchId: Id,
    toStoreId: Id,
    quantity: z.int().min(1).max(100_000),
    codes: z.array(TraceCode).max(2_000),
    /** In the cold box when it left; needed for cold goods. */
    celsius,
  }),
  output: Transfer,
});

export const receiveTransfer = endpoint({
  ...staff,
  method: 'POST',
  path: '/inventory/transfers/:id/receipt',
  summary: '调拨入库(差异须说明；冷链超温的进隔离)',
  idempotent: true,
  input: z.strictObject({
    id: Id,
    received: z.int().min(0).max(100_000),
    /** Which boxes arrived; needed only when some are missing. */
    codes: z.array(TraceCode).max(2_000),
    celsius,
    note: z.string().trim().max(200),
  }),
  output: Transfer,
});

export const reportTransferLost = endpoint({
  ...staff,
  method: 'POST',
  path: '/inventory/transfers/:id/loss',
  summary: '申请核销丢失的调拨(逾期未到；调出门店的第二人复核后生效)',
  idempotent: true,
  input: z.strictObject({ id: Id, note: z.string().trim().min(2).max(200) }),
  output: Transfer,
});

export const listTransfers = endpoint({
  ...staff,
  method: 'GET',
  path: '/inventory/transfers',
  summary: '本店调拨单',
  input: PageInput.extend({
    direction: z.enum(['out', 'in']).optional(),
    state: TransferState.or(z.literal('overdue')).optional(),
  }).strict(),
  output: pageOf(Transfer),
});

export const listTransferStores = endpoint({
  ...staff,
  method: 'GET',
  path: '/inventory/transfer-stores',
  summary: '可以调拨去的门店',
  input: z.strictObject({}),
  output: z.object({ items: z.array(z.object({ id: Id, name: z.string(), coldChain: z.boolean() })) }),
});
