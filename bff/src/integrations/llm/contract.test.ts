import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSimulator, type RunningSimulator } from '../testing.ts';
import { llmHelper } from './client.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

const CHOICES = [
  { code: 'fever', name: '发烧' },
  { code: 'cough', name: '咳嗽' },
];
const SAID = { urgency: 'self_care', title: '可以先自己护理', reasons: [], whatToDo: [], conditions: [] };
const unavailable = { code: 'UPSTREAM_UNAVAILABLE', extra: { upstream: 'llm' } };

let sim: RunningSimulator;
const made: ReturnType<typeof llmHelper>[] = [];
let helper: ReturnType<typeof llmHelper>;

beforeAll(async () => {
  sim = await startSimulator('llm');
});
beforeEach(() => {
  // Each with a breaker of its own.
  helper = llmHelper({ baseUrl: sim.baseUrl, model: 'demo', apiKey: 'k1' });
  made.push(helper);
});
afterEach(async () => {
  await sim.control('reset');
  await sim.control('say', {});
});
afterAll(async () => {
  await Promise.all(made.map((each) => each.disconnect()));
  await sim?.stop();
});

it('reads codes, and sends the complaint with the key', async () => {
  await sim.control('say', { codes: ['fever'] });
  expect(await helper.extract('身上烫', CHOICES)).toEqual(['fever']);
  expect((await sim.ledger('extract')).at(-1)).toMatchObject({ asked: '身上烫', authorization: 'Bearer k1' });
});

it('phrases a result', async () => {
  expect(await helper.phrase(SAID)).toContain('可以先自己护理');
});

describe('is unavailable', () => {
  it.each(['http500', 'html502', 'reset', 'nonsense'])(
    'after %s, when codes were asked for',
    async (kind) => {
      await sim.control(`failNext?n=1&kind=${kind}`);
      await expect(helper.extract('嗓子疼', CHOICES)).rejects.toMatchObject(unavailable);
    },
  );

  it('when it takes longer than three seconds', async () => {
    await sim.control('failNext?n=1&kind=hang');
    const startedAt = Date.now();
    await expect(helper.phrase(SAID)).rejects.toMatchObject(unavailable);
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });
});
