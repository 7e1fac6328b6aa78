import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLog, withRequestId } from './log.ts';

/** What a log wrote, as text. */
function captured() {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      text += chunk.toString();
      done();
    },
  });
  return { log: createLog('debug', stream), text: () => text };
}

it('lets no secret and no personal field through, wherever it stands', () => {
  const { log, text } = captured();
  const token = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ';
  log.info({ password: 'canary-1', body: { phone: '13800001234', address: 'canary-2' } }, 'request');
  log.info({ user: { openid: 'canary-3', session_key: 'canary-4' } }, `token ${token} of 13900005678`);
  log.error({ err: new Error('id 310104199503141234 of 13700009999 is wrong') }, 'failed');
  expect(text()).not.toMatch(/canary|138000|139000|137000|31010419|eyJ/);
  expect(text()).toContain('failed');
});

it('writes the request id into every line of a request', () => {
  const { log, text } = captured();
  withRequestId('req-12345678', () => log.info('inside'));
  log.info('outside');
  const [inside, outside] = text()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { requestId?: string });
  expect([inside!.requestId, outside!.requestId]).toEqual(['req-12345678', undefined]);
});
