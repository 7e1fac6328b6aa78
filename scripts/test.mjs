/**
 * `npm test`: everything that needs no server of the machine, then the same core tests on a real MariaDB and Redis, the
 * built weapp bundle, and H5 and admin in Chromium where these are installed. What is missing is named and counted as skipped.
 * `npm test -- unit` (or core, weapp, browser, check) runs one phase.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { check } from './check.mjs';
import { installed, startMariadb, startRedis } from './lib/services.mjs';
import { ROOT, build, explain, fail, installPackages, requireNode } from './lib/setup.mjs';

requireNode();
installPackages();
const only = process.argv.slice(2);
const wanted = (phase) => only.length === 0 || only.includes(phase);
const has = installed();
const total = { passed: 0, failed: 0, skipped: 0 };
const missing = [];
const out = mkdtempSync(path.join(os.tmpdir(), 'xinglin-test-'));

function vitest(title, args, env = {}) {
  process.stdout.write(`\n━━ ${title}\n`);
  const report = path.join(out, `${title.replace(/\W+/g, '-')}-${Date.now()}.json`);
  const run = spawnSync(
    'npx',
    [
      '--no-install',
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } },
  );
  let counts;
  try {
    counts = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    counts = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numFailedTestSuites: 1 };
  }
  total.passed += counts.numPassedTests;
  total.failed += counts.numFailedTests;
  total.skipped += counts.numPendingTests;
  // A file that fails to load, or an unhandled error, counts though no test of it ran.
  if (run.status !== 0 && counts.numFailedTests === 0) total.failed += 1;
}

/** The walks each want a demo city of their own; it is imported once and copied. */
function prepareCity() {
  const folder = path.join(out, 'city');
  process.stdout.write('\n━━ 载入演示城区\n');
  const prepared = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      'bff/src/cli/prepare.ts',
      '--folder',
      path.join(folder, 'demo'),
      '--ports',
      // Nobody listens there: preparing only wants settings that could be.
      '1,2,3,4,5,6,7,8',
    ],
    {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DATABASE_URL: `sqlite:${path.join(folder, 'xinglin.db')}` },
    },
  );
  if (prepared.status === 0) process.env.XINGLIN_PREPARED = folder;
  else total.failed += 1;
}

function skip(what, needs) {
  missing.push(`${what}: 需要 ${needs}`);
  total.skipped += 1;
}

async function main() {
  if (wanted('check')) {
    process.stdout.write('━━ 检查:类型、规范、格式、引用边界、目录结构\n');
    const { passed, failed } = check();
    total.passed += passed;
    total.failed += failed;
  }
  if (wanted('unit') || wanted('core') || wanted('weapp') || wanted('browser')) prepareCity();
  if (wanted('unit')) vitest('单元、核心服务与全程(内嵌数据库)', ['--config', 'vitest.config.ts']);
  if (wanted('core')) {
    if (has.mariadb && has.redis) {
      const [mariadb, redis] = await Promise.all([startMariadb(), startRedis()]);
      try {
        vitest('同样的核心测试:MariaDB 与 Redis', ['--config', 'vitest.config.ts', 'bff/src', 'bff/test'], {
          TEST_DATABASE_URL: mariadb.url,
          TEST_REDIS_URL: redis.url,
        });
      } finally {
        await Promise.all([mariadb.stop(), redis.stop()]);
      }
    } else skip('核心测试(MariaDB 与 Redis)', 'mariadb-server 与 redis-server');
  }
  if (wanted('weapp') || wanted('browser')) build(['weapp', 'h5', 'admin']);
  if (wanted('weapp')) {
    vitest('小程序:单元与构建包', ['--config', 'miniapp/vitest.config.mts']);
    vitest('走查:微信构建包', ['--config', 'miniapp/vitest.walk.config.mts', 'weapp']);
  }
  if (wanted('browser')) {
    if (has.chromium)
      vitest('走查:H5 与管理后台(Chromium)', ['--config', 'miniapp/vitest.walk.config.mts', 'h5', 'desk']);
    else skip('H5 与管理后台的走查', 'chromium');
  }
}

await main().catch((error) => fail(explain(error)));
for (const line of missing) process.stdout.write(`\n⚠ 跳过 ${line}\n`);
process.stdout.write(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}\n`,
);
rmSync(out, { recursive: true, force: true });
process.exitCode = total.failed > 0 ? 1 : 0;
