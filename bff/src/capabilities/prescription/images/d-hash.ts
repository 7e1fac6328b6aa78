import sharp from 'sharp';

/**
 * Eight by eight comparisons of neighbouring brightness, 16 hex digits: pictures that look alike differ in few bits, also
 * after another size, quality or brightness. A fingerprint for a pharmacist to look twice, never a proof.
 */
export async function dHashOf(bytes: Buffer): Promise<string> {
  const grey = await sharp(bytes).greyscale().resize(9, 8, { fit: 'fill' }).raw().toBuffer();
  const rows = Array.from({ length: 8 }, (_, row) => {
    const bits = Array.from({ length: 8 }, (__, at) => grey[row * 9 + at]! > grey[row * 9 + at + 1]!);
    return bits.reduce((byte, bit) => byte * 2 + Number(bit), 0);
  });
  return Buffer.from(rows).toString('hex');
}

const EDGE = 16;

/** Sixteen by sixteen shades: nothing can be read in it, and forms of one hospital, alike in their dHash, differ in it. */
export async function thumbOf(bytes: Buffer): Promise<string> {
  const grey = await sharp(bytes).greyscale().resize(EDGE, EDGE, { fit: 'fill' }).raw().toBuffer();
  return grey.toString('base64');
}

/** Measured on 25 forms of one layout: copies at another size, brightness and quality ≤ 8 bits apart and ≥ 0.98; others ≤ 0.89. */
const ALIKE_BITS = 10;
const ALIKE_SHADES = 0.95;

type Fingerprint = { dHash: string; thumb: string };

/** Do two pictures look like the same page? */
export const lookAlike = (a: Fingerprint, b: Fingerprint): boolean =>
  bitsApart(a.dHash, b.dHash) <= ALIKE_BITS && correlation(a.thumb, b.thumb) >= ALIKE_SHADES;

function correlation(a: string, b: string): number {
  const [left, right] = [spread(a), spread(b)];
  const dot = (x: number[], y: number[]) => x.reduce((sum, each, at) => sum + each * y[at]!, 0);
  const size = Math.sqrt(dot(left, left) * dot(right, right));
  return size === 0 ? 0 : dot(left, right) / size;
}

function spread(thumb: string): number[] {
  const shades = [...Buffer.from(thumb, 'base64')];
  const mean = shades.reduce((sum, each) => sum + each, 0) / shades.length;
  return shades.map((each) => each - mean);
}

export function bitsApart(a: string, b: string): number {
  const [left, right] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')];
  return left.reduce((sum, byte, at) => sum + ones(byte ^ right[at]!), 0);
}

const ones = (byte: number): number => (byte === 0 ? 0 : (byte & 1) + ones(byte >> 1));

/** Its eight bytes with their place. Up to seven bits apart two hashes share at least one: an index finds them. */
export const bandsOf = (dHash: string): string[] =>
  Array.from({ length: 8 }, (_, at) => `${at}:${dHash.slice(at * 2, at * 2 + 2)}`);
