/** One patient through all seven steps over HTTP, on the demo city, every system outside a simulator of its own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as catalogue from '@xinglin/shared/catalogue/contract';
import * as delivery from '@xinglin/shared/delivery/contract';
import * as health from '@xinglin/shared/health-record/contract';
import { listTraceCodes } from '@xinglin/shared/inventory/contract';
import { decideConsent } from '@xinglin/shared/identity/contract';
import { shanghaiDate, shanghaiTime } from '@xinglin/shared/kernel/time';
import * as medication from '@xinglin/shared/medication/contract';
import { listMessages } from '@xinglin/shared/notification/contract';
import * as order from '@xinglin/shared/order/contract';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as payment from '@xinglin/shared/payment/contract';
import * as prescription from '@xinglin/shared/prescription/contract';
import { checkDispensing } from '@xinglin/shared/prescription/desk-contract';
import * as reviews from '@xinglin/shared/prescription/review-contract';
import * as pricing from '@xinglin/shared/pricing/contract';
import { getRewards } from '@xinglin/shared/reward/contract';
import { getHomeScreen, getTrackingScreen } from '@xinglin/shared/screens/patient';
import { findNearbyStores } from '@xinglin/shared/store/contract';
import * as triage from '@xinglin/shared/triage/contract';
import { operationsOf, statusOf } from './access.ts';
import { freshProduct, signingPassword, staffPerson, until, wechatPerson, type Person } from './product.ts';

const HOME = { lng: 121.4372, lat: 31.1949 };
const ON_THE_WAY = { lng: 121.4385, lat: 31.1938 };
const address = { text: '徐家汇某小区 1 号楼 101', point: HOME, contactName: '林晓', phone: '19900000101' };
let product: Awaited<ReturnType<typeof freshProduct>>;
let patient: Person;

beforeAll(async () => {
  product = await freshProduct();
  patient = await wechatPerson(product, 'wx-demo-lin-xiao');
  await patient.call(decideConsent, { purpose: 'health_record', granted: true });
}, 300_000);
afterAll(async () => {
  await product?.stop();
});

async function payInWechat(orderId: string) {
  const { params } = await patient.call(payment.startPayment, { orderId });
  const { prepayId: _, ...fields } = params!;
  const answer = await fetch(`${product.controls['wechat-pay']!.origin}/__client/request-payment`, {
    method: 'POST',
    body: JSON.stringify(fields),
  });
  expect(answer.status).toBe(200);
  return until(
    () => patient.call(order.getOrder, { id: orderId }),
    ({ status }) => status === 'paid',
  );
}

/** Every lot of the parcel with the codes of boxes that stand on the shelf. */
async function boxesOf(clerk: Person, { lines }: storeParcel.StoreParcel) {
  const picks = [];
  for (const line of lines)
    for (const { batchId, quantity, toScan } of line.picks) {
      const { codes } = await clerk.call(listTraceCodes, { id: batchId });
      expect(codes.length).toBeGreaterThanOrEqual(toScan);
      picks.push({ lineId: line.id, batchId, quantity, codes: codes.slice(0, toScan) });
    }
  return picks;
}

