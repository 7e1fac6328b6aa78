import { z } from 'zod';
import { StorageClass } from '../catalogue/contract.ts';
import { Id, endpoint } from '../kernel/endpoint.ts';
import type { Lifecycle } from '../kernel/lifecycle.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant, LocalDate } from '../kernel/time.ts';
import { TraceCode } from './contract.ts';

export const TransferState = z.enum(['in_transit', 'arrived']);
export type TransferState = z.infer<typeof TransferState>;
export const transferStateText: Record<TransferState, string> = { in_transit: '在途', arrived: '已收' };
export const transferLifecycle: Lifecycle<TransferState, 'arrive'> = {
  in_transit: { arrive: 'arrived' },
  arrived: {},
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

export const listTransfers = endpoint({
  ...staff,
  method: 'GET',
  path: '/inventory/transfers',
  summary: '本店调拨单',
  input: PageInput.extend({
    direction: z.enum(['out', 'in']).optional(),
    state: TransferState.optional(),
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
