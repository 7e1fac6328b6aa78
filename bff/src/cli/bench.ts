/**
 * `npm run bench [-- plan|unit-of-work|triage|nearby|review]`: figures measured on this code and this machine, printed with n and seed, each beside a
 * reference measured in the same run. Absolute times are for the reader; only the ratio says anything about the code.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { v7 as uuidv7 } from 'uuid';
import { solve } from '../capabilities/pricing/optimise/solve.ts';
import { billOf } from '../capabilities/pricing/optimise/bill.ts';
import type { Alloc, PlanInstance } from '../capabilities/pricing/optimise/instance.ts';
import { assess } from '../capabilities/triage/engine/assess.ts';
import { knowledge } from '../capabilities/triage/engine/knowledge.ts';
import { understand } from '../capabilities/triage/engine/understand.ts';
import { migrate, openDatabase } from '../kernel/database.ts';
import { allEntities } from '../kernel/entity.ts';
import { outboxTable } from '../kernel/outbox.ts';
import { allMigrations } from '../migrations/index.ts';
import { benchNearby } from './bench/nearby.ts';
import { benchReview } from './bench/review.ts';
import { CaseLine, factsFromCsv, withoutNulls } from './triage.ts';

const percentile = (times: number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
const ms = (fn: () => unknown): number => {
  const startedAt = process.hrtime.bigint();
  fn();
  return Number(process.hrtime.bigint() - startedAt) / 1e6;
};

/** mulberry32: a small seeded generator, so that a run can be repeated. */
function random(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function smallInstance(next: () => number, id: number): PlanInstance {
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const items = Array.from({ length: 4 }, (_, i) => ({ sku: `s${i}`, qty: int(1, 2), base: int(800, 4000) }));
  const channels = Array.from({ length: 5 }, (_, j) => ({
    id: `c${j}`,
    price: items.map(({ base }) => (next() < 0.15 ? null : Math.round(base * (0.85 + 0.3 * next())))),
    stock: items.map(() => int(0, 3)),
    fee: int(0, 8) * 100,
    free_at: next() < 0.5 ? int(20, 60) * 100 : null,
    min_order: int(0, 2) * 500,
    coupons: next() < 0.5 ? [{ at: int(15, 50) * 100, off: int(2, 8) * 100 }] : [],
  }));
  return {
    id: String(id),
    items,
    channels,
    platform_coupons: [{ at: 6000, off: 600 }],
    max_channels: 3,
  };
}

/** Every way to spread every item over the channels: the reference that can't be wrong, and can't be fast. */
function exhaustive(instance: PlanInstance): number | null {
  let best: number | null = null;
  const spread = (item: number, alloc: Alloc): void => {
    if (item === instance.items.length) {
      const total = billOf(instance, alloc)?.totalFen;
      if (total !== undefined && (best === null || total < best)) best = total;
      return;
    }
    const ways = (left: number, channel: number, row: number[]): void => {
      if (channel === instance.channels.length) {
        if (left === 0) spread(item + 1, [...alloc, row]);
        return;
      }
      const most =
        instance.channels[channel]!.price[item] === null ? 0 : instance.channels[channel]!.stock[item]!;
      for (let units = 0; units <= Math.min(left, most); units += 1)
        ways(left - units, channel + 1, [...row, units]);
    };
    ways(instance.items[item]!.qty, 0, []);
  };
  spread(0, []);
  return best;
}

function benchPlan(): void {
  const [n, seed] = [60, 20261122];
  const next = random(seed);
  const instances = Array.from({ length: n }, (_, i) => smallInstance(next, i));
  for (const instance of instances.slice(0, 20)) solve(instance);
  let same = 0;
  const ours: number[] = [];
  const reference: number[] = [];
  for (const instance of instances) {
    let [found, proven]: [number | null, number | null] = [null, null];
    ours.push(ms(() => (found = solve(instance).total)));
    reference.push(ms(() => (proven = exhaustive(instance))));
    if (found === proven) same += 1;
  }
  console.log(`plan: n=${n} seed=${seed} (4 items × 5 channels, made up by this command)`);
  console.log(`  same total as exhaustive search: ${same}/${n}`);
  console.log(
    `  ours p50 ${percentile(ours, 0.5).toFixed(3)} ms, p99 ${percentile(ours, 0.99).toFixed(3)} ms`,
  );
  console.log(
    `  exhaustive p50 ${percentile(reference, 0.5).toFixed(3)} ms; ratio at the median ${(percentile(reference, 0.5) / percentile(ours, 0.5)).toFixed(1)}×`,
  );
}

type Sqlite = {
  exec(sql: string): void;
  prepare(sql: string): { run(...values: unknown[]): void };
  close(): void;
};

async function benchUnitOfWork(): Promise<void> {
  const n = 2_000;
  const db = await openDatabase({
    url: 'sqlite::memory:',
    entities: allEntities(),
    migrations: await allMigrations(),
    auditKey: Buffer.alloc(32),
  });
  await migrate(db);
  const row = () => ({
    id: uuidv7(),
    name: 'bench',
    subject: 'bench',
    data: {},
    dueAt: '2099-01-01T00:00:00.000Z',
    attempts: 0,
    leaseUntil: null,
    doneAt: null,
    deadAt: null,
    lastError: null,
  });
  let startedAt = process.hrtime.bigint();
  for (let i = 0; i < n; i += 1) await db.write((tx) => tx.insert(outboxTable, row() as never));
  const ours = Number(process.hrtime.bigint() - startedAt) / 1e6;
  await db.close();

  const Database = createRequire(import.meta.url)('libsql') as new (file: string) => Sqlite;
  const raw = new Database(':memory:');
  raw.exec('CREATE TABLE t (id varchar(36) PRIMARY KEY, name varchar(80), data text)');
  const insert = raw.prepare('INSERT INTO t VALUES (?, ?, ?)');
  startedAt = process.hrtime.bigint();
  for (let i = 0; i < n; i += 1) {
    raw.exec('BEGIN');
    insert.run(uuidv7(), 'bench', '{}');
    raw.exec('COMMIT');
  }
  const reference = Number(process.hrtime.bigint() - startedAt) / 1e6;
  raw.close();
  console.log(`unit-of-work: n=${n} transactions of one insert, embedded database in memory`);
  console.log(
    `  ours ${((n / ours) * 1000).toFixed(0)}/s, driver alone ${((n / reference) * 1000).toFixed(0)}/s; ratio ${(ours / reference).toFixed(1)}× the driver's time`,
  );
}

/** Every development case as the app judges it, knowledge loaded before; the reading alone is the reference. */
function benchTriage(): void {
  const catalogue = factsFromCsv();
  const cases = readFileSync(new URL('../../../config/triage/cases/dev.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => withoutNulls(CaseLine.parse(JSON.parse(line))));
  const loaded = ms(() => knowledge());
  for (const each of cases.slice(0, 50)) assess(each, catalogue);
  const ours = cases.map((each) => ms(() => assess(each, catalogue)));
  const reading = cases.map(({ zh }) => ms(() => understand(zh)));
  console.log(`triage: n=${cases.length} development cases, ${catalogue.length} products`);
  console.log(`  knowledge read once in ${loaded.toFixed(0)} ms`);
  console.log(
    `  a case p50 ${percentile(ours, 0.5).toFixed(1)} ms, p95 ${percentile(ours, 0.95).toFixed(1)} ms, p99 ${percentile(ours, 0.99).toFixed(1)} ms`,
  );
  console.log(
    `  reading alone p50 ${percentile(reading, 0.5).toFixed(1)} ms; the whole takes ${(percentile(ours, 0.5) / percentile(reading, 0.5)).toFixed(1)}× that`,
  );
}

const BENCHES: Record<string, () => void | Promise<void>> = {
  plan: benchPlan,
  'unit-of-work': benchUnitOfWork,
  triage: benchTriage,
  nearby: () => benchNearby(options),
  review: benchReview,
};
// What follows the names are options of the bench: `nearby --stores 400`.
const args = process.argv.slice(2);
const dash = args.findIndex((each) => each.startsWith('--'));
const wanted = dash < 0 ? args : args.slice(0, dash);
const options = dash < 0 ? [] : args.slice(dash);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`no bench is called ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(64);
}
console.log(`${cpus()[0]?.model ?? 'cpu'}, ${cpus().length} cores, Node ${process.versions.node}`);
for (const [name, bench] of Object.entries(BENCHES))
  if (wanted.length === 0 || wanted.includes(name)) await bench();
