import { randomBytes } from 'node:crypto';
import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { someone } from '../../../kernel/testing.ts';
import { imageTable } from './store.ts';
import { TODAY, jpeg, page, photo, photoWorld } from './testing.ts';

const { db, world, who, upload, submit } = photoWorld();

it('takes a photograph raw, or as the one file of a form whatever its name', async () => {
  const bytes = await jpeg();
  expect(await upload(bytes)).toMatchObject({ width: 900, height: 1200, handedInBefore: null });
  for (const name of ['../../etc/passwd', '处方.jpg.exe', 'a.php']) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await jpeg())]), name);
    const { id } = await upload(bytes, who.lin, { form });
    const row = await db.read.findOneByOrFail(imageTable, { id });
    expect(row.objectKey).toMatch(/^[\da-f]{48}$/);
  }
});

it('turns a picture as its patient did', async () => {
  expect(await upload(await jpeg(), who.lin, { query: '?turns=1' })).toMatchObject({
    width: 1200,
    height: 900,
  });
});

it('takes PNG and WebP too, and keeps all as JPEG', async () => {
  for (const bytes of [await photo().png().toBuffer(), await photo().webp().toBuffer()]) {
    const { id } = await upload(bytes);
    const row = await db.read.findOneByOrFail(imageTable, { id });
    const stored = world.files.get(row.objectKey)!;
    const place = { table: 'prescription_image', column: 'file', row: id };
    const kept = world.deps.crypto.decryptBytes(stored, place);
    expect((await sharp(kept).metadata()).format).toBe('jpeg');
  }
});

/** A PNG whose header promises `side` × `side` pixels in a few hundred bytes. */
function bomb(side: number) {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1_000_000));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

it('refuses what only pretends to be a photograph', async () => {
  const good = await jpeg();
  const refusals: [string, Buffer, string][] = [
    [
      'a GIF with a program behind it',
      Buffer.concat([Buffer.from('GIF89a'), Buffer.from('PK\x03\x04')]),
      'IMAGE_TYPE_REFUSED',
    ],
    ['a page called .jpg', Buffer.from('<html><script>alert(1)</script></html>'), 'IMAGE_TYPE_REFUSED'],
    ['SVG', page('x'), 'IMAGE_TYPE_REFUSED'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'IMAGE_TYPE_REFUSED'],
    ['nothing', Buffer.alloc(0), 'IMAGE_TYPE_REFUSED'],
    [
      'the first bytes of a JPEG before a page',
      Buffer.concat([good.subarray(0, 20), Buffer.from('<html>')]),
      'IMAGE_BROKEN',
    ],
    ['half a photograph', good.subarray(0, good.length / 2), 'IMAGE_BROKEN'],
    ['thirty thousand by thirty thousand', bomb(30_000), 'IMAGE_TOO_MANY_PIXELS'],
    ['less than its header says', bomb(6_000), 'IMAGE_BROKEN'],
    ['a stamp', await sharp(good).resize(100).jpeg().toBuffer(), 'IMAGE_TOO_SMALL'],
    [
      'HEIC',
      Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(40)]),
      'IMAGE_HEIC_REFUSED',
    ],
    ['nine megabytes', Buffer.alloc(9 * 1024 * 1024, 0xff), 'IMAGE_TOO_LARGE'],
  ];
  for (const [what, bytes, code] of refusals) expect((await upload(bytes)).code, what).toBe(code);
  expect(await db.read.countBy(imageTable, { ownerId: who.lin.id })).toBe(0);
});

it('forgets where and with what it was taken, and drops what hangs on behind', async () => {
  const zip = Buffer.from('PK\x03\x04 evil.jar ');
  const taken = await photo()
    .withExif({ IFD0: { Make: 'SECRETPHONE' }, IFD3: { GPSLatitude: '31/1 11/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
  expect(taken.toString('latin1')).toContain('SECRETPHONE');
  const { id } = await upload(Buffer.concat([taken, zip]));
  const row = await db.read.findOneByOrFail(imageTable, { id });
  const stored = world.files.get(row.objectKey)!;
  const kept = world.deps.crypto.decryptBytes(stored, {
    table: 'prescription_image',
    column: 'file',
    row: id,
  });
  const { exif, icc, xmp } = await sharp(kept).metadata();
  expect([exif, icc, xmp]).toEqual([undefined, undefined, undefined]);
  for (const secret of ['SECRETPHONE', 'evil.jar']) expect(kept.toString('latin1')).not.toContain(secret);
  expect(stored.subarray(0, 400).toString('latin1')).not.toContain('JFIF');
});

it('keeps thirty of a person that were not handed in, and not more; what is handed in makes room', async () => {
  const bytes = await jpeg();
  const first = await upload(bytes);
  const row = await db.read.findOneByOrFail(imageTable, { id: first.id });
  const more = Array.from({ length: 29 }, (_, at) => ({
    ...row,
    slot: at + 1,
    id: uuidv7(),
    objectKey: randomBytes(24).toString('hex'),
  }));
  await db.write((tx) => tx.insert(imageTable, more));
  expect((await upload(bytes)).code).toBe('IMAGE_LIMIT');
  expect((await upload(bytes, someone('patient'))).code).toBeUndefined();
  await submit({ imageIds: [first.id] });
  expect((await upload(await jpeg())).code).toBeUndefined();
});

it('keeps thirty at most that are not handed in, however many arrive at once, and no file of a refused one', async () => {
  const bytes = await jpeg();
  const given = { slot: null, ownerId: who.lin.id, prescriptionId: null, place: 0, objectKey: 'x', bytes: 1 };
  const looks = { width: 900, height: 1200, sha256: 'a', dHash: '0'.repeat(16), thumb: '', createdAt: TODAY };
  await db.write(async (tx) => {
    for (let slot = 0; slot < 26; slot += 1)
      await tx.insert(imageTable, { ...given, ...looks, id: world.deps.newId(), slot });
  });
  const before = world.files.size;
  const answers = await Promise.all(Array.from({ length: 8 }, () => upload(bytes)));
  expect(answers.map(({ code }) => code ?? 'kept').sort()).toEqual([
    ...Array<string>(4).fill('IMAGE_LIMIT'),
    ...Array<string>(4).fill('kept'),
  ]);
  expect(await db.read.countBy(imageTable, { ownerId: who.lin.id })).toBe(30);
  expect(world.files.size).toBe(before + 4);
});

it('has room again once pictures are handed in', async () => {
  const { id } = await upload(await jpeg());
  await submit({ imageIds: [id] });
  expect(await db.read.findOneBy(imageTable, { id })).toMatchObject({ slot: null });
});
