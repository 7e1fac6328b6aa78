import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DRUGS = path.join(ROOT, 'config/demo/drugs/otc-western.csv');
const folder = mkdtempSync(path.join(tmpdir(), 'xinglin-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, 'import.ts'), ...args],
    {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, DATABASE_URL: `sqlite:${path.join(folder, 'x.db')}` },
    },
  );
  return { status, stdout, stderr };
}
const file = (name: string, content: string) => {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
};

describe('npm run import', { timeout: 240_000 }, () => {
  it('sets the database up, tries, imports, and finds nothing to do the second time', () => {
    const tried = run('drugs', DRUGS, '--dry-run');
    expect(tried).toMatchObject({ status: 0 });
    expect(tried.stdout).toMatch(
      /^药品试运行：读了 160 行（UTF-8），将会新增 160，修改 0，不变 0。数据库没有改动。/,
    );
    expect(tried.stdout).toContain('新增 D0001 对乙酰氨基酚片 0.5g');
    expect(tried.stdout).toContain('……另有 140 处改动没有列出。');

    expect(run('drugs', DRUGS).stdout).toMatch(
      /^药品已导入：读了 160 行（UTF-8），新增 160，修改 0，不变 0。/,
    );
    expect(run('drugs', DRUGS).stdout).toMatch(/新增 0，修改 0，不变 160。/);
  });

  it('tells faults by line and column, and exits with 1', () => {
    const [header, first, second] = readFileSync(DRUGS, 'utf8').split('\n');
    const bad = file('bad.csv', [header, first!.replace(',680,', ',6.80,'), second].join('\n'));
    const { status, stdout } = run('drugs', bad);
    expect(status).toBe(1);
    expect(stdout).toBe(
      '药品没有导入：读了 2 行，有 1 处错误，数据库没有任何改动。\n  第 2 行，「price_fen」列：应为整数（写的是：6.80）\n',
    );
  });

  it('shows a change from what to what', () => {
    const [header, first] = readFileSync(DRUGS, 'utf8').split('\n');
    const dearer = file('dearer.csv', [header, first!.replace(',680,', ',700,')].join('\n'));
    expect(run('drugs', dearer, '--dry-run').stdout).toContain(
      '修改 D0001 对乙酰氨基酚片 0.5g\n      referencePriceFen：680 → 700',
    );
  });

  it('says in one line what it cannot do, and exits with 2', () => {
    expect(run('drugs', path.join(folder, 'nowhere.csv'))).toMatchObject({ status: 2 });
    const wrong = run('people', DRUGS);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(/^用法：npm run import -- stores\|drugs/);
    expect(run('drugs', DRUGS, '--encoding', 'latin1').status).toBe(2);
  });
});
