import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import type { Encoding } from './importer.ts';

/** A file that can be read from its beginning more than once; an import needs that, so a one-way stream is not enough. */
export type Source = { name: string; open(): AsyncIterable<Uint8Array> };

export const fileSource = (path: string): Source => ({
  name: basename(path),
  open: () => createReadStream(path),
});

export const textSource = (content: string | Uint8Array, name = 'text.csv'): Source => ({
  name,
  open: () => Readable.from([typeof content === 'string' ? Buffer.from(content) : content]),
});

/** The file as a whole cannot be read; `reason` is Chinese. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Reads the whole file once to know its encoding and fingerprint: what is valid UTF-8 to the last byte is UTF-8, else what is
 * valid GB18030 is that. Looking at the beginning only would take a file for ASCII whose first Chinese word stands in row 5000.
 */
export async function inspect(source: Source): Promise<{ encoding: Encoding; sha256: string }> {
  const hash = createHash('sha256');
  const candidates = new Map<Encoding, TextDecoder>([
    ['utf-8', new TextDecoder('utf-8', { fatal: true })],
    ['gb18030', new TextDecoder('gb18030', { fatal: true })],
  ]);
  let first = true;
  for await (const chunk of source.open()) {
    if (first && isUtf16(chunk))
      throw new UnreadableFile('文件是 UTF-16 编码，请另存为「CSV UTF-8」后再导入');
    first = false;
    hash.update(chunk);
    for (const [encoding, decoder] of candidates)
      if (!accepts(() => decoder.decode(chunk, { stream: true }))) candidates.delete(encoding);
  }
  for (const [encoding, decoder] of candidates)
    if (accepts(() => decoder.decode())) return { encoding, sha256: hash.digest('hex') };
  throw new UnreadableFile('认不出文件的编码：既不是 UTF-8，也不是 GB18030');
}

const isUtf16 = ([a, b]: Uint8Array) => (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);

function accepts(decode: () => void): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

/** The text of the file, piece by piece, without its byte order mark. */
export async function* decoded(source: Source, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of source.open()) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new UnreadableFile(`文件不是 ${encoding.toUpperCase()} 编码`);
    throw error;
  }
}
