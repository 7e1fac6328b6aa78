import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Where an encrypted value stands; bound to the ciphertext, so it can't be moved to another row or column. */
export type FieldPlace = { table: string; column: string; row: string };

export type FieldCrypto = {
  /** `v1.<kid>.<iv>.<tag>.<ciphertext>` (AES-256-GCM). */
  encrypt(plain: string, place: FieldPlace): string;
  decrypt(stored: string, place: FieldPlace): string;
  /** HMAC of a normalised value, to find an encrypted field by equality. */
  blindIndex(value: string): string;
  /** The same lock for a file: one byte version, length and text of the key id, iv, tag, ciphertext. */
  encryptBytes(plain: Uint8Array, place: FieldPlace): Buffer;
  decryptBytes(stored: Uint8Array, place: FieldPlace): Buffer;
  /** HMAC of a text we hand out and get back, so that nobody else can have written it. */
  proof(text: string): string;
};

/** `keys`: key id → 32 bytes; the first encrypts, all decrypt. */
export function fieldCrypto(keys: Record<string, Buffer>, indexKey: Buffer): FieldCrypto {
  const [currentId] = Object.keys(keys);
  const placeBytes = ({ table, column, row }: FieldPlace) => Buffer.from(`${table}|${column}|${row}`);
  return {
    encrypt(plain, place) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keys[currentId!]!, iv).setAAD(placeBytes(place));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [
        'v1',
        currentId,
        ...[iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url')),
      ].join('.');
    },
    decrypt(stored, place) {
      const [version, kid, iv, tag, text] = stored.split('.') as [string, string, string, string, string];
      const key = keys[kid];
      if (version !== 'v1' || !key) throw new Error(`no key ${kid} for ${place.table}.${place.column}`);
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
        .setAAD(placeBytes(place))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString(
        'utf8',
      );
    },
    encryptBytes(plain, place) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keys[currentId!]!, iv).setAAD(placeBytes(place));
      const text = Buffer.concat([cipher.update(plain), cipher.final()]);
      const kid = Buffer.from(currentId!);
      return Buffer.concat([Buffer.from([1, kid.length]), kid, iv, cipher.getAuthTag(), text]);
    },
    decryptBytes(stored, place) {
      const bytes = Buffer.from(stored);
      const start = 2 + bytes[1]!;
      const key = keys[bytes.subarray(2, start).toString()];
      if (bytes[0] !== 1 || !key) throw new Error(`no key for ${place.table}.${place.column}`);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(start, start + 12))
        .setAAD(placeBytes(place))
        .setAuthTag(bytes.subarray(start + 12, start + 28));
      return Buffer.concat([decipher.update(bytes.subarray(start + 28)), decipher.final()]);
    },
    // A key of its own, so that a proof can never be passed off as a blind index.
    proof: (text) =>
      createHmac('sha256', createHmac('sha256', indexKey).update('proof').digest())
        .update(text)
        .digest('hex'),
    blindIndex: (value) =>
      createHmac('sha256', indexKey)
        .update(value.trim().toUpperCase())
        .digest()
        .subarray(0, 16)
        .toString('hex'),
  };
}

/** A column that is encrypted now: what was written before stands there as it was. */
export const decryptOlder = (
  crypto: Pick<FieldCrypto, 'decrypt'>,
  stored: string,
  place: FieldPlace,
): string => (stored.startsWith('v1.') ? crypto.decrypt(stored, place) : stored);

/** The same from settings, whose keys are text in hex. */
export const fieldCryptoFrom = (keys: Record<string, string>, indexKey: string): FieldCrypto =>
  fieldCrypto(
    Object.fromEntries(Object.entries(keys).map(([id, hex]) => [id, Buffer.from(hex, 'hex')])),
    Buffer.from(indexKey, 'hex'),
  );
