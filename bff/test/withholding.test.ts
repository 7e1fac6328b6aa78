/**
 * Before a prescription is approved the server gives away nothing of a prescription drug but its name: asked of every endpoint a
 * patient may read, of search and its suggestions, and of the socket, in the running product. New endpoints are asked by themselves.
 */
import sharp from 'sharp';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as catalogue from '@xinglin/shared/catalogue/contract';
import { decideConsent } from '@xinglin/shared/identity/contract';
import { makePlan } from '@xinglin/shared/pricing/contract';
import * as prescription from '@xinglin/shared/prescription/contract';
import {
  UploadedImage,
  submitPrescriptionImages,
  transcribePrescription,
} from '@xinglin/shared/prescription/images';
import { getDecisionRecord } from '@xinglin/shared/prescription/record';
import * as desk from '@xinglin/shared/prescription/review-contract';
import { startConsultation } from '@xinglin/shared/consultation/contract';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { listPersons } from '@xinglin/shared/identity/person';
import { placeOrder } from '@xinglin/shared/order/contract';
import { findNearbyStores } from '@xinglin/shared/store/contract';
import * as triage from '@xinglin/shared/triage/contract';
import { freshProduct, wechatPerson, type Person } from './product.ts';
import { leaksIn, rxNames, rxSentences } from './withheld.ts';

const HOME = { lng: 121.4372, lat: 31.1949 };
const address = { text: '徐家汇某小区 1 号楼 101', point: HOME, contactName: '林晓', phone: '19900000101' };
let product: Awaited<ReturnType<typeof freshProduct>>;
let patient: Person;
let pharmacist: Person;
let socket: Socket;
const told: unknown[] = [];
const rxIds = new Set<string>();
const ids: string[] = [];

beforeAll(async () => {
  product = await freshProduct();
  patient = await wechatPerson(product, 'wx-demo-lin-xiao');
  pharmacist = await wechatPerson(product, 'wx-demo-pharmacist-1', 'pharmacist');
  await patient.call(decideConsent, { purpose: 'health_record', granted: true });
  socket = io(product.origin, { auth: { token: patient.token }, transports: ['websocket'] });
  socket.onAny((...event) => void told.push(event));
  await new Promise((connected) => socket.once('connect', () => connected(undefined)));
}, 300_000);
afterAll(async () => {
  socket?.close();
  await product?.stop();
});

const leaks: string[] = [];
/** Notes what an answer gives away, and returns it. */
function looked<T>(where: string, answer: T): T {
  for (const leak of leaksIn(answer, rxIds)) leaks.push(`${where}: ${leak}`);
  return answer;
}

it('knows what must not be said', () => {
  expect(rxSentences.length).toBeGreaterThan(100);
  const open = {
    items: [{ drugId: 'rx', picture: 'tablet', purchasable: true, text: `…${rxSentences[0]}…` }],
  };
  expect(leaksIn(open, new Set(['rx']))).toHaveLength(3);
  expect(leaksIn(open, new Set(['other']))).toHaveLength(1);
});

it('search, by whatever words, and drug pages say the name and the notice', async () => {
  const asked = [...rxNames, ...rxNames.map((name) => name.slice(0, 2)), 'amlq', '高血压', '感染', '降糖'];
  for (const q of asked) {
    const { items } = await patient.call(catalogue.searchDrugs, { q });
    for (const { id, class: kind } of items) if (kind === 'rx') rxIds.add(id);
    looked(`search ${q}`, items);
  }
  expect(rxIds.size).toBeGreaterThan(100);
  for (const id of rxIds) looked('drug page', await patient.call(catalogue.getDrug, { id }));
  ids.push([...rxIds][0]!);
  expect(leaks).toEqual([]);
}, 120_000);

