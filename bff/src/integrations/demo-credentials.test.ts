import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { ensureDemoCredentials } from './demo-credentials.ts';

const dir = mkdtempSync(join(tmpdir(), 'xinglin-credentials-'));
// Four RSA pairs take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
afterAll(() => rmSync(dir, { recursive: true }));

it('makes up secrets once, readable by their owner only, and reads them back for ever after', () => {
  const file = join(dir, 'deep', 'one.json');
  const made = ensureDemoCredentials(file);
  expect(ensureDemoCredentials(file)).toEqual(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(dir, 'deep'))).toEqual(['one.json']);
  expect(Buffer.byteLength(made.wechatPay.apiV3Key)).toBe(32);
});

it('makes up others on another machine', () => {
  const [a, b] = ['a', 'b'].map((name) => ensureDemoCredentials(join(dir, name)));
  expect(a!.wechat.appSecret).not.toBe(b!.wechat.appSecret);
  expect(a!.wechatPay.merchantPrivateKey).not.toBe(b!.wechatPay.merchantPrivateKey);
});