/** The store picks and seals, a rider carries it to the door. Returns what the patient saw on the way. */
async function fulfil(orderId: string, rider: Person) {
  const seen: string[] = [];
  const { parcels } = await until(
    () => patient.call(order.getOrder, { id: orderId }),
    (it) => it.parcels.every(({ deliveryId }) => deliveryId),
  );
  for (const { id, storeName, deliveryId, parcelNo } of parcels) {
    const clerk = await staffPerson(product, { store: storeName });
    const parcel = await clerk.call(storeParcel.getStoreParcel, { id });
    await clerk.call(storeParcel.pickParcel, { id, picks: await boxesOf(clerk, parcel) });
    const sealNo = `SEAL-${parcelNo.slice(-6).toUpperCase()}`;
    await clerk.call(storeParcel.sealParcel, { id, sealNo });

    const desk = await rider.call(delivery.setRiderOnline, { online: true, point: ON_THE_WAY });
    expect(JSON.stringify(desk)).not.toContain(parcel.lines[0]!.name);
    await rider.call(delivery.acceptDelivery, { id: deliveryId! });
    const screen = await until(
      () => patient.call(getTrackingScreen, { orderId }),
      ({ leaflets }) => leaflets.available && leaflets.data.length > 0,
    );
    if (screen.leaflets.available)
      seen.push(...screen.leaflets.data.map(({ leaflet }) => leaflet.dosageAdult));
    await rider.call(delivery.arriveAtStore, { id: deliveryId! });
    await rider.call(delivery.pickUpParcel, { id: deliveryId!, sealNo });
    const at = new Date().toISOString();
    await rider.call(delivery.reportPosition, {
      points: [{ at, lng: 121.4385, lat: 31.1938, accuracyM: 8 }],
    });
    const tracking = await patient.call(delivery.getTracking, { id: deliveryId! });
    expect(tracking.riderPoint).toMatchObject(ON_THE_WAY);
    const { parcels: now } = await patient.call(order.getOrder, { id: orderId });
    const receiptCode = now.find((each) => each.id === id)!.receiptCode!;
    await rider.call(delivery.deliverParcel, { id: deliveryId!, receiptCode });
    const after = await patient.call(delivery.getTracking, { id: deliveryId! });
    expect(after.riderPoint).toBeNull();
  }
  return seen;
}

