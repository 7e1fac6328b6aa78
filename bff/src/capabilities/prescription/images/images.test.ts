import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as contract from '@xinglin/shared/prescription/contract';
import * as images from '@xinglin/shared/prescription/images';
import { atShanghai } from '@xinglin/shared/kernel/time';
import { system, type Actor } from '../../../kernel/actor.ts';
import { auditTable } from '../../../kernel/audit.ts';
import { createHttp } from '../../../kernel/http.ts';
import { createMetrics } from '../../../kernel/metrics.ts';
import { silentLog, someone, testDatabase, testEngine, testServer } from '../../../kernel/testing.ts';
import { ALL_CHECKED, PROHIBITED, REGISTERED, drugs, prescriptionWorld } from '../testing.ts';
import { submitImages } from './submit-images.ts';
import { imageTable } from './store.ts';

const db = testDatabase();
const world = prescriptionWorld(db);
const as = testServer(db, () => world.routes);
const engine = testEngine(db, () => world.reactions);
const fang = someone('pharmacist');
world.license(fang);
let lin = someone('patient');
const people = new Map<string, Actor>();
const server = createServer();
let origin = '';
beforeAll(async () => {
  const app = createHttp({
    db,
    routes: world.routes,
    webhooks: [],
    authenticate: async (token) => people.get(token)!,
    log: silentLog,
    metrics: createMetrics(),
    production: false,
  });
  server.on('request', app.callback() as never);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  lin = someone('patient');
});

