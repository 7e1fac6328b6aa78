import {
  addDays,
  DAY_MS,
  shanghaiDate,
  toInstant,
  type Instant,
  type LocalDate,
} from '@xinglin/shared/kernel/time';
import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { TRANSFER_OVERDUE_DAYS } from '@xinglin/shared/inventory/transfer';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { inventoryStore, type BatchRow } from './store.ts';
import type { TransferRow } from './transfer-store.ts';

/** What expires within so many days is not sold online any more: it must outlast the course it is bought for. */
export const NEAR_EXPIRY_DAYS = 30;

/** A batch may be promised online only when it keeps beyond this day. */
export const keepsBeyond = (at: Date): LocalDate => addDays(shanghaiDate(at), NEAR_EXPIRY_DAYS);

/** 有效期至 counts the day itself. */
export const isExpired = (expires: LocalDate, at: Date): boolean => expires < shanghaiDate(at);

/** Shipped before this moment and still on its way, it is overdue. */
export const overdueSince = (at: Date): Instant => toInstant(at.getTime() - TRANSFER_OVERDUE_DAYS * DAY_MS);
export const isOverdue = (
  { state, shippedAt }: Pick<TransferRow, 'state' | 'shippedAt'>,
  at: Date,
): boolean => state === 'in_transit' && shippedAt <= overdueSince(at);

/** Store staff without a store see what somebody from another store sees: nothing. */
export function ownStore(actor: Actor): string {
  if (!actor.storeId) throw inventoryProblem('BATCH_NOT_FOUND');
  return actor.storeId;
}

/** The batch, if it stands in the caller's store; else it is not there. */
export async function ownBatch(tx: Tx, actor: Actor, id: string): Promise<BatchRow> {
  const storeId = ownStore(actor);
  const batch = await inventoryStore(tx).batch(id);
  if (batch?.storeId !== storeId) throw inventoryProblem('BATCH_NOT_FOUND', { id });
  return batch;
}
