import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { FollowUp } from '../../capabilities/consultation/ports.ts';
import { prescriptionPlatformClient } from '../prescription-platform/client.ts';
import { startSimulator, type RunningSimulator } from '../testing.ts';
import { internetHospitalClient } from './client.ts';
import { consultationSecret } from './simulator.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

let sim: RunningSimulator;
let platformSim: RunningSimulator;
let hospital: ReturnType<typeof internetHospitalClient>;
let platform: ReturnType<typeof prescriptionPlatformClient>;

beforeAll(async () => {
  platformSim = await startSimulator('prescription-platform');
  const folder = platformSim.credentialsFile;
  const args = ['--platform', platformSim.baseUrl, '--answer-seconds', '0'];
  sim = await startSimulator('consultation', { args, credentialsFile: folder });
  hospital = internetHospitalClient({ baseUrl: sim.baseUrl, appSecret: consultationSecret(sim.credentials) });
  const secrets = sim.credentials.prescriptionPlatform;
  platform = prescriptionPlatformClient({
    baseUrl: platformSim.baseUrl,
    appId: secrets.appId,
    appSecret: secrets.appSecret,
    privateKey: secrets.pharmacyPrivateKey,
    publicKey: secrets.pharmacyPublicKey,
    platformPublicKey: secrets.platformPublicKey,
    prescriberKeys: { [secrets.prescriberCertSerial]: secrets.prescriberPublicKey },
  });
});
afterAll(async () => {
  await Promise.all([hospital?.disconnect(), platform?.disconnect()]);
  await sim?.stop();
  await platformSim?.stop();
});

const followUp = (given: Partial<FollowUp> = {}): FollowUp => ({
  patient: { name: '徐建铭', sex: 'male', birthDate: '1980-02-27', idNo: '310100198002270019' },
  guardianPresent: false,
  complaint: '血压稳定，药快吃完了',
  diagnosis: '原发性高血压',
  lastVisit: { institution: '演示市第一医院', on: '2026-10-20' },
  ...given,
});
const unavailable = { code: 'UPSTREAM_UNAVAILABLE' };

it('is answered by a doctor with a licence, and the prescription is found on the platform, signed', async () => {
  await hospital.ask('c-1', followUp());
  const answer = await hospital.answerOf('c-1');
  if (answer.state !== 'prescribed') throw new Error(answer.state);
  expect(answer.doctor.licenceNo).toMatch(/^演示医师\d+$/);
  expect(answer.doctor.institution).toBe('演示互联网医院');
  const found = await platform.find({ traceCode: answer.traceCode, patientName: '徐建铭' });
  expect(found).toMatchObject({ prescriber: { name: answer.doctor.name }, signature: { verified: true } });
});

it('is one follow-up and one prescription however often it is asked and looked at', async () => {
  await hospital.ask('c-2', followUp());
  await hospital.ask('c-2', followUp());
  const [one, two] = [await hospital.answerOf('c-2'), await hospital.answerOf('c-2')];
  expect(two).toEqual(one);
  const uploads = await platformSim.ledger('uploaded');
  expect(uploads.filter((entry) => 'traceCode' in one && entry['traceCode'] === one.traceCode)).toHaveLength(
    1,
  );
});

it('is declined with a reason: first visit, a small child alone, a strict drug, a diagnosis to be seen in person', async () => {
  const child = { ...followUp().patient, birthDate: '2022-01-01' };
  const cases: [string, Partial<FollowUp>, RegExp][] = [
    ['d-1', { lastVisit: { institution: '', on: null } }, /首次就诊/],
    ['d-2', { patient: child }, /监护人/],
    ['d-3', { complaint: '想继续开地西泮' }, /精神药品/],
    ['d-4', { diagnosis: '胸痛待查' }, /当面检查/],
  ];
  for (const [key, given, words] of cases) {
    await hospital.ask(key, followUp(given));
    const answer = await hospital.answerOf(key);
    expect(answer).toMatchObject({ state: 'declined', words: expect.stringMatching(words) as string });
  }
});

it('opens only to our secret and clock, and believes no answer without the hospital’s signature', async () => {
  const appSecret = consultationSecret(sim.credentials);
  for (const change of [{ appSecret: '0'.repeat(64) }, { now: () => Date.now() - 301_000 }]) {
    const stranger = internetHospitalClient({ baseUrl: sim.baseUrl, appSecret, ...change });
    await expect(stranger.answerOf('c-1')).rejects.toMatchObject(unavailable);
    await stranger.disconnect();
  }
});

it.each(['http500', 'reset'])('is asked again on %s', async (kind) => {
  await sim.control(`failNext?kind=${kind}`);
  expect(await hospital.answerOf('c-1')).toMatchObject({ state: 'prescribed' });
});

it('lets nobody put a prescription on the platform that no doctor signed', async () => {
  const rx = { rxTraceCode: 'RX202611229999', patnName: '徐建铭' };
  const sign = { alg: 'SM2-SM3', certSerial: 'x', value: Buffer.from('no').toString('base64') };
  const body = JSON.stringify({ rx, sign });
  const answer = await fetch(`${platformSim.baseUrl}/hospital/rxUpload`, { method: 'POST', body });
  expect(answer.status).toBe(401);
});
