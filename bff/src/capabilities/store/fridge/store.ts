import { IsNull } from 'typeorm';
import type { Instant } from '@xinglin/shared/kernel/time';
import { column, entity, nullable } from '../../../kernel/entity.ts';
import type { Tx } from '../../../kernel/database.ts';

/** How the fridge stood last; one row a store, from its first reading on. */
export type StoreFridgeRow = { storeId: string; celsius: number; at: Instant };
export const storeFridgeTable = entity<StoreFridgeRow>(
  'store_fridge',
  { storeId: column.id(), celsius: column.double(), at: column.instant() },
  { key: ['storeId'] },
);

/** Every reading, never changed. `source`: the device's id, or the account of who read it off. */
export type FridgeReadingRow = { id: string; storeId: string; celsius: number; at: Instant; source: string };
export const fridgeReadingTable = entity<FridgeReadingRow>(
  'fridge_reading',
  {
    id: column.id(),
    storeId: column.id(),
    celsius: column.double(),
    at: column.instant(),
    source: column.id(),
  },
  { index: [['storeId', 'at']] },
);

/** A sensor; of its key only the SHA-256 is kept. */
export type FridgeDeviceRow = {
  id: string;
  storeId: string;
  label: string;
  keyHash: string;
  createdAt: Instant;
};
export const fridgeDeviceTable = entity<FridgeDeviceRow>(
  'fridge_device',
  {
    id: column.id(),
    storeId: column.id(),
    label: column.string(40),
    keyHash: column.string(64, 'secret'),
    createdAt: column.instant(),
  },
  { unique: [['keyHash']], index: [['storeId']] },
);

/** One stretch of time out of range, from the first reading beyond to the first one back within. `action`: what staff did about it. */
export type FridgeAlarmRow = {
  id: string;
  storeId: string;
  startedAt: Instant;
  endedAt: Instant | null;
  /** The reading furthest from the range. */
  worstCelsius: number;
  handledAt: Instant | null;
  handledBy: string | null;
  action: string | null;
};
export const fridgeAlarmTable = entity<FridgeAlarmRow>(
  'fridge_alarm',
  {
    id: column.id(),
    storeId: column.id(),
    startedAt: column.instant(),
    endedAt: nullable(column.instant()),
    worstCelsius: column.double(),
    handledAt: nullable(column.instant()),
    handledBy: nullable(column.id()),
    action: nullable(column.string(200)),
  },
  { index: [['storeId', 'startedAt']] },
);

/** Reads and writes what is known of fridges inside `tx`. Holds no rules. */
export const fridgeStore = (tx: Tx) => ({
  last: (storeId: string) => tx.findOneBy(storeFridgeTable, { storeId }),
  readings: (storeId: string, take: number) =>
    tx.find(fridgeReadingTable, { where: { storeId }, order: { at: 'DESC', id: 'DESC' }, take }),
  alarms: (storeId: string, take: number) =>
    tx.find(fridgeAlarmTable, { where: { storeId }, order: { startedAt: 'DESC', id: 'DESC' }, take }),
  devices: (storeId: string) =>
    tx.find(fridgeDeviceTable, { where: { storeId }, order: { createdAt: 'ASC' } }),
  deviceByKey: (keyHash: string) => tx.findOneBy(fridgeDeviceTable, { keyHash }),
  addReading: (row: FridgeReadingRow) => tx.insert(fridgeReadingTable, row),
  addAlarm: (row: FridgeAlarmRow) => tx.insert(fridgeAlarmTable, row),
  addDevice: (row: FridgeDeviceRow) => tx.insert(fridgeDeviceTable, row),
  async removeDevice(id: string, storeId: string): Promise<boolean> {
    return (await tx.delete(fridgeDeviceTable, { id, storeId })).affected === 1;
  },
  /** False when a newer reading is known. Whoever keeps one holds the row: readings of one store follow each other. */
  async keepNewest({ storeId, celsius, at }: StoreFridgeRow): Promise<boolean> {
    const row = { storeId, celsius, at };
    await tx.createQueryBuilder().insert().into(storeFridgeTable).values(row).orIgnore().execute();
    const { affected } = await tx
      .createQueryBuilder()
      .update(storeFridgeTable)
      .set({ celsius, at })
      .where('storeId = :storeId AND at <= :at', { storeId, at })
      .execute();
    return affected === 1;
  },
  openAlarm: (storeId: string) => tx.findOneBy(fridgeAlarmTable, { storeId, endedAt: IsNull() }),
  worsen: (id: string, worstCelsius: number) => tx.update(fridgeAlarmTable, { id }, { worstCelsius }),
  endAlarm: (id: string, endedAt: Instant) =>
    tx.update(fridgeAlarmTable, { id, endedAt: IsNull() }, { endedAt }),
  /** False when it is not there, not this store's, or handled already. */
  async handleAlarm(
    { id, storeId }: { id: string; storeId: string },
    handled: { handledAt: Instant; handledBy: string; action: string },
  ): Promise<boolean> {
    return (await tx.update(fridgeAlarmTable, { id, storeId, handledAt: IsNull() }, handled)).affected === 1;
  },
  alarm: (id: string, storeId: string) => tx.findOneBy(fridgeAlarmTable, { id, storeId }),
});