it('no endpoint a patient may read gives it away, whatever the patient has under way', async () => {
  const { call } = patient;
  const [rxId] = [...rxIds];
  looked('nearby', await call(findNearbyStores, { ...HOME, drugIds: [...rxIds].slice(0, 5) }));
  const episode = await call(triage.startEpisode, {
    text: '尿频尿痛两天，以前医生开过左氧氟沙星',
    subject: { who: 'self', age: { years: 31 }, sex: 'F', pregnant: false, breastfeeding: false },
  });
  ids.push(looked('triage', episode).id);
  await call(makePlan, { lines: [{ drugId: rxId!, quantity: 1 }], destination: HOME }).catch(
    (error: unknown) => looked('refused plan', JSON.parse(JSON.stringify(error)) as unknown),
  );
  const otc = (await call(catalogue.searchDrugs, { q: '布洛芬' })).items.find((each) => each.purchasable)!;
  const plan = looked(
    'plan',
    await call(makePlan, { lines: [{ drugId: otc.id, quantity: 1 }], destination: HOME }),
  );
  const placed = await call(placeOrder, {
    planId: plan.id,
    optionKey: plan.options[0]!.key,
    address,
    acceptsNoReturn: true,
  });
  const submitted = await call(prescription.submitPrescription, {
    traceCode: 'RX202611220001',
    patientName: '林晓',
  });
  ids.push(otc.id, plan.id, placed.id, looked('submitted prescription', submitted).id);
  ids.push(await photographed(), await refused());

  const asked = await everyReadable(product.origin);
  expect(asked.length).toBeGreaterThan(25);
  let answered = 0;
  const seen = new Set<string>();
  for (const path of asked) {
    const response = await fetch(product.origin + path, {
      headers: { authorization: `Bearer ${patient.token}` },
    });
    if (response.ok) {
      answered += 1;
      seen.add(path.replace(/[\da-f]{8}-[\da-f-]{27}/g, ':id').replace(/\?.*/, ''));
    }
    looked(path, await response.json());
    // Who is not signed in learns no more than who is.
    looked(`${path} (nobody)`, await (await fetch(product.origin + path)).json());
  }
  expect(answered).toBeGreaterThan(20);
  for (const path of [
    '/identity/persons',
    '/consultations',
    '/prescriptions/:id/images',
    '/prescriptions/:id/record',
    '/prescriptions/:id',
    '/health-record/export',
    '/messages',
    '/orders/:id',
    '/screens/home',
    '/screens/tracking/:id',
  ])
    expect([...seen]).toContain(`/api${path}`);
  expect(leaks).toEqual([]);
}, 120_000);

it('what the socket says is a topic and an id, and no more', () => {
  expect(told.length).toBeGreaterThan(0);
  for (const [, event] of told as [string, object][])
    expect(Object.keys(event).every((key) => ['topic', 'id', 'orderId'].includes(key))).toBe(true);
  looked('socket', told);
  expect(leaks).toEqual([]);
});

/** A photograph a pharmacist has written a drug down from, and not yet decided on. */
async function photographed(): Promise<string> {
  const { call, token } = patient;
  const { persons } = await call(listPersons, {});
  const picture = { width: 900, height: 1200, channels: 3, background: '#f4f1ea' } as const;
  const uploaded = await fetch(`${product.origin}/api/prescription-images`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(await sharp({ create: picture }).jpeg().toBuffer()),
  });
  const image = UploadedImage.parse(await uploaded.json());
  const asked = { personId: persons[0]!.id, institution: '演示医院', issuedOn: shanghaiDate(Date.now()) };
  const { id } = looked(
    'photographs',
    await call(submitPrescriptionImages, { ...asked, imageIds: [image.id] }),
  );
  const { items } = await call(catalogue.searchDrugs, { q: '阿莫西林胶囊' });
  const { id: drugId, genericName } = items.find((each) => each.class === 'rx')!;
  await pharmacist.call(desk.claimPrescription, { id });
  const use = {
    quantity: 24,
    dose: 2,
    timesPerDay: 3,
    timing: 'after_meal',
    days: 4,
    route: 'oral',
  } as const;
  await pharmacist.call(transcribePrescription, {
    id,
    prescriber: { name: '郑怀瑾', department: '全科医学科', institution: '演示医院' },
    diagnoses: [{ code: '', name: '急性扁桃体炎' }],
    issuedOn: asked.issuedOn,
    extendedDays: 0,
    items: [{ genericName, drugId, ...use }],
  });
  await call(startConsultation, {
    personId: persons[0]!.id,
    complaint: '血压平稳，药快用完了',
    diagnosis: '高血压',
    lastVisit: { institution: '演示医院', on: asked.issuedOn },
  });
  return id;
}

/** Decided against: its record may be read, and still names no drug. */
async function refused(): Promise<string> {
  const asked = { traceCode: 'RX202611220002', patientName: '林晓' };
  const { id } = await patient.call(prescription.submitPrescription, asked);
  await pharmacist.call(desk.claimPrescription, { id });
  await pharmacist.call(desk.rejectPrescription, { id, reason: 'over_dose', note: '剂量请医生核对' });
  const it = await patient.call(getDecisionRecord, { id });
  expect(it.decision).toMatchObject({ verdict: 'rejected' });
  return id;
}

/** Every GET a patient may make, with every id the patient has come across and plain query values. */
async function everyReadable(origin: string): Promise<string[]> {
  const answer = await fetch(`${origin}/docs/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, { get?: Operation }> };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get || !(get['x-access'] === 'public' || get['x-access'].includes('patient'))) return [];
    const query = (get.parameters ?? [])
      .filter((each) => each.in === 'query' && (each.required || each.name in QUERY))
      .map(({ name }) => `${name}=${encodeURIComponent(QUERY[name] ?? '')}`)
      .join('&');
    const filled = path.includes('{') ? ids.map((id) => path.replace(/\{\w+\}/g, id)) : [path];
    return filled.map((each) => (query ? `${each}?${query}` : each));
  });
}
type Operation = {
  'x-access': 'public' | string[];
  parameters?: { name: string; in: string; required?: boolean }[];
};
const QUERY: Record<string, string> = { q: '阿莫西林', lng: String(HOME.lng), lat: String(HOME.lat) };
