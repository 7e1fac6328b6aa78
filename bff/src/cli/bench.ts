/**
 * `npm run bench [-- plan|unit-of-work|audit-load|triage|nearby|nearby-load|review]`: figures measured on this code and this machine, printed with n and seed, each beside a
 * reference measured in the same run. Absolute times are for the reader; only the ratio says anything about the code.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { v7 as uuidv7 } from 'uuid';
import { assess } from '../capabilities/triage/engine/assess.ts';
import { knowledge } from '../capabilities/triage/engine/knowledge.ts';
import { understand } from '../capabilities/triage/engine/understand.ts';
import { migrate, openDatabase } from '../kernel/database.ts';
import { allEntities } from '../kernel/entity.ts';
import { outboxTable } from '../kernel/outbox.ts';
import { allMigrations } from '../migrations/index.ts';
import { benchAuditLoad } from './bench/audit-load.ts';
import { ms, percentile } from './bench/measure.ts';
import { benchNearby } from './bench/nearby.ts';
import { benchReview } from './bench/review.ts';
import { benchPlan } from './bench/plan.ts';
import { benchNearbyLoad } from './bench/nearby-load.ts';
import { CaseLine, factsFromCsv, withoutNulls } from './triage.ts';

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
  plan: () => benchPlan(options),
  'unit-of-work': benchUnitOfWork,
  'audit-load': () => benchAuditLoad(options),
  triage: benchTriage,
  nearby: () => benchNearby(options),
  'nearby-load': () => benchNearbyLoad(options),
  review: () => benchReview(options),
};
// What follows the names are options of the bench: `nearby --stores 400`, `plan --n 50`.
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
