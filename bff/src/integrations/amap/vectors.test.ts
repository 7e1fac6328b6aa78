import { expect, it } from 'vitest';
import { amapSignature } from './client.ts';

it('signs as the worked example does: sorted, not encoded, the private key straight after', () => {
  const params = {
    ...{ output: 'json', key: 'amapkey' },
    ...{ origin: '116.434307,39.90909', destination: '116.434446,39.90816' },
  };
  expect(amapSignature(params, 'amappriv')).toBe('d461d5098c25ceb1372fdf974e63a81c');
});