const page = (words: string, more = '') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200"><rect width="900" height="1200" fill="#f4f1ea"/>
  <text x="60" y="140" font-size="60">处方 ${words}</text>${more}</svg>`);
let pages = 0;
/** A photograph unlike all others: shades in other places. */
function photo(seed = (pages += 1)) {
  const block = (at: number) =>
    `<rect x="${(at * 137 * seed) % 800}" y="${(at * 89 * seed) % 1100}" width="${120 + ((at * 31 * seed) % 200)}" height="90" fill="hsl(${(at * 57 * seed) % 360} 60% ${20 + ((at * 23 * seed) % 60)}%)"/>`;
  return sharp(page(`${seed}`, Array.from({ length: 14 }, (_, at) => block(at + 1)).join('')));
}
const jpeg = (seed?: number) => photo(seed).jpeg().toBuffer();

async function upload(bytes: Uint8Array, who = lin, type = 'application/octet-stream', body?: FormData) {
  people.set(who.id, who);
  const answer = await fetch(`${origin}/api/prescription-images`, {
    method: 'POST',
    headers: { authorization: `Bearer ${who.id}`, ...(body ? {} : { 'content-type': type }) },
    body: body ?? new Uint8Array(bytes),
  });
  return (await answer.json()) as images.UploadedImage & { code?: string };
}
const today = () => '2026-11-22';
async function submit(
  given: Partial<{ imageIds: string[]; issuedOn: string; personId: string }> = {},
  who = lin,
) {
  const imageIds = given.imageIds ?? [(await upload(await jpeg(), who)).id];
  return as(who)(images.submitPrescriptionImages, {
    personId: REGISTERED[0]!.id,
    institution: '演示医院',
    issuedOn: today(),
    ...given,
    imageIds,
  });
}
const line = (drug: { id: string; genericName: string } = drugs.amoxicillin) => ({
  genericName: drug.genericName,
  drugId: drug.id,
  quantity: 24,
  dose: 2,
  timesPerDay: 3,
  timing: 'after_meal' as const,
  days: 4,
  route: 'oral',
});
const transcription = {
  prescriber: { name: '郑怀瑾', department: '全科医学科', institution: '演示市第一医院' },
  diagnoses: [{ code: 'J03.9', name: '急性扁桃体炎' }],
  issuedOn: '2026-11-22',
  extendedDays: 3,
  items: [line()],
};
async function approved(id: string) {
  await as(fang)(contract.claimPrescription, { id });
  await as(fang)(images.transcribePrescription, { id, ...transcription });
  await as(fang)(contract.approvePrescription, { id, checked: ALL_CHECKED, note: '可以使用' });
}
const refused = (code: string): unknown => expect.objectContaining({ code });

it('takes a photograph raw, or as the one file of a form whatever its name', async () => {
  const bytes = await jpeg();
  expect(await upload(bytes)).toMatchObject({ width: 900, height: 1200, handedInBefore: null });
  for (const name of ['../../etc/passwd', '处方.jpg.exe', 'a.php']) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await jpeg())]), name);
    const { id } = await upload(bytes, lin, '', form);
    const row = await db.read.findOneByOrFail(imageTable, { id });
    expect(row.objectKey).toMatch(/^[\da-f]{48}$/);
  }
});

it('turns a picture as its patient did', async () => {
  people.set(lin.id, lin);
  const answer = await fetch(`${origin}/api/prescription-images?turns=1`, {
    method: 'POST',
    headers: { authorization: `Bearer ${lin.id}` },
    body: new Uint8Array(await jpeg()),
  });
  expect(await answer.json()).toMatchObject({ width: 1200, height: 900 });
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
  expect(await db.read.countBy(imageTable, { ownerId: lin.id })).toBe(0);
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

it('waits for a pharmacist to read it, and holds no drug until one has', async () => {
  const it = await submit();
  expect(it).toMatchObject({
    status: 'submitted',
    source: 'image',
    imageCount: 1,
    itemCount: 0,
    items: null,
    patientName: '林晓',
  });
  expect(it.traceCode).toMatch(/^IMG20261122\d{8}$/);
  await as(fang)(contract.claimPrescription, { id: it.id });
  await expect(
    as(fang)(contract.approvePrescription, { id: it.id, checked: ALL_CHECKED, note: '可以使用' }),
  ).rejects.toEqual(refused('PRESCRIPTION_NOT_TRANSCRIBED'));
  const review = await as(fang)(images.transcribePrescription, { id: it.id, ...transcription });
  expect(review.items).toMatchObject([
    { genericName: '阿莫西林胶囊', strength: '0.25g', quantity: 24, packs: 1 },
  ]);
  expect(review.findings).toContainEqual(expect.objectContaining({ code: 'signature', severity: 'warn' }));
  await as(fang)(contract.approvePrescription, { id: it.id, checked: ALL_CHECKED, note: '可以使用' });
  expect(await world.approvedDrugIdsOf(lin.id)).toEqual(new Set([drugs.amoxicillin.id]));
});

it('is written down only by the pharmacist who holds it, only from the catalogue, never what may not be sold online', async () => {
  const { id } = await submit();
  const other = someone('pharmacist');
  world.license(other);
  const asked = { id, ...transcription };
  await expect(as(fang)(images.transcribePrescription, asked)).rejects.toMatchObject({ status: 404 });
  await as(fang)(contract.claimPrescription, { id });
  await expect(as(other)(images.transcribePrescription, asked)).rejects.toEqual(
    refused('PRESCRIPTION_HELD_BY_ANOTHER'),
  );
  await expect(as(lin)(images.transcribePrescription, asked)).rejects.toEqual(refused('NOT_ALLOWED'));
  const unknown = { ...asked, items: [line({ id: drugs.amoxicillin.id, genericName: '不在目录' })] };
  await expect(as(fang)(images.transcribePrescription, unknown)).rejects.toEqual(
    refused('PRESCRIPTION_ITEM_UNKNOWN'),
  );
  const banned = { ...asked, items: [line({ id: drugs.amoxicillin.id, genericName: PROHIBITED })] };
  await expect(as(fang)(images.transcribePrescription, banned)).rejects.toMatchObject({ status: 422 });
});

it('is handed in by a person only, never by the system', async () => {
  const { id } = await upload(await jpeg());
  const asked = { personId: REGISTERED[0]!.id, institution: '演示医院', issuedOn: today(), imageIds: [id] };
  const byItself = submitImages(world.deps)(system, asked, { idempotencyKey: 'k', ip: '' });
  await expect(byItself).rejects.toEqual(refused('NOT_ALLOWED'));
});

it('holds through the third Shanghai day after its date, and no longer', async () => {
  const before = world.clock.now;
  try {
    world.clock.now = new Date(Date.parse(atShanghai('2026-11-26', '00:00')) - 1);
    expect(await submit()).toMatchObject({ validUntil: atShanghai('2026-11-26', '00:00') });
    world.clock.now = new Date(atShanghai('2026-11-26', '00:00'));
    await expect(submit()).rejects.toEqual(refused('PRESCRIPTION_EXPIRED'));
  } finally {
    world.clock.now = before;
  }
  await expect(submit({ issuedOn: '2026-11-23' })).rejects.toEqual(refused('INVALID_INPUT'));
});

it('ends with its own day when its doctor wrote nothing else', async () => {
  const { id } = await submit();
  await as(fang)(contract.claimPrescription, { id });
  const review = await as(fang)(images.transcribePrescription, { id, ...transcription, extendedDays: 0 });
  expect(review.validUntil).toBe(atShanghai('2026-11-23', '00:00'));
});

it('is for a registered person, and a child only with the guardian’s agreement', async () => {
  await expect(submit({ personId: '0193a000-0000-7000-8000-00000000ffff' })).rejects.toEqual(
    refused('PRESCRIPTION_PERSON_UNKNOWN'),
  );
  world.persons.set(lin.id, [{ ...REGISTERED[0]!, birthDate: '2018-01-01', mayBeTreated: false }]);
  await expect(submit()).rejects.toEqual(refused('PRESCRIPTION_GUARDIAN_MUST_AGREE'));
});

it('takes nine photographs and not ten, each once, only one’s own', async () => {
  const ids = [];
  for (let each = 0; each < 10; each += 1) ids.push((await upload(await jpeg())).id);
  await expect(submit({ imageIds: ids })).rejects.toEqual(refused('INVALID_INPUT'));
  await expect(submit({ imageIds: [ids[0]!, ids[0]!] })).rejects.toEqual(refused('IMAGE_NOT_FOUND'));
  await expect(submit({ imageIds: [ids[9]!] }, someone('patient'))).rejects.toEqual(
    refused('IMAGE_NOT_FOUND'),
  );
  expect(await submit({ imageIds: ids.slice(0, 9) })).toMatchObject({ imageCount: 9 });
  await expect(submit({ imageIds: [ids[0]!] })).rejects.toEqual(refused('IMAGE_NOT_FOUND'));
});

it('tells its patient where the very same picture already is, unless it was taken back', async () => {
  const bytes = await jpeg();
  const first = await submit({ imageIds: [(await upload(bytes)).id] });
  const again = await upload(bytes);
  expect(again.handedInBefore).toBe(first.traceCode);
  await expect(submit({ imageIds: [again.id] })).rejects.toMatchObject({
    code: 'IMAGE_ALREADY_SUBMITTED',
    extra: { traceCode: first.traceCode },
  });
  await as(lin)(contract.withdrawPrescription, { id: first.id });
  expect(await submit({ imageIds: [again.id] })).toMatchObject({ status: 'submitted' });
});

it('stops the pharmacist before the same picture from another person, by the number of the first', async () => {
  const bytes = await jpeg();
  const first = await submit({ imageIds: [(await upload(bytes)).id] });
  const thief = someone('patient');
  const second = await submit({ imageIds: [(await upload(bytes, thief)).id] }, thief);
  const { findings } = await as(fang)(contract.claimPrescription, { id: second.id });
  const [finding] = findings.filter(({ code }) => code === 'image_seen_before');
  expect(finding).toMatchObject({ severity: 'stop' });
  expect(finding?.text).toContain(first.traceCode);
});

it('warns the pharmacist of one that looks like a used one: smaller, darker, other quality; not of another page', async () => {
  const bytes = await jpeg();
  const first = await submit({ imageIds: [(await upload(bytes)).id] });
  await approved(first.id);
  await db.write((tx) =>
    world.usePrescription(tx, {
      prescriptionId: first.id,
      patientId: lin.id,
      orderId: first.id,
      lines: [{ drugId: drugs.amoxicillin.id, quantity: 1 }],
    }),
  );
  const copy = await sharp(bytes).resize(620).modulate({ brightness: 0.94 }).jpeg({ quality: 60 }).toBuffer();
  const thief = someone('patient');
  const second = await submit({ imageIds: [(await upload(copy, thief)).id] }, thief);
  const seen = async (id: string) =>
    (await as(fang)(contract.claimPrescription, { id })).findings.filter(
      ({ code }) => code === 'image_seen_before',
    );
  expect(await seen(second.id)).toMatchObject([
    { severity: 'warn', text: expect.stringContaining(first.traceCode) as string },
  ]);
  const other = await submit({}, thief);
  expect(await seen(other.id)).toEqual([]);
});

it('is looked at by its patient and the pharmacist who claimed it, through a link of five minutes, and each look is noted', async () => {
  const { id } = await submit();
  const look = async (url: string) => fetch(origin + url);
  const [mine] = (await as(lin)(images.listPrescriptionImages, { id })).images;
  const answer = await look(mine!.url);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': 'attachment; filename="prescription-1.jpg"',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).width).toBe(900);

  await expect(as(fang)(images.listPrescriptionImages, { id })).rejects.toMatchObject({ status: 404 });
  await expect(as(someone('patient'))(images.listPrescriptionImages, { id })).rejects.toMatchObject({
    status: 404,
  });
  await as(fang)(contract.claimPrescription, { id });
  const [theirs] = (await as(fang)(images.listPrescriptionImages, { id })).images;
  expect((await look(theirs!.url)).status).toBe(200);
  // Put back: the link of the one who no longer holds it ends with it.
  await as(fang)(contract.releasePrescription, { id });
  expect((await look(theirs!.url)).status).toBe(404);
  const looks = await db.read.findBy(auditTable, { subject: id, action: 'prescription_image.read' });
  expect(looks.map(({ role }) => role).sort()).toEqual(['patient', 'pharmacist']);
});

it('opens to no changed link: another viewer, another picture, a later end, an old one', async () => {
  const { id } = await submit({
    imageIds: [(await upload(await jpeg())).id, (await upload(await jpeg())).id],
  });
  const [one, two] = (await as(lin)(images.listPrescriptionImages, { id })).images;
  const changed = (name: string, value: string) => {
    const url = new URL(one!.url, origin);
    url.searchParams.set(name, value);
    return url;
  };
  for (const url of [
    changed('viewer', fang.id),
    changed('until', String(world.clock.now.getTime() + 86_400_000)),
    changed('proof', '0'.repeat(64)),
    new URL(one!.url.replace(one!.id, two!.id), origin),
  ])
    expect((await fetch(url)).status).toBe(404);
  const before = world.clock.now;
  world.clock.now = new Date(before.getTime() + 5 * 60_000);
  expect((await fetch(origin + one!.url)).status).toBe(403);
  world.clock.now = before;
});

it('throws away after a day what nobody handed in, and never what was', async () => {
  const loose = await upload(await jpeg());
  const { id } = await submit();
  const handed = await db.read.findOneByOrFail(imageTable, { prescriptionId: id });
  const row = await db.read.findOneByOrFail(imageTable, { id: loose.id });
  const [forget] = world.reactions.filter(({ name }) => name === 'prescription.forget-image');
  if (!forget || !('effect' in forget)) throw new Error('no timer');
  for (const { id: subject, objectKey } of [row, row, handed])
    await forget.effect({ id: 'e', name: forget.on, subject, data: { objectKey } });
  expect(world.files.has(row.objectKey)).toBe(false);
  expect(world.files.has(handed.objectKey)).toBe(true);
  expect(await db.read.findOneBy(imageTable, { id: loose.id })).toBeNull();
  await engine.drain();
});

it('keeps a prescription at least five years', async () => {
  await submit();
  const rows = await db.read.query('SELECT submittedAt, retentionUntil FROM prescription');
  for (const { submittedAt, retentionUntil } of rows as { submittedAt: string; retentionUntil: string }[])
    expect(Number(retentionUntil.slice(0, 4)) - Number(submittedAt.slice(0, 4))).toBe(5);
});

it('is never claimed on a platform that has not heard of paper', async () => {
  const { id } = await submit();
  await approved(id);
  const lines = [{ drugId: drugs.amoxicillin.id, quantity: 1 }];
  await db.write((tx) =>
    world.usePrescription(tx, { prescriptionId: id, patientId: lin.id, orderId: id, lines }),
  );
  await engine.drain();
  expect(world.platform.claims.size).toBe(0);
});
