/** The guards bite: a planted offence is found, by name. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { structureFaults } from './structure.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
let planted: string;

const OFFENCES: Record<string, [file: string, imports: string]> = {
  'capabilities-meet-in-app': ['bff/src/capabilities/order/place.ts', '../payment/store.ts'],
  'capabilities-know-no-vendor': ['bff/src/capabilities/order/pay.ts', '../../integrations/wechat/client.ts'],
  'kernel-knows-no-domain': ['bff/src/kernel/clever.ts', '../capabilities/payment/store.ts'],
  'only-outside-knows-clients': ['bff/src/app.ts', './integrations/wechat/client.ts'],
  'clients-see-only-contracts': ['miniapp/src/home/index.ts', '../../../bff/src/kernel/clever.ts'],
  'shared-stands-alone': ['shared/src/order/rules.ts', '../../../bff/src/kernel/clever.ts'],
};

beforeAll(() => {
  planted = mkdtempSync(path.join(os.tmpdir(), 'xinglin-walls-'));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(planted, file)), { recursive: true });
    writeFileSync(path.join(planted, file), text);
  };
  write('bff/src/capabilities/payment/store.ts', 'export const it = 1;\n');
  write('bff/src/integrations/wechat/client.ts', 'export const it = 1;\n');
  for (const [file, imports] of Object.values(OFFENCES))
    write(file, `import { it } from '${imports}';\nexport const its = it;\n`);
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(planted, 'node_modules'));
});
afterAll(() => rmSync(planted, { recursive: true, force: true }));

describe('the import walls', () => {
  it('find every planted offence', () => {
    const config = path.join(ROOT, 'config/dependency-cruiser.cjs');
    const cruise = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const { stdout, status } = spawnSync(
      process.execPath,
      [cruise, '--config', config, '--output-type', 'err', 'bff', 'shared', 'miniapp'],
      { cwd: planted, encoding: 'utf8' },
    );
    expect(status).not.toBe(0);
    for (const [rule, [file]] of Object.entries(OFFENCES))
      expect(stdout).toMatch(new RegExp(`${rule}: ${file}`));
  });
});

describe('the linter', () => {
  it.each([
    ['@typescript-eslint/no-explicit-any', 'export const it: any = 1;'],
    ['@typescript-eslint/no-floating-promises', 'export const run = () => { Promise.resolve(1); };'],
    [
      'no-restricted-syntax',
      "export const ask = (db: { query(sql: string): void }, id: string) => db.query(`DELETE FROM t WHERE id = '${id}'`);",
    ],
    ['max-lines', Array.from({ length: 301 }, (_, i) => `export const n${i} = ${i};`).join('\n')],
  ])('finds %s', async (rule, code) => {
    const eslint = new ESLint({ cwd: ROOT, overrideConfigFile: path.join(ROOT, 'config/eslint.config.js') });
    const [result] = await eslint.lintText(code, { filePath: path.join(ROOT, 'bff/src/kernel/actor.ts') });
    expect(result!.messages.map(({ ruleId }) => ruleId)).toContain(rule);
  });
});

describe('the structure', () => {
  it('is whole in this tree', () => {
    expect(structureFaults(ROOT)).toEqual([]);
  });
  it('names what a half-built tree lacks', () => {
    const faults = structureFaults(planted);
    expect(faults).toContain('missing: miniapp/src/journey/step1-symptom-check/index.tsx');
    expect(faults).toContain('missing: bff/src/capabilities/order/routes.ts');
    expect(faults).toContain('missing: shared/src/payment/contract.ts');
  });
});
