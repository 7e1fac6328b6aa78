import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createClient } from '@xinglin/shared/kernel/client';
import { endpoint, type Endpoint } from '@xinglin/shared/kernel/endpoint';
import { problems } from '@xinglin/shared/kernel/problem';
import { createHttp, route } from './http.ts';
import { forgetAnswers, idempotencyTable } from './idempotency.ts';
import { createMetrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { httpCrypto, silentLog, someone, testDatabase, testServer } from './testing.ts';

const db = testDatabase();
const soldOut = problems({ SOLD_OUT: [409, '卖完了'] });
let runs = 0;

const buy = endpoint({
  method: 'POST',
  path: '/things/:id/buy',
  summary: '买',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({ id: z.string(), quantity: z.int().max(9) }),
  output: z.object({ id: z.string(), run: z.int() }),
});
const look = endpoint({
  method: 'GET',
  path: '/things/:id',
  summary: '看',
  access: ['patient', 'rider'],
  owner: 'anyone',
  input: z.strictObject({ id: z.string(), page: z.coerce.number<number>().default(1) }),
  output: z.object({ id: z.string(), page: z.number() }),
});
const crash = endpoint({
  method: 'POST',
  path: '/crash',
  summary: '坏',
  access: ['patient'],
  owner: 'anyone',
  input: z.strictObject({}),
  output: z.object({}),
});
const routes = [
  route(buy, async (_, { id, quantity }) => {
    runs += 1;
    if (quantity === 9) throw soldOut('SOLD_OUT', { left: 0 });
    return { id, run: runs, secret: 'never promised' } as { id: string; run: number };
  }),
  route(look, async (_, { id, page }) => ({ id, page })),
  route(crash, () => Promise.reject(new Error('database password is hunter2'))),
];
const as = testServer(db, () => routes);
const patient = someone('patient');

describe('an endpoint', () => {
  it('answers only what its contract promises', async () => {
    expect(await as(patient)(buy, { id: 'a', quantity: 1 })).toEqual({ id: 'a', run: expect.any(Number) });
    expect(await as(patient)(look, { id: 'a b', page: 2 })).toEqual({ id: 'a b', page: 2 });
  });

  it.each([
    [401, 'NOT_SIGNED_IN', () => as()(look, { id: 'a' })],
    [403, 'NOT_ALLOWED', () => as(someone('rider'))(buy, { id: 'a', quantity: 1 })],
    [400, 'INVALID_INPUT', () => as(patient)(buy, { id: 'a', quantity: 10 })],
    [400, 'INVALID_INPUT', () => as(patient)(buy, { id: 'a', quantity: 1, role: 'admin' } as never)],
    [409, 'SOLD_OUT', () => as(patient)(buy, { id: 'a', quantity: 9 })],
  ])('answers %i %s as a problem', async (status, code, ask) => {
    await expect(ask()).rejects.toMatchObject({ name: 'Problem', status, code });
  });

  it('says nothing of our insides when it crashes', async () => {
    const error = await as(patient)(crash, {}).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'INTERNAL', status: 500, detail: expect.stringContaining('系统') });
    expect(JSON.stringify(error)).not.toContain('hunter2');
  });
});

describe('an idempotency key', () => {
  const call = (idempotencyKey: string, quantity = 1, who = patient) =>
    as(who)(buy, { id: 'k', quantity }, { idempotencyKey });

  it('gives the first answer again, and runs once', async () => {
    const first = await call('key-1');
    expect(await call('key-1')).toEqual(first);
    expect(await call('key-1', 1, someone('patient'))).not.toEqual(first);
  });
  it('keeps the answer where nobody can read it in the database, nor guess what was asked', async () => {
    const input = { id: 'sixteen-secrets', quantity: 1 };
    const first = await as(patient)(buy, input, { idempotencyKey: 'key-5' });
    const row = await db.read.findOneByOrFail(idempotencyTable, { key: 'key-5' });
    expect(JSON.stringify(row)).not.toContain('sixteen-secrets');
    expect(row.requestHash).not.toBe(createHash('sha256').update(JSON.stringify(input)).digest('hex'));
    expect(await as(patient)(buy, input, { idempotencyKey: 'key-5' })).toEqual(first);
  });
  it('is forgotten with its answer after a week', async () => {
    const first = await call('key-6');
    await forgetAnswers(db, new Date(Date.now() + 6 * 86_400_000));
    expect(await call('key-6')).toEqual(first);
    await forgetAnswers(db, new Date(Date.now() + 8 * 86_400_000));
    expect(await db.read.countBy(idempotencyTable, { key: 'key-6' })).toBe(0);
  });
  it('gives the first refusal again too', async () => {
    await expect(call('key-2', 9)).rejects.toMatchObject({ code: 'SOLD_OUT', extra: { left: 0 } });
    const before = runs;
    await expect(call('key-2', 9)).rejects.toMatchObject({ code: 'SOLD_OUT', status: 409 });
    expect(runs).toBe(before);
  });
  it('refuses another body under the same key', async () => {
    await call('key-3');
    await expect(call('key-3', 2)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH', status: 422 });
  });
  it('runs one of ten that come together', async () => {
    const before = runs;
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => call('key-4')));
    expect(runs).toBe(before + 1);
    const refused = answers
      .filter((a) => a.status === 'rejected')
      .map((a) => (a.reason as { code: string }).code);
    expect(new Set(refused)).toEqual(new Set(refused.length ? ['IDEMPOTENCY_IN_PROGRESS'] : []));
  });
  it('must be there', async () => {
    const bare = createClient({
      token: () => patient.id,
      transport: async () => ({ status: 400, body: { code: 'IDEMPOTENCY_KEY_MISSING', detail: '' } }),
    });
    await expect(bare(buy, { id: 'a', quantity: 1 })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_MISSING',
    });
  });
});

describe('the access list', () => {
  const build = (e: Endpoint) =>
    createHttp({
      db,
      crypto: httpCrypto,
      routes: [route(e, async () => ({}))],
      webhooks: [],
      authenticate: async () => someone('patient'),
      log: silentLog,
      metrics: createMetrics(),
      production: false,
    });
  it('refuses to start with an endpoint that declares no roles', () => {
    expect(() => build({ ...crash, access: undefined as never })).toThrow('declares no access');
    expect(() => build({ ...crash, access: [] as never })).toThrow('declares no access');
    expect(() => build({ ...crash, owner: undefined as never })).toThrow('declares no owner');
  });
  it('refuses to start with an endpoint that takes any field', () => {
    expect(() => build({ ...crash, input: z.object({}) })).toThrow('takes fields it does not know');
  });
  it('stands in the OpenAPI document', () => {
    const document = openApiDocument(routes, '1');
    expect(document.paths?.['/api/things/{id}/buy']?.post).toMatchObject({
      'x-access': ['patient'],
      'x-owner': 'caller',
      security: [{ bearer: [] }],
    });
    expect(document.openapi).toMatch(/^3\.1/);
  });
});
