import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sm2 } from 'sm-crypto-v2';
import { UntrustedPrescription } from '../../capabilities/prescription/ports.ts';
import { startSimulator, type RunningSimulator } from '../testing.ts';
import { prescriptionPlatformClient, type PrescriptionPlatformOptions } from './client.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

let sim: RunningSimulator;
let platform: ReturnType<typeof prescriptionPlatformClient>;
const made: ReturnType<typeof prescriptionPlatformClient>[] = [];

beforeAll(async () => {
  sim = await startSimulator('prescription-platform');
  platform = client();
});
afterEach(() => sim.control('reset'));
afterAll(async () => {
  await Promise.all(made.map((each) => each.disconnect()));
  await sim?.stop();
});
function client(change: Partial<PrescriptionPlatformOptions> = {}) {
  const secrets = sim.credentials.prescriptionPlatform;
  made.push(
    prescriptionPlatformClient({
      baseUrl: sim.baseUrl,
      appId: secrets.appId,
      appSecret: secrets.appSecret,
      privateKey: secrets.pharmacyPrivateKey,
      publicKey: secrets.pharmacyPublicKey,
      platformPublicKey: secrets.platformPublicKey,
      prescriberKeys: { [secrets.prescriberCertSerial]: secrets.prescriberPublicKey },
      ...change,
    }),
  );
  return made.at(-1)!;
}

const NAME = '林小满';
const [VALID, EXPIRED, REVOKED, ALTERED] = [
  'RX202611220001',
  'RX202611220003',
  'RX202611220004',
  'RX202611220005',
];
const find = (traceCode: string, patientName = NAME) => platform.find({ traceCode, patientName });
const issue = async (body: object = {}) =>
  (await sim.control<{ traceCode: string }>('issue', body)).traceCode;
const unavailable = { code: 'UPSTREAM_UNAVAILABLE', extra: { upstream: 'prescription-platform' } };
const report = (storeCode: string) => ({
  storeCode,
  pharmacist: { name: '沈静安', licenceNo: '演示药师9001' },
  dispensedAt: '2026-11-22T12:00:00.000Z',
  items: [{ genericName: '阿莫西林胶囊', strength: '0.25g', quantity: 24, unit: '粒', batchNo: 'B1' }],
});

describe('a prescription on the platform', () => {
  it('is found by its trace code and the name it was written for, with the signature checked', async () => {
    const found = await find(VALID);
    expect(found).toMatchObject({
      traceCode: VALID,
      patient: { name: NAME, sex: 'female', birthDate: '1995-05-21' },
      diagnoses: [{ code: 'J03.9' }],
      items: [
        {
          genericName: '阿莫西林胶囊',
          strength: '0.25g',
          quantity: 24,
          unit: '粒',
          dose: 2,
          timesPerDay: 3,
          days: 4,
          route: 'oral',
        },
      ],
      signature: { alg: 'SM2-SM3', verified: true },
    });
    expect(found!.patient.idNoMasked).toMatch(/^310\*{11}\d{4}$/);
    expect(Date.parse(found!.validUntil)).toBeGreaterThan(Date.now() + 48 * 3_600_000);
  });

  it('is not shown to someone with another name or number', async () => {
    expect(await find(VALID, '陈语桐')).toBeUndefined();
    expect(await platform.find({ traceCode: VALID, patientName: NAME, idNoLast4: 'XXXX' })).toBeUndefined();
    const { idNoMasked } = (await find(VALID))!.patient;
    const same = { traceCode: VALID, patientName: NAME, idNoLast4: idNoMasked.slice(-4) };
    expect(await platform.find(same)).toMatchObject({ traceCode: VALID });
  });

  it('is not found under a code nobody issued', async () => {
    expect(await find('RX000000000000')).toBeUndefined();
  });

  it('is refused when it was altered after the doctor signed', async () => {
    await expect(find(ALTERED)).rejects.toBeInstanceOf(UntrustedPrescription);
  });

  it('is refused when signed by a doctor we do not know, or by another key under a known serial', async () => {
    const { prescriberCertSerial } = sim.credentials.prescriptionPlatform;
    const query = { traceCode: VALID, patientName: NAME };
    await expect(client({ prescriberKeys: {} }).find(query)).rejects.toBeInstanceOf(UntrustedPrescription);
    const other = { [prescriberCertSerial]: sm2.generateKeyPairHex().publicKey };
    await expect(client({ prescriberKeys: other }).find(query)).rejects.toBeInstanceOf(UntrustedPrescription);
  });

  it('is refused when the platform answers with another one, however well it is signed', async () => {
    const [mine, other] = [await issue(), await issue()];
    await sim.control(`swap?traceCode=${mine}&with=${other}`);
    await expect(find(mine)).rejects.toBeInstanceOf(UntrustedPrescription);
    expect(await find(other)).toMatchObject({ traceCode: other });
  });

  it('may be written anew by the hospital with other items', async () => {
    const traceCode = await issue({ patientName: '王某', course: 'amlodipine' });
    expect(await find(traceCode, '王某')).toMatchObject({
      items: [{ genericName: '苯磺酸氨氯地平片', days: 28 }],
    });
  });
});

