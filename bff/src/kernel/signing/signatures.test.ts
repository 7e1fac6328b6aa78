import { sm2 } from 'sm-crypto-v2';
import { afterAll, describe, expect, it } from 'vitest';
import { signer } from './signatures.ts';
import { freshKey } from './testing.ts';

const keys = [
  freshKey('SM2-SM3', 'A1'),
  freshKey('RSA-SHA256', 'B1', '药师二'),
  // Retired: it only verifies.
  { ...freshKey('SM2-SM3', 'A0'), privateKey: undefined },
];
const ours = signer(keys);
afterAll(() => ours.close());

describe.each([
  ['药师一', 'SM2-SM3', 'A1'],
  ['药师二', 'RSA-SHA256', 'B1'],
])('the signature of %s', (holder, alg, certSerial) => {
  it('is made with the key of the holder and holds for these words only', async () => {
    const signature = await ours.sign(holder, '处方甲');
    expect(signature).toMatchObject({ alg, certSerial });
    expect(await ours.verify(signature, '处方甲')).toBe(true);
    expect(await ours.verify(signature, '处方乙')).toBe(false);
    expect(await ours.verify({ ...signature, value: 'AAAA' }, '处方甲')).toBe(false);
    expect(await ours.verify({ ...signature, certSerial: 'Z9' }, '处方甲')).toBe(false);
    const stranger = signer([{ ...freshKey(keys.find((k) => k.serial === certSerial)!.alg, certSerial) }]);
    expect(await stranger.verify(signature, '处方甲')).toBe(false);
    await stranger.close();
  });
});

it('is plain SM2 with SM3 and the usual user id, so that anybody can check it', async () => {
  const { value } = await ours.sign('药师一', '处方甲');
  const hex = Buffer.from(value, 'base64').toString('hex');
  const options = { hash: true, der: true, userId: '1234567812345678' };
  expect(sm2.doVerifySignature('处方甲', hex, keys[0]!.publicKey, options)).toBe(true);
});

it('signs nothing without a key of the holder', async () => {
  const strict = signer([freshKey('SM2-SM3', 'C1', '药师三')]);
  await expect(strict.sign('药师四', '处方')).rejects.toThrow('no signing key');
  await strict.close();
});
