/**
 * `npm run bench -- nearby-load [--stores 40000 --lines 50]`: how long the index takes to be read from an embedded database of that
 * size at start, what it holds in memory, and what catching up costs afterwards.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { stockAt, stockOf, stockTouchedSince } from '../../capabilities/inventory/queries.ts';
import { nearbyFeed } from '../../capabilities/store/nearby-feed.ts';
import { migrate, openDatabase, type Database } from '../../kernel/database.ts';
import { allEntities } from '../../kernel/entity.ts';
import { allMigrations } from '../../migrations/index.ts';
import { seeded } from './measure.ts';

const ROWS_AT_ONCE = 1_000;
const AT = '2026-11-22T00:00:00.000Z';
const ITEMS = 3_000;
type Value = string | number;

async function insert(db: Database, table: string, rows: Record<string, Value>[]): Promise<void> {
  const columns = Object.keys(rows[0]!);
  const one = `(${columns.map(() => '?').join()})`;
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const part = rows.slice(from, from + ROWS_AT_ONCE);
    const sql = `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join()}) VALUES ${part.map(() => one).join()}`;
    await db.write((tx) =>
      tx.query(
        sql,
        part.flatMap((row) => columns.map((name) => row[name])),
      ),
    );
  }
}

const storeRow = (id: string, code: string, next: () => number): Record<string, Value> => ({
  ...{ id, code, name: code, kind: 'own', address: '', lng: 121.2 + next() * 0.4, lat: 31 + next() * 0.4 },
  ...{ phone: '', opens: '08:00', closes: '22:00', closedWeekdays: '[]', licenceNo: code },
  ...{ licenceExpires: '2030-01-01', scope: '["otc"]', pharmacists: '[]', pickMinutes: 5, deliveryFeeFen: 0 },
  ...{ deliveryRadiusM: 5_000, minOrderFen: 0, packagingFeeFen: 0, coldChain: 0, updatedAt: AT },
});

async function fill(db: Database, stores: number, lines: number): Promise<void> {
  const next = seeded(20261123);
  const drugs = Array.from({ length: ITEMS }, () => uuidv7());
  for (let from = 0; from < stores; from += 1_000) {
    const ids = Array.from({ length: Math.min(1_000, stores - from) }, () => uuidv7());
    await insert(
      db,
      'store',
      ids.map((id, i) => storeRow(id, `B${from + i}`, next)),
    );
    const rows = ids.flatMap((storeId) => {
      const start = Math.floor(next() * ITEMS);
      return Array.from({ length: lines }, (_, line): Record<string, Value> => ({
        ...{
          id: uuidv7(),
          storeId,
          drugId: drugs[(start + line) % ITEMS]!,
          lotNo: 'L',
          expires: '2028-01-01',
        },
        ...{ onHand: 1 + Math.floor(next() * 20), reserved: 0, quarantined: 0, updatedAt: AT },
      }));
    });
    await insert(db, 'batch', rows);
  }
}

const mb = () => process.memoryUsage().rss / 1_048_576;
const since = (at: number) => performance.now() - at;

export async function benchNearbyLoad(args: string[] = []): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { stores: { type: 'string', default: '40000' }, lines: { type: 'string', default: '50' } },
  });
  const [stores, lines] = [Number(values.stores), Number(values.lines)];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xinglin-bench-'));
  const url = `sqlite:${path.join(folder, 'bench.db')}`;
  const db = await openDatabase({
    ...{ url, entities: allEntities(), migrations: await allMigrations() },
    auditKey: Buffer.alloc(32),
  });
  try {
    await migrate(db);
    await fill(db, stores, lines);
    const reader = { db, now: () => new Date() };
    const shelves = {
      stockOf: stockOf(reader),
      stockAt: stockAt(reader),
      stockTouchedSince: stockTouchedSince(reader),
    };
    let clock = Date.now();
    const feed = nearbyFeed({ ...shelves, db, now: () => new Date(clock) });
    const [before, startedAt] = [mb(), performance.now()];
    await feed.reload();
    console.log(
      `nearby-load: ${stores} stores, ${stores * lines} lines: read in ${(since(startedAt) / 1_000).toFixed(1)} s, process grew by ${(mb() - before).toFixed(0)} MB`,
    );
    clock += 6_000;
    const again = performance.now();
    await feed.current();
    console.log(`  catching up when nothing changed: ${since(again).toFixed(1)} ms`);
  } finally {
    await db.close();
    rmSync(folder, { recursive: true });
  }
}
