/** `npm run check`: types, lint, format, import walls, structure. All run; the first fault does not hide the rest. */
import { spawnSync } from 'node:child_process';
import { ROOT, installPackages, requireNode } from './lib/setup.mjs';

export const CHECKS = [
  ['类型 shared', 'tsc', ['-p', 'shared']],
  ['类型 bff', 'tsc', ['-p', 'bff']],
  ['类型 miniapp', 'tsc', ['-p', 'miniapp']],
  ['类型 admin', 'tsc', ['-p', 'admin']],
  ['类型 config 与 scripts', 'tsc', ['-p', '.']],
  ['代码规范', 'eslint', ['-c', 'config/eslint.config.js', '--max-warnings', '0', '.']],
  ['格式', 'prettier', ['--check', '--log-level', 'warn', '.']],
  [
    '引用边界',
    'depcruise',
    ['--config', 'config/dependency-cruiser.cjs', 'shared/src', 'bff/src', 'miniapp/src', 'admin/src'],
  ],
  ['目录结构', 'tsx', ['scripts/structure.ts']],
];

/** Runs every check; returns how many passed and failed. */
export function check() {
  let passed = 0;
  let failed = 0;
  for (const [name, command, args] of CHECKS) {
    const startedAt = Date.now();
    const result = spawnSync('npx', ['--no-install', command, ...args], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64e6,
    });
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    if (result.status === 0) passed += 1;
    else {
      failed += 1;
      process.stdout.write(`${result.stdout}${result.stderr}`.slice(-12_000));
    }
    process.stdout.write(`${result.status === 0 ? '✓' : '✗'} ${name} (${seconds} 秒)\n`);
  }
  return { passed, failed };
}

if (process.argv[1] === import.meta.filename) {
  requireNode();
  installPackages();
  const { passed, failed } = check();
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}
