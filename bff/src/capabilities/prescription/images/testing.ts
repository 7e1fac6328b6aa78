import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import * as desk from '@xinglin/shared/prescription/review-contract';
import * as images from '@xinglin/shared/prescription/images';
import type { Actor } from '../../../kernel/actor.ts';
import { createHttp } from '../../../kernel/http.ts';
import { createMetrics } from '../../../kernel/metrics.ts';
import { httpCrypto, silentLog, someone, testDatabase, testServer } from '../../../kernel/testing.ts';
import { ALL_CHECKED, REGISTERED, SIGNED, drugs, prescriptionWorld } from '../testing.ts';

export const page = (words: string, more = '') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200"><rect width="900" height="1200" fill="#f4f1ea"/>
  <text x="60" y="140" font-size="60">处方 ${words}</text>${more}</svg>`);
let pages = 0;
/** A photograph unlike all others: shades in other places. */
export function photo(seed = (pages += 1)) {
  const block = (at: number) =>
    `<rect x="${(at * 137 * seed) % 800}" y="${(at * 89 * seed) % 1100}" width="${120 + ((at * 31 * seed) % 200)}" height="90" fill="hsl(${(at * 57 * seed) % 360} 60% ${20 + ((at * 23 * seed) % 60)}%)"/>`;
  return sharp(page(`${seed}`, Array.from({ length: 14 }, (_, at) => block(at + 1)).join('')));
}
export const jpeg = (seed?: number) => photo(seed).jpeg().toBuffer();

export const TODAY = '2026-11-22';
export const line = (drug: { id: string; genericName: string } = drugs.amoxicillin) => ({
  genericName: drug.genericName,
  drugId: drug.id,
  quantity: 24,
  dose: 2,
  timesPerDay: 3,
  timing: 'after_meal' as const,
  days: 4,
  route: 'oral',
});
export const transcription = {
  prescriber: { name: '郑怀瑾', department: '全科医学科', institution: '演示市第一医院' },
  diagnoses: [{ code: 'J03.9', name: '急性扁桃体炎' }],
  issuedOn: TODAY,
  extendedDays: 3,
  items: [line()],
};
export const APPROVAL = { checked: ALL_CHECKED, note: '可以使用', ...SIGNED };
export const refused = (code: string): unknown => expect.objectContaining({ code });

/** The prescriptions' world behind a real HTTP server, so that photographs travel as they do from a phone. */
export function photoWorld() {
  const db = testDatabase();
  const world = prescriptionWorld(db);
  const as = testServer(db, () => world.routes);
  const fang = someone('pharmacist');
  world.license(fang);
  const who = { lin: someone('patient') };
  const people = new Map<string, Actor>();
  const server = createServer();
  const at = { origin: '' };
  beforeAll(async () => {
    const app = createHttp({
      db,
      crypto: httpCrypto,
      routes: world.routes,
      webhooks: [],
      authenticate: async (token) => people.get(token)!,
      log: silentLog,
      metrics: createMetrics(),
      production: false,
    });
    server.on('request', app.callback() as never);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    at.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());
  beforeEach(() => {
    who.lin = someone('patient');
  });

  async function upload(
    bytes: Uint8Array,
    patient = who.lin,
    { query = '', form }: { query?: string; form?: FormData } = {},
  ) {
    people.set(patient.id, patient);
    const answer = await fetch(`${at.origin}/api/prescription-images${query}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${patient.id}`,
        ...(form ? {} : { 'content-type': 'application/octet-stream' }),
      },
      body: form ?? new Uint8Array(bytes),
    });
    return (await answer.json()) as images.UploadedImage & { code?: string };
  }
  async function submit(
    given: Partial<{ imageIds: string[]; issuedOn: string; personId: string; replacesId: string }> = {},
    patient = who.lin,
  ) {
    const imageIds = given.imageIds ?? [(await upload(await jpeg(), patient)).id];
    return as(patient)(images.submitPrescriptionImages, {
      personId: REGISTERED[0]!.id,
      institution: '演示医院',
      issuedOn: TODAY,
      ...given,
      imageIds,
    });
  }
  async function approved(id: string) {
    await as(fang)(desk.claimPrescription, { id });
    await as(fang)(images.transcribePrescription, { id, ...transcription });
    await as(fang)(desk.approvePrescription, { id, ...APPROVAL });
  }
  return { db, world, as, fang, who, at, upload, submit, approved };
}
