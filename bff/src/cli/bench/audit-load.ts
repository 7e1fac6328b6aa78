/**
 * What one audit chain costs: units of work that audit against the same units that do not, on a server database, in one run.
 * Each writes one row; the rounds of both kinds take turns in an order drawn from the seed.
 */
import { parseArgs } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { v7 as uuidv7 } from 'uuid';
import { startMariadb } from '../../../../scripts/lib/services.mjs';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { migrate, openDatabase, type Database } from '../../kernel/database.ts';
import { allEntities } from '../../kernel/entity.ts';
import { publish } from '../../kernel/outbox.ts';
import { allMigrations } from '../../migrations/index.ts';
import { percentile, seeded } from './measure.ts';

const AT_ONCE = [1, 8, 32];
const ROUNDS = 3;
const LATER = '2099-01-01T00:00:00.000Z';
type Kind = 'plain' | 'audited';

const unit = (db: Database, kind: Kind) =>
  db.write(async (tx) => {
    const subject = uuidv7();
    await publish(tx, { name: 'bench', subject, data: {} }, LATER);
    if (kind === 'audited') await audit(tx, system, 'bench.unit', subject, { from: 'a', to: 'b' });
  });

/** Milliseconds of each unit and of all together, `atOnce` at a time. */
async function round(db: Database, kind: Kind, n: number, atOnce: number) {
  const times: number[] = [];
  let left = n;
  const startedAt = performance.now();
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const from = performance.now();
      await unit(db, kind);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { times, ms: performance.now() - startedAt };
}

export async function benchAuditLoad(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: { n: { type: 'string' }, seed: { type: 'string' } },
  });
  const [n, seed] = [Number(values.n ?? 400), Number(values.seed ?? 20261129)];
  const server = await startMariadb();
  const connection = await createConnection(server.url);
  await connection.query('CREATE DATABASE audit_load CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
  await connection.end();
  const db = await openDatabase({
    url: new URL('/audit_load', server.url).href,
    entities: allEntities(),
    migrations: await allMigrations(),
    auditKey: Buffer.alloc(32),
  });
  try {
    await migrate(db);
    const draw = seeded(seed);
    for (const kind of ['plain', 'audited'] as const) await round(db, kind, 100, 8);
    console.log(`audit-load: n=${n} units × ${ROUNDS} rounds of each kind, seed ${seed}, MariaDB`);
    for (const atOnce of AT_ONCE) {
      const found = { plain: { times: [] as number[], ms: 0 }, audited: { times: [] as number[], ms: 0 } };
      for (let i = 0; i < ROUNDS; i += 1)
        for (const kind of draw() < 0.5 ? (['plain', 'audited'] as const) : (['audited', 'plain'] as const)) {
          const { times, ms } = await round(db, kind, n, atOnce);
          found[kind].times.push(...times);
          found[kind].ms += ms;
        }
      const say = (kind: Kind) =>
        `${((n * ROUNDS * 1000) / found[kind].ms).toFixed(0)}/s (p50 ${percentile(found[kind].times, 0.5).toFixed(1)}, p99 ${percentile(found[kind].times, 0.99).toFixed(1)} ms)`;
      const ratio = found.audited.ms / found.plain.ms;
      console.log(
        `  ${atOnce} at once: without audit ${say('plain')}, with audit ${say('audited')}; ${ratio.toFixed(2)}× the time`,
      );
    }
  } finally {
    await db.close();
    await server.stop();
  }
}
