import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { actsOf, callAsMe, onceAtATime, problemOf, readAgain } from './calling.ts';
import type { Transport } from './client.ts';
import { endpoint } from './endpoint.ts';
import { problem } from './problem.ts';

const pay = endpoint({
  method: 'POST',
  path: '/pay',
  summary: 'pay',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({ fen: z.int() }),
  output: z.object({ paid: z.boolean() }),
});
/** The network: what it answers, and the key each request came with. */
let answers: (Awaited<ReturnType<Transport>> | 'no answer')[];
let keys: (string | undefined)[];
let token: string | undefined;
const paid = { status: 200, body: { paid: true } };
const act = () =>
  actsOf(
    callAsMe({
      transport: async ({ headers }) => {
        keys.push(headers['idempotency-key']);
        const answer = answers.shift() ?? paid;
        if (answer === 'no answer') throw problem('OFFLINE');
        return answer;
      },
      token: () => token,
      renew: async () => false,
    }),
  );
beforeEach(() => {
  [answers, keys, token] = [[], [], 'me'];
});
const twice = async (first: number, second: number) => {
  const button = act();
  await button(pay, { fen: first }).catch(() => {});
  await button(pay, { fen: second });
  return new Set(keys).size;
};

it('repeats what got no answer under the same key, so that it is done once', async () => {
  answers = ['no answer'];
  expect(await twice(5, 5)).toBe(1);
});

it('asks again under the same key while the first try is still running', async () => {
  answers = [{ status: 409, body: { code: 'IDEMPOTENCY_IN_PROGRESS' } }];
  expect(await twice(5, 5)).toBe(1);
});

it('takes a new key for another input, after a refusal, and after success', async () => {
  answers = ['no answer'];
  expect(await twice(5, 6)).toBe(2);
  [answers, keys] = [[{ status: 409, body: { code: 'OUT_OF_STOCK' } }], []];
  expect(await twice(5, 5)).toBe(2);
  keys = [];
  expect(await twice(5, 5)).toBe(2);
});

it('sends nothing that is not public for nobody', async () => {
  token = undefined;
  await expect(act()(pay, { fen: 5 })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  expect(keys).toEqual([]);
});

it('tries a read again only when it may pass by itself, twice', () => {
  expect(readAgain.retry(0, problem('NOT_FOUND'))).toBe(false);
  expect(readAgain.retry(1, problem('INTERNAL'))).toBe(true);
  expect(readAgain.retry(2, new Error('network'))).toBe(false);
  expect(problemOf(new Error('network')).code).toBe('INTERNAL');
});

it('renews once however many ask, and again the next time', async () => {
  let runs = 0;
  const renew = onceAtATime(async () => (runs += 1));
  expect(await Promise.all([renew(), renew(), renew()])).toEqual([1, 1, 1]);
  expect(await renew()).toBe(2);
});
