import { createHash } from 'node:crypto';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import sharp from 'sharp';
import { dHashOf, thumbOf } from './d-hash.ts';

const MOST_PIXELS = 50_000_000;
/** Enough to read small print on a page; larger photographs are made smaller. */
const LONGEST_EDGE = 3000;
const SHORTEST_EDGE = 240;
const QUALITY = 85;
const SECONDS = 15;
const MOST_WAITING = 16;

export type CleanImage = {
  bytes: Buffer;
  width: number;
  height: number;
  sha256: string;
  dHash: string;
  thumb: string;
};

sharp.cache(false);
sharp.concurrency(1);

/** What a file says it is in its first bytes; the name and the type it came with are never asked. */
export function kindOf(bytes: Buffer): 'jpeg' | 'png' | 'webp' | 'heic' | null {
  const ascii = (from: number, to: number) => bytes.subarray(from, to).toString('latin1');
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  if (ascii(4, 8) === 'ftyp' && /^(hei|hev|mif1|msf1)/.test(ascii(8, 12))) return 'heic';
  return null;
}

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** One picture is decoded at a time: a decoder is where a hostile file costs most memory. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= MOST_WAITING) return Promise.reject(problem('TOO_MANY_REQUESTS'));
  waiting += 1;
  const mine = last.then(work, work).finally(() => (waiting -= 1));
  last = mine.catch(() => undefined);
  return mine;
}

/**
 * Decodes a photograph completely and writes it anew: place, device, colour profile and whatever hung on behind are gone.
 * @throws IMAGE_TYPE_REFUSED, IMAGE_HEIC_REFUSED, IMAGE_BROKEN, IMAGE_TOO_MANY_PIXELS, IMAGE_TOO_SMALL
 */
export async function cleanImage(bytes: Buffer, turns = 0): Promise<CleanImage> {
  const kind = kindOf(bytes);
  if (kind === null) throw prescriptionProblem('IMAGE_TYPE_REFUSED');
  // The decoder of HEIC is patented and not part of sharp as published.
  if (kind === 'heic') throw prescriptionProblem('IMAGE_HEIC_REFUSED');
  return inTurn(() => decode(bytes, kind, turns));
}

async function decode(bytes: Buffer, kind: string, turns: number): Promise<CleanImage> {
  const options = { failOn: 'warning', limitInputPixels: MOST_PIXELS } as const;
  const meta = await sharp(bytes, { ...options, limitInputPixels: false })
    .metadata()
    .catch(() => Promise.reject(prescriptionProblem('IMAGE_BROKEN')));
  if (meta.format !== kind) throw prescriptionProblem('IMAGE_BROKEN');
  if (meta.width * meta.height > MOST_PIXELS) throw prescriptionProblem('IMAGE_TOO_MANY_PIXELS');
  if (Math.min(meta.width, meta.height) < SHORTEST_EDGE) throw prescriptionProblem('IMAGE_TOO_SMALL');
  const { data, info } = await sharp(bytes, options)
    .timeout({ seconds: SECONDS })
    .autoOrient()
    .rotate(turns * 90)
    .resize({ width: LONGEST_EDGE, height: LONGEST_EDGE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true })
    .catch(() => Promise.reject(prescriptionProblem('IMAGE_BROKEN')));
  const sha256 = createHash('sha256').update(data).digest('hex');
  const [dHash, thumb] = [await dHashOf(data), await thumbOf(data)];
  return { bytes: data, width: info.width, height: info.height, sha256, dHash, thumb };
}