describe('claiming', () => {
  it('gives it to exactly one of twenty stores that reach for it together', async () => {
    const traceCode = await issue();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => platform.claim(traceCode, `S${i}`, `order-${i}`)),
    );
    expect(answers.filter((answer) => answer === 'claimed')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(19);
  });

  it('is the same claim when asked again with the same key, also after the connection broke and the platform restarted', async () => {
    const traceCode = await issue();
    await sim.control('dropAfterCommit');
    expect(await platform.claim(traceCode, 'S001', 'order-1')).toBe('claimed');
    await sim.restart();
    expect(await platform.claim(traceCode, 'S001', 'order-1')).toBe('claimed');
    expect(await platform.claim(traceCode, 'S001', 'order-2')).toBe('taken');
    const claims = (await sim.ledger('claimed')).filter((entry) => entry['traceCode'] === traceCode);
    expect(claims).toHaveLength(1);
  });

  it('says what is expired or revoked', async () => {
    expect(await platform.claim(EXPIRED, 'S001', 'order-3')).toBe('expired');
    expect(await platform.claim(REVOKED, 'S001', 'order-4')).toBe('revoked');
    const traceCode = await issue();
    await sim.control(`revoke?traceCode=${traceCode}`);
    expect(await platform.claim(traceCode, 'S001', 'order-5')).toBe('revoked');
  });

  it('can be given back, so that another store may have it', async () => {
    const traceCode = await issue();
    await platform.claim(traceCode, 'S001', 'order-6');
    await platform.release(traceCode);
    await platform.release(traceCode);
    expect(await platform.claim(traceCode, 'S002', 'order-7')).toBe('claimed');
  });
});

describe('dispensing', () => {
  it('uses it up once, however often it is reported', async () => {
    const traceCode = await issue();
    await platform.claim(traceCode, 'S001', 'order-8');
    await platform.reportDispensed(traceCode, report('S001'));
    await platform.reportDispensed(traceCode, report('S001'));
    expect((await sim.ledger('dispensed')).filter((entry) => entry['traceCode'] === traceCode)).toHaveLength(
      1,
    );
    await expect(platform.release(traceCode)).rejects.toMatchObject(unavailable);
  });

  it('is refused to a store that did not claim it', async () => {
    const traceCode = await issue();
    await platform.claim(traceCode, 'S001', 'order-9');
    await expect(platform.reportDispensed(traceCode, report('S002'))).rejects.toMatchObject(unavailable);
  });
});

describe('the door between us and the platform', () => {
  it('opens only to our own key, secret and clock', async () => {
    const query = { traceCode: VALID, patientName: NAME };
    const stranger = sm2.generateKeyPairHex();
    for (const change of [
      { privateKey: stranger.privateKey, publicKey: stranger.publicKey },
      { appSecret: '0'.repeat(32) },
      { now: () => new Date(Date.now() - 301_000) },
    ])
      await expect(client(change).find(query)).rejects.toMatchObject(unavailable);
  });

  it('lets in no answer that the platform did not sign', async () => {
    const query = { traceCode: VALID, patientName: NAME };
    const platformPublicKey = sm2.generateKeyPairHex().publicKey;
    await expect(client({ platformPublicKey }).find(query)).rejects.toMatchObject(unavailable);
  });

  it.each(['http500', 'html502', 'reset'])('is tried again on %s', async (kind) => {
    await sim.control(`failNext?kind=${kind}`);
    // A gateway page with status 502 is no answer, so the keyed call goes out once more.
    expect(await find(VALID)).toMatchObject({ traceCode: VALID });
  });

  it('says that the platform is away when it is busy', async () => {
    await sim.control('failNext?kind=busy');
    await expect(find(VALID)).rejects.toMatchObject(unavailable);
  });
});
