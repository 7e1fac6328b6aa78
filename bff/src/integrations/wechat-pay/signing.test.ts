import { createCipheriv, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openResource, signatureFault, signLines, trustedKeys } from './signing.ts';
import { NOTIFY } from './vectors.ts';

describe('the published callback of the official Go SDK', () => {
  const headers = {
    'wechatpay-timestamp': NOTIFY.timestamp,
    'wechatpay-nonce': NOTIFY.nonce,
    'wechatpay-serial': NOTIFY.serial,
    'wechatpay-signature': NOTIFY.signature,
  };
  const keys = trustedKeys({ [NOTIFY.serial]: NOTIFY.certificate });
  const body = Buffer.from(NOTIFY.body);
  const at = (seconds: number) => new Date((Number(NOTIFY.timestamp) + seconds) * 1000);

  it('holds, until 300 seconds have passed', async () => {
    expect(await signatureFault(keys, headers, body, at(0))).toBeUndefined();
    expect(await signatureFault(keys, headers, body, at(300))).toBeUndefined();
    expect(await signatureFault(keys, headers, body, at(301))).toBe('outside_time_window');
    expect(await signatureFault(keys, headers, body, at(-301))).toBe('outside_time_window');
  });

  it('does not hold with one byte more, less or other', async () => {
    const other = Buffer.from(body);
    other[10]! ^= 1;
    for (const bytes of [Buffer.concat([body, Buffer.from(' ')]), body.subarray(1), other])
      expect(await signatureFault(keys, headers, bytes, at(0))).toBe('bad_signature');
  });

  it('does not hold without any one of its headers', async () => {
    for (const name of Object.keys(headers)) {
      expect(await signatureFault(keys, { ...headers, [name]: undefined }, body, at(0))).toBe(
        'missing_header',
      );
      expect(await signatureFault(keys, { ...headers, [name]: '' }, body, at(0))).toBe('missing_header');
    }
  });
});

describe('a sealed resource', () => {
  // Vectors of the official Java SDK, and of our own oracle.
  it.each([
    [
      'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb',
      'uluk4a9R25RW',
      'associatedData',
      'ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=',
      'message',
    ],
    [
      '0123456789abcdef0123456789abcdef',
      'fdasflkja484',
      'transaction',
      'DUcHkaT6Ar5NbFcP4dHc0mQPviqVoryCQYZkx72M9HOV7zfzpxNFhao=',
      '{"trade_state":"SUCCESS"}',
    ],
  ])('opens with the key %s', (key, nonce, associated_data, ciphertext, plain) => {
    expect(openResource(key, { nonce, associated_data, ciphertext })).toBe(plain);
  });

  it('does not open when the amount in it was flipped, or its label changed', () => {
    const key = '0123456789abcdef0123456789abcdef';
    const cipher = createCipheriv('aes-256-gcm', key, 'fdasflkja484').setAAD(Buffer.from('transaction'));
    const sealed = Buffer.concat([cipher.update('{"total":1}'), cipher.final(), cipher.getAuthTag()]);
    const resource = {
      nonce: 'fdasflkja484',
      associated_data: 'transaction',
      ciphertext: sealed.toString('base64'),
    };
    expect(openResource(key, resource)).toBe('{"total":1}');
    expect(() => openResource(key, { ...resource, associated_data: 'refund' })).toThrow();
    sealed[9]! ^= 0x31 ^ 0x39;
    expect(() => openResource(key, { ...resource, ciphertext: sealed.toString('base64') })).toThrow();
  });
});

it('signs line by line, each ended by a line feed', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signature = await signLines(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })), [
    '1',
    'n',
    '',
  ]);
  const keys = new Map([['S', publicKey]]);
  const headers = {
    'wechatpay-timestamp': '1',
    'wechatpay-nonce': 'n',
    'wechatpay-serial': 'S',
    'wechatpay-signature': signature,
  };
  expect(await signatureFault(keys, headers, Buffer.alloc(0), new Date(1000))).toBeUndefined();
});
