import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sm2 } from 'sm-crypto-v2';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { open, seal, SM2_USER_ID } from './envelope.ts';

it('orders members by UTF-16 code units and escapes as RFC 8785 shows (3.2.3)', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  const names = Object.keys(JSON.parse(canonicalJson(value)) as object).filter((name) => name !== '1');
  expect(names).toEqual(['\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']);
  expect(canonicalJson(value)).toMatch(/^{"\\r":"Carriage Return","1":"One","\u0080":/);
});

it('writes numbers, words and nested lists as RFC 8785 shows (3.2.2)', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
  );
});

it('gives the same bytes in whatever order a value was built, and loses nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Json;
      const turned = JSON.parse(JSON.stringify(json), (_, inner: unknown) =>
        inner && typeof inner === 'object' && !Array.isArray(inner)
          ? Object.fromEntries(Object.entries(inner).reverse())
          : inner,
      ) as Json;
      expect(canonicalJson(turned)).toBe(canonicalJson(json));
      expect(JSON.parse(canonicalJson(json))).toEqual(json);
    }),
  );
});

it('refuses what JSON cannot say', () => {
  expect(() => canonicalJson([Number.NaN])).toThrow(RangeError);
  expect(() => canonicalJson('\ud800')).toThrow(RangeError);
});

it('verifies the sample signature of GM/T 0003.5', () => {
  const key =
    '0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020' +
    'CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13';
  const signature =
    'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3' +
    'B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA';
  const verify = (text: string) =>
    sm2.doVerifySignature(text, signature.toLowerCase(), key.toLowerCase(), {
      hash: true,
      userId: SM2_USER_ID,
    });
  expect([verify('message digest'), verify('message digests')]).toEqual([true, false]);
});

it('opens its own envelope only untouched, in time, for the same app and secret', () => {
  const pair = sm2.generateKeyPairHex();
  const secrets = { appId: 'A'.repeat(32), appSecret: 'B'.repeat(32) };
  const opener = { ...secrets, publicKey: pair.publicKey };
  const now = new Date('2026-11-22T12:00:00Z');
  const data = { rxTraceCode: 'RX1', patnName: '林小满' };
  const sealed = seal({ ...secrets, ...pair }, data, now);
  expect(open(opener, sealed, now)).toEqual(data);

  const bad = sealed.encData.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  expect(() => open(opener, { ...sealed, encData: bad }, now)).toThrow();
  expect(() => open(opener, { ...sealed, timestamp: String(now.getTime() + 1) }, now)).toThrow(
    /does not hold/,
  );
  expect(() => open(opener, sealed, new Date(now.getTime() + 300_001))).toThrow(/time window/);
  expect(() => open({ ...opener, appId: 'C'.repeat(32) }, sealed, now)).toThrow(/another app/);
  expect(() => open({ ...opener, publicKey: sm2.generateKeyPairHex().publicKey }, sealed, now)).toThrow(
    /does not hold/,
  );
});
