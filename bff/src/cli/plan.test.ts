import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('./plan.ts', import.meta.url));

async function run(input: string): Promise<{ out: string[]; err: string; code: number | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', CLI], { stdio: 'pipe' });
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { out: out.trim().split('\n'), err, code: code as number | null };
}

const instance = (id: string, stock: number): string =>
  JSON.stringify({
    id,
    items: [{ sku: 'i0', qty: 2, base: 1000 }],
    channels: [
      {
        id: 's0',
        online: true,
        price: [990],
        stock: [stock],
        fee: 300,
        free_at: null,
        min_order: 0,
        coupons: [],
      },
    ],
    platform_coupons: [],
    max_channels: 99,
    optimum: null,
  });

describe('plan on the command line', () => {
  it('answers each instance on a line of its own, null when there is no plan', async () => {
    const { out, code } = await run(`${instance('A', 5)}\n\n${instance('B', 1)}`);
    expect(out).toEqual(['{"id":"A","total":2280,"alloc":[[2]]}', '{"id":"B","total":null,"alloc":null}']);
    expect(code).toBe(0);
  }, 30_000);

  it('names the line that is no instance, answers the others and fails', async () => {
    const { out, err, code } = await run(`{"id":"broken"}\n${instance('A', 5)}\n`);
    expect(out).toEqual(['{"id":"A","total":2280,"alloc":[[2]]}']);
    expect(err).toContain('line 1:');
    expect(code).toBe(1);
  }, 30_000);
});
