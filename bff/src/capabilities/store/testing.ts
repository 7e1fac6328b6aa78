import { v7 as uuidv7 } from 'uuid';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import type { Database } from '../../kernel/database.ts';
import { storeTable } from './store.ts';

/** A store round the clock, licensed for everything, with a pharmacist on duty, unless said otherwise. */
export function someStore(changes: Partial<StoreFacts> = {}): StoreFacts {
  const id = changes.id ?? uuidv7();
  return {
    id,
    code: `T${id.slice(-8)}`,
    name: '测试药房',
    address: '上海市徐汇区测试路1号',
    point: { lng: 121.44, lat: 31.19 },
    phone: '021-5550-0000',
    opens: '00:00',
    closes: '24:00',
    closedWeekdays: [],
    pharmacists: [{ name: '甲', licenceNo: 'L1', from: '00:00', to: '24:00' }],
    licenceNo: '演示证字0',
    licenceExpires: '2030-01-01',
    scope: ['otc', 'rx', 'refrigerated'],
    coldChain: true,
    pickMinutes: 5,
    deliveryFeeFen: 500,
    freeDeliveryFen: null,
    minOrderFen: 0,
    packagingFeeFen: 0,
    deliveryRadiusM: 5_000,
    ...changes,
  };
}

export async function insertStores(db: Database, all: StoreFacts[]) {
  const rows = all.map(({ point, ...facts }) => ({
    ...facts,
    ...point,
    kind: 'own' as const,
    updatedAt: '2026-11-22T00:00:00.000Z',
  }));
  await db.write((tx) => tx.insert(storeTable, rows));
}
