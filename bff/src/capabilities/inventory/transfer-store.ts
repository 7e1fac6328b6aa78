import { In, LessThanOrEqual, type FindOptionsWhere } from 'typeorm';
import { transferLifecycle, type Transfer, type TransferState } from '@xinglin/shared/inventory/transfer';
import { next, sources } from '@xinglin/shared/kernel/lifecycle';
import type { Instant } from '@xinglin/shared/kernel/time';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';

export type TransferRow = Omit<
  Transfer,
  | 'direction'
  | 'otherStore'
  | 'drugName'
  | 'strength'
  | 'pack'
  | 'storage'
  | 'shortDated'
  | 'overdue'
  | 'lossAsked'
> & {
  fromStoreId: string;
  toStoreId: string;
  drugId: string;
  /** The batch it left. */
  batchId: string;
};

export const transferTable = entity<TransferRow>(
  'stock_transfer',
  {
    id: column.id(),
    fromStoreId: column.id(),
    toStoreId: column.id(),
    drugId: column.id(),
    batchId: column.id(),
    lotNo: column.string(40),
    expires: column.date(),
    quantity: column.int(),
    received: nullable(column.int()),
    celsius: nullable(column.double()),
    arrivalCelsius: nullable(column.double()),
    state: column.string(12),
    note: column.string(200),
    shippedBy: column.id(),
    shippedAt: column.instant(),
    receivedBy: nullable(column.id()),
    receivedAt: nullable(column.instant()),
  },
  {
    index: [
      ['fromStoreId', 'id'],
      ['toStoreId', 'id'],
    ],
  },
);

type Arrival = Pick<TransferRow, 'received' | 'arrivalCelsius' | 'note' | 'receivedBy' | 'receivedAt'>;

type TransferFilter = {
  storeId: string;
  direction: Transfer['direction'] | undefined;
  state: TransferState | 'overdue' | undefined;
  late: Instant;
};

export const transferStore = (tx: Tx) => ({
  find: (id: string) => tx.findOneBy(transferTable, { id }),
  insert: (row: TransferRow) => tx.insert(transferTable, row),
  /** False when it has arrived already. */
  async arrive(id: string, arrival: Arrival): Promise<boolean> {
    const from = sources(transferLifecycle, 'arrive');
    const { affected } = await tx.update(
      transferTable,
      { id, state: In(from) },
      { state: next(transferLifecycle, from[0]!, 'arrive'), ...arrival },
    );
    return affected === 1;
  },
  /** Nobody knows where it is. False when it has arrived, or was written off before. */
  async lose(id: string): Promise<boolean> {
    const from = sources(transferLifecycle, 'lose');
    const { affected } = await tx.update(
      transferTable,
      { id, state: In(from) },
      { state: next(transferLifecycle, from[0]!, 'lose') },
    );
    return affected === 1;
  },
  /** Whoever else asks about this transfer waits until the transaction ends. */
  hold: (id: string) => tx.update(transferTable, { id }, { state: () => 'state' }),
  /** From and to the store; `late`: what was shipped before that moment and is still on its way is overdue. */
  list({ storeId, direction, state, late }: TransferFilter, skip: number, take: number) {
    const also: FindOptionsWhere<TransferRow> =
      state === 'overdue'
        ? { state: 'in_transit', shippedAt: LessThanOrEqual(late) }
        : state
          ? { state }
          : {};
    const where = [
      ...(direction === 'in' ? [] : [{ fromStoreId: storeId, ...also }]),
      ...(direction === 'out' ? [] : [{ toStoreId: storeId, ...also }]),
    ];
    return tx.findAndCount(transferTable, { where, order: { id: 'DESC' }, skip, take });
  },
});