describe('a sore throat, from the first word to the points', () => {
  let orderId: string;
  let drugId: string;

  it('is self-care with reasons and OTC options that fit', async () => {
    const { call } = patient;
    let episode = await call(triage.startEpisode, {
      text: '嗓子疼、流鼻涕两天,低烧',
      subject: { who: 'self', age: { years: 31 }, sex: 'F', pregnant: false, breastfeeding: false },
    });
    while (episode.status === 'asking')
      episode = await call(triage.answerQuestion, {
        id: episode.id,
        questionId: episode.question!.id,
        answer: null,
      });
    expect(episode.result).toMatchObject({ urgency: 'self_care', shopAllowed: true });
    await call(triage.keepEpisode, { id: episode.id });
    expect(episode.result!.reasons.length).toBeGreaterThan(0);
    expect(episode.result!.options.length).toBeGreaterThan(0);
    drugId = episode.result!.options[0]!.drugId!;
    expect(drugId).toBeTruthy();
  });

  it('finds stores within 3 km that have it now', async () => {
    const { stores, radiusM } = await patient.call(findNearbyStores, { ...HOME, drugIds: [drugId] });
    expect(radiusM).toBe(3000);
    expect(stores.filter(({ hasAll }) => hasAll).length).toBeGreaterThan(0);
    expect(stores.every(({ distanceM }) => distanceM <= 3000)).toBe(true);
  });

  it('gets the cheapest plan against the best single store, and buys it', async () => {
    const plan = await patient.call(pricing.makePlan, {
      lines: [{ drugId, quantity: 2 }],
      destination: HOME,
    });
    const cheapest = plan.options.find(({ labels }) => labels.includes('cheapest'))!;
    expect(cheapest.proven).toBe(true);
    for (const { totalFen, parcels, platformCouponOffFen } of plan.options)
      expect(parcels.reduce((sum, { payableFen }) => sum + payableFen, 0) - platformCouponOffFen).toBe(
        totalFen,
      );
    expect(Math.min(...plan.options.map(({ totalFen }) => totalFen))).toBe(cheapest.totalFen);

    const key = { idempotencyKey: `walk-${Date.now()}` };
    const input = { planId: plan.id, optionKey: cheapest.key, address, acceptsNoReturn: true as const };
    const [first, again] = [
      await patient.call(order.placeOrder, input, key),
      await patient.call(order.placeOrder, input, key),
    ];
    expect(again.id).toBe(first.id);
    expect(first).toMatchObject({ status: 'unpaid', totalFen: cheapest.totalFen });
    orderId = first.id;
    const home = await patient.call(getHomeScreen, {});
    expect(home.activeOrders).toMatchObject({ available: true, data: [{ id: orderId }] });
    expect(await payInWechat(orderId)).toMatchObject({ status: 'paid' });
  });

  it('is picked, sealed, carried and received, with leaflet and warnings on the way', async () => {
    const rider = await wechatPerson(product, 'wx-demo-rider-1', 'rider');
    const leaflets = await fulfil(orderId, rider);
    expect(leaflets[0]!.length).toBeGreaterThan(3);
    await until(
      () => patient.call(order.getOrder, { id: orderId }),
      ({ status }) => status === 'completed',
    );
  });

  it('becomes a plan, a dose that falls due and is ticked off, and a follow-up with points', async () => {
    const { call } = patient;
    const { plans } = await until(
      () => call(medication.getMedication, {}),
      (it) => it.plans.length > 0,
    );
    const [now, today] = [new Date(), shanghaiDate(new Date())];
    const id = plans[0]!.id;
    await call(medication.confirmMedicationPlan, {
      id,
      times: [shanghaiTime(now)],
      days: 1,
      startsOn: today,
    });
    const { today: doses } = await until(
      () => call(medication.getMedication, {}),
      (it) => it.today.some(({ status }) => status === 'due'),
    );
    const due = doses.find(({ status }) => status === 'due')!;
    expect(await call(medication.takeDose, { id: due.id })).toMatchObject({ status: 'taken' });
    const { pointsEarned } = await call(medication.followUp, { id, feeling: 'better', endCourse: true });
    const { balance } = await until(
      () => call(getRewards, {}),
      (it) => it.balance > 0,
    );
    expect(balance).toBe(pointsEarned);
  });

  it('stands in the health record and goes out as FHIR R4', async () => {
    const record = await until(
      () => patient.call(health.getHealthRecord, {}),
      ({ entries }) =>
        ['triage', 'dispense', 'plan', 'dose', 'follow_up'].every((kind) =>
          entries.some((e) => e.kind === kind),
        ),
    );
    expect(record.consented).toBe(true);
    const bundle = await patient.call(health.exportHealthRecord, {});
    const types = bundle.entry.map(({ resource }) => resource.resourceType);
    expect(types).toEqual(
      expect.arrayContaining(['Patient', 'MedicationDispense', 'MedicationAdministration']),
    );
    const { items } = await patient.call(listMessages, {});
    expect(items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['order_paid', 'leaflet', 'dose_due']),
    );
  });
});

