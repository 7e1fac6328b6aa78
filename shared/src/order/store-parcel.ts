import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { Fen } from '../kernel/money.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant, LocalDate } from '../kernel/time.ts';
import { TraceCode } from '../inventory/contract.ts';
import { FulfilmentMode, Slot } from '../pricing/contract.ts';
import { DispensingCheck } from './changes.ts';
import { OrderLine, ParcelStatus } from './contract.ts';

/** A parcel that turned back so long ago and was not checked in is asked after, and may be closed as lost. */
export const RETURN_OVERDUE_DAYS = 3;

/** What the store works on: no name, no phone, no address of the buyer. */
export const StoreParcel = z.object({
  id: Id,
  parcelNo: z.string(),
  orderNo: z.string(),
  status: ParcelStatus,
  hasPrescription: z.boolean(),
  sealNo: z.string().nullable(),
  paidAt: Instant.nullable(),
  mode: FulfilmentMode,
  slot: Slot.nullable(),
  /** Goods reported missing that the buyer has not decided about: nothing is picked before. */
  openShortages: z.int(),
  pickupLocked: z.boolean(),
  /** Riders were asked for eight minutes or longer, and none of them has it. */
  noRider: z.boolean(),
  /** Turned back `RETURN_OVERDUE_DAYS` ago, and nobody has checked it in. */
  overdue: z.boolean(),
  /** Who wants it closed as lost, which another one confirms. */
  lossAsked: z.enum(['me', 'colleague']).nullable(),
  /** Where checked goods of a returning parcel may go; empty otherwise. */
  destinations: z.array(z.enum(['available', 'quarantine', 'destroy'])),
  /** Of a parcel with prescription drugs: who checked what was picked against the prescription; not sealed before. */
  dispensing: DispensingCheck.nullable(),
  lines: z.array(
    OrderLine.omit({ unitPriceFen: true, lineFen: true }).extend({
      /** Batches to take, first to expire first (FEFO). */
      picks: z.array(
        z.object({
          batchId: Id,
          lotNo: z.string(),
          expires: LocalDate,
          quantity: z.int(),
          /** So many of these boxes must be scanned; the rest is old stock without a trace code (无码库). */
          toScan: z.int(),
        }),
      ),
    }),
  ),
  payableFen: Fen,
});
export type StoreParcel = z.infer<typeof StoreParcel>;

const ParcelId = z.strictObject({ id: Id });

export const listStoreParcels = endpoint({
  method: 'GET',
  path: '/store-parcels',
  summary: '本店待处理的包裹',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.extend({ status: ParcelStatus.optional() }).strict(),
  output: pageOf(StoreParcel),
});

export const getStoreParcel = endpoint({
  method: 'GET',
  path: '/store-parcels/:id',
  summary: '包裹与拣货单',
  access: ['store_staff'],
  owner: 'store',
  input: ParcelId,
  output: StoreParcel,
});

/** The picker confirms the lot number in hand for every line and scans its boxes; a wrong, used, unknown or recalled one stops it. */
export const pickParcel = endpoint({
  method: 'POST',
  path: '/store-parcels/:id/pick',
  summary: '拣货:逐行核对批号、逐盒扫追溯码',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z.strictObject({
    id: Id,
    picks: z
      .array(
        z.strictObject({
          lineId: Id,
          batchId: Id,
          quantity: z.int().min(1).max(99),
          codes: z.array(TraceCode).max(99).default([]),
        }),
      )
      .min(1)
      .max(40),
  }),
  output: StoreParcel,
});

export const sealParcel = endpoint({
  method: 'POST',
  path: '/store-parcels/:id/seal',
  summary: '封签:登记封签号',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z.strictObject({
    id: Id,
    sealNo: z
      .string()
      .trim()
      .regex(/^[A-Z0-9-]{6,20}$/),
  }),
  output: StoreParcel,
});