describe('a prescription drug', () => {
  it('is withheld, reviewed by a pharmacist, and only then sold', async () => {
    const { call } = patient;
    const submitted = await call(prescription.submitPrescription, {
      traceCode: 'RX202611220001',
      patientName: '林晓',
    });
    expect(submitted).toMatchObject({ status: 'submitted', items: null });
    const { items } = await call(catalogue.searchDrugs, { q: '阿莫西林胶囊' });
    const rx = items.filter(({ genericName }) => genericName === '阿莫西林胶囊');
    expect(rx.length).toBeGreaterThan(0);
    for (const card of rx) expect(card).toMatchObject({ picture: null, category: null, purchasable: false });
    const page = await call(catalogue.getDrug, { id: rx[0]!.id });
    expect(page).toMatchObject({ leaflet: null, ingredients: null, notice: catalogue.RX_NOTICE });
    await expect(
      call(pricing.makePlan, { lines: [{ drugId: rx[0]!.id, quantity: 1 }], destination: HOME }),
    ).rejects.toMatchObject({ code: 'PRESCRIPTION_NEEDED' });

    const pharmacist = await wechatPerson(product, 'wx-demo-pharmacist-1', 'pharmacist');
    const review = await pharmacist.call(reviews.claimPrescription, { id: submitted.id });
    expect(review.notCovered.length).toBeGreaterThan(0);
    const checked = reviews.CHECK_ITEMS.map(([code]) => code);
    await pharmacist.call(reviews.approvePrescription, {
      id: submitted.id,
      checked,
      proof: { kind: 'password', value: signingPassword(product, 'demo-pharmacist-1') },
    });

    const approved = await call(prescription.getPrescription, { id: submitted.id });
    expect(approved).toMatchObject({ status: 'approved', pharmacist: { licenceNo: expect.any(String) } });
    const { drugId } = approved.items!.find((item) => item.drugId)!;
    expect((await call(catalogue.getDrug, { id: drugId! })).leaflet).not.toBeNull();
    const plan = await call(pricing.makePlan, {
      lines: [{ drugId: drugId!, quantity: 1 }],
      destination: HOME,
      prescriptionId: submitted.id,
    });
    const placed = await call(order.placeOrder, {
      planId: plan.id,
      optionKey: plan.options[0]!.key,
      address,
      acceptsNoReturn: true,
    });
    expect(await payInWechat(placed.id)).toMatchObject({ status: 'paid', prescriptionId: submitted.id });

    const { id, storeName } = placed.parcels[0]!;
    const [clerk, second] = await Promise.all(
      product.staff
        .filter(({ store }) => store === storeName)
        .map(({ username }) => staffPerson(product, { username })),
    );
    const parcel = await clerk!.call(storeParcel.getStoreParcel, { id });
    await clerk!.call(storeParcel.pickParcel, { id, picks: await boxesOf(clerk!, parcel) });
    const seal = () => clerk!.call(storeParcel.sealParcel, { id, sealNo: 'SEAL-RX-0001' });
    await expect(seal()).rejects.toMatchObject({ code: 'DISPENSING_NOT_CHECKED' });
    const check = (who: Person, onlyPersonReason?: string) =>
      who.call(checkDispensing, { orderId: placed.id, ...(onlyPersonReason && { onlyPersonReason }) });
    await expect(check(clerk!)).rejects.toMatchObject({ code: 'SAME_PERSON_CHECKS' });
    // Not every store of the demo city has two clerks.
    await (second ? check(second) : check(clerk!, '夜班只有一人在岗'));
    expect(await seal()).toMatchObject({ status: 'sealed', dispensing: { pickedByMe: true } });
  });
});

it('a red flag leads to 120 and to nothing that could be bought', async () => {
  const episode = await patient.call(triage.startEpisode, {
    text: '胸口压着疼、出冷汗',
    subject: { who: 'self', age: { years: 58 }, sex: 'M' },
  });
  expect(episode).toMatchObject({ status: 'concluded', question: null });
  expect(episode.result).toMatchObject({ urgency: 'emergency', options: [], shopAllowed: false });
  expect(JSON.stringify(episode.result!.whatToDo)).toContain('120');
});

it('every endpoint lets in exactly the roles it declares', async () => {
  const operations = await operationsOf(product.origin);
  expect(operations.length).toBeGreaterThan(60);
  const people = {
    patient,
    rider: await wechatPerson(product, 'wx-demo-rider-2', 'rider'),
    pharmacist: await wechatPerson(product, 'wx-demo-pharmacist-2', 'pharmacist'),
    store_staff: await staffPerson(product, { username: product.staff.find(({ store }) => store)!.username }),
    compliance_officer: await staffPerson(product, { username: product.staff.at(-1)!.username }),
  };
  const wrong: string[] = [];
  for (const operation of operations.filter(({ access }) => access !== 'public')) {
    const name = `${operation.method} ${operation.path}`;
    if ((await statusOf(product.origin, operation)) !== 401) wrong.push(`${name} answers without a token`);
    for (const [role, { token }] of Object.entries(people)) {
      if (operation.access.includes(role as 'patient')) continue;
      if ((await statusOf(product.origin, operation, token)) !== 403) wrong.push(`${name} lets ${role} in`);
    }
  }
  expect(wrong).toEqual([]);
});
