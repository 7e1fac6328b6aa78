import { randomInt } from 'node:crypto';
import type { DemoCredentials } from '../demo-credentials.ts';
import type { DemoPeople } from '../demo-people.ts';
import {
  bodyOf,
  json,
  type Handler,
  type Reply,
  type SimRequest,
  type Simulator,
  type Store,
} from '../simulator-kit.ts';
import type { Json } from '../../kernel/canonical-json.ts';
import { open, seal } from './envelope.ts';
import { COURSES, seeds, type Course, type Flaw } from './seed.ts';
import { PATHS, type WirePrescription, type WireSignature } from './wire.ts';
import { isSigned, writePrescription } from './write-prescription.ts';

type Held = {
  rx: WirePrescription;
  sign: WireSignature;
  flaw: Flaw;
  /** Issued anew when it runs out unclaimed, so that the demo city always has valid ones. */
  renews: boolean;
  claim?: { storeCode: string; key: string };
  dispensed?: Record<string, Json>;
};
export type PrescriptionPlatformState = { held: Record<string, Held> };
export const prescriptionPlatformState = (): PrescriptionPlatformState => ({ held: {} });

export type PrescriptionPlatformSimulatorOptions = {
  credentials: DemoCredentials['prescriptionPlatform'];
  people: DemoPeople;
};
type Body = Record<string, Json>;
type Doctor = ReturnType<typeof doctor>;

const HOUR_MS = 3_600_000;
const HOSPITAL = '演示市第一医院';

/** The regional e-prescription platform with the prescriptions of the demo hospital. */
export function prescriptionPlatformSimulator(
  store: Store<PrescriptionPlatformState>,
  { credentials, people }: PrescriptionPlatformSimulatorOptions,
): Simulator {
  const { state } = store;
  const issue = doctor(credentials);
  for (const { traceCode, patient, course, flaw } of seeds(people))
    state.held[traceCode] ??= { ...issue(traceCode, patient, course, flaw), flaw, renews: true };
  store.save();
  const find = (traceCode: Json | undefined) =>
    typeof traceCode === 'string' ? current(store, issue, people, traceCode) : undefined;
  const wrapped = envelopeDesk(credentials);
  return {
    routes: {
      [`POST ${PATHS.find}`]: wrapped((body) => {
        const held = find(body['rxTraceCode']);
        const theirs = held?.rx.patnName === body['patnName'];
        const last4 = body['certnoLast4'];
        if (
          !held ||
          !theirs ||
          (last4 !== undefined && (typeof last4 !== 'string' || !held.rx.certnoMask.endsWith(last4)))
        )
          return { rx: null, sign: null };
        return { rx: held.rx as unknown as Json, sign: held.sign };
      }),
      [`POST ${PATHS.claim}`]: wrapped((body) => claim(store, find(body['rxTraceCode']), body)),
      [`POST ${PATHS.release}`]: wrapped((body) => release(store, find(body['rxTraceCode']))),
      [`POST ${PATHS.upload}`]: upload(store, credentials),
      [`POST ${PATHS.dispensed}`]: wrapped((body) => dispense(store, find(body['rxTraceCode']), body)),
    },
    faults: { busy: (request) => wrapped(() => failure(9000, '系统繁忙'))(request) },
    control: control(store, issue, people),
  };
}

const failure = (code: number, message: string): Body => ({ code, message });

/** Opens what comes in as the gateway does, and seals what goes out. */
function envelopeDesk(credentials: DemoCredentials['prescriptionPlatform']) {
  const {
    appId,
    appSecret,
    pharmacyPublicKey,
    platformPrivateKey: privateKey,
    platformPublicKey: publicKey,
  } = credentials;
  return (handle: (body: Body) => Body) =>
    (request: SimRequest): Reply => {
      let body: Body;
      try {
        body = open({ appId, appSecret, publicKey: pharmacyPublicKey }, bodyOf(request), new Date()) as Body;
      } catch (error) {
        return json({ code: 4001, message: `验签失败：${error instanceof Error ? error.message : ''}` }, 401);
      }
      const answer = { code: 0, message: '成功', ...handle(body) };
      return json(seal({ appId, appSecret, privateKey, publicKey }, answer, new Date()));
    };
}

function claim({ record }: Store<PrescriptionPlatformState>, held: Held | undefined, body: Body): Body {
  const { rxTraceCode, fixmedinsCode: storeCode, claimKey: key } = body;
  if (typeof storeCode !== 'string' || typeof key !== 'string' || !storeCode || !key)
    return failure(1001, '参数缺失');
  if (!held) return failure(2001, '处方不存在');
  const answer = (rxStas: string) => ({ rxTraceCode: rxTraceCode!, rxStas });
  if (held.flaw === 'revoked') return answer('REVOKED');
  if (held.claim)
    return answer(held.claim.key === key && held.claim.storeCode === storeCode ? 'CLAIMED' : 'TAKEN');
  if (Date.parse(held.rx.valiEndTime) <= Date.now()) return answer('EXPIRED');
  held.claim = { storeCode, key };
  record('claimed', { traceCode: rxTraceCode, storeCode, key });
  return answer('CLAIMED');
}

function release({ record }: Store<PrescriptionPlatformState>, held: Held | undefined): Body {
  if (!held) return failure(2001, '处方不存在');
  if (held.dispensed) return failure(2003, '处方已调剂，不能释放');
  if (held.claim) {
    const { storeCode } = held.claim;
    delete held.claim;
    record('released', { traceCode: held.rx.rxTraceCode, storeCode });
  }
  return { rxTraceCode: held.rx.rxTraceCode };
}

function dispense({ record }: Store<PrescriptionPlatformState>, held: Held | undefined, body: Body): Body {
  if (!held) return failure(2001, '处方不存在');
  if (!held.claim || held.claim.storeCode !== body['fixmedinsCode'])
    return failure(2004, '处方未由该药店领取');
  const missing = ['pharName', 'pharPracCertNo', 'setlTime', 'rxdrugdetail'].filter((name) => !body[name]);
  if (missing.length > 0) return failure(1001, `参数缺失：${missing.join('、')}`);
  if (!held.dispensed) {
    held.dispensed = body;
    record('dispensed', { traceCode: held.rx.rxTraceCode, storeCode: held.claim.storeCode });
  }
  return { rxTraceCode: held.rx.rxTraceCode };
}

/** The prescription as of now: an unclaimed one of the demo city that ran out is issued anew. */
function current(
  { state, save }: Store<PrescriptionPlatformState>,
  issue: Doctor,
  people: DemoPeople,
  traceCode: string,
): Held | undefined {
  const held = state.held[traceCode];
  const ranOut = held && Date.parse(held.rx.valiEndTime) <= Date.now();
  if (!held?.renews || held.claim || held.flaw === 'expired' || !ranOut) return held;
  const seed = seeds(people).find((each) => each.traceCode === traceCode);
  if (!seed) return held;
  Object.assign(held, issue(traceCode, seed.patient, seed.course, seed.flaw));
  save();
  return held;
}

/** Writes and signs prescriptions as the demo hospital's doctors do. */
function doctor(credentials: DemoCredentials['prescriptionPlatform']) {
  return (traceCode: string, patient: DemoPeople['patients'][number], course: Course, flaw: Flaw) => {
    const issuedAt = Date.now() - (flaw === 'expired' ? 5 * 24 * HOUR_MS : HOUR_MS);
    const { rx, sign } = writePrescription(credentials, {
      traceCode,
      patient,
      course,
      institution: HOSPITAL,
      issuedAt,
    });
    if (flaw !== 'altered') return { rx, sign };
    // Someone doubled the amount after the doctor had signed.
    const rxdrugdetail = rx.rxdrugdetail.map((item) => ({ ...item, drugCnt: item.drugCnt * 2 }));
    return { rx: { ...rx, rxdrugdetail }, sign };
  };
}

/** A hospital hands in what its doctor wrote; only a prescriber's own signature opens the door. */
function upload(
  { state, record }: Store<PrescriptionPlatformState>,
  credentials: DemoCredentials['prescriptionPlatform'],
): Handler {
  return (request) => {
    const { rx, sign } = (bodyOf(request) ?? {}) as Pick<Held, 'rx' | 'sign'>;
    if (!rx || !sign || !isSigned(credentials, { rx, sign })) return json({ error: 'signature' }, 401);
    state.held[rx.rxTraceCode] ??= { rx, sign, flaw: 'none', renews: false };
    record('uploaded', { traceCode: rx.rxTraceCode });
    return json({ rxTraceCode: rx.rxTraceCode });
  };
}

function control(
  store: Store<PrescriptionPlatformState>,
  issue: Doctor,
  people: DemoPeople,
): Record<string, Handler> {
  const { state, record } = store;
  return {
    // What a doctor would do: {patientName?, course?, items?, diagnosis?, flaw?}; items are in the platform's own names.
    'POST /__ctl/issue': (request) => {
      const asked = (bodyOf(request) ?? {}) as Partial<Course> & {
        patientName?: string;
        course?: string;
        flaw?: Flaw;
      };
      const patient = people.patients.find(({ name }) => name === asked.patientName) ?? people.patients[0]!;
      const base = COURSES[asked.course as keyof typeof COURSES] ?? COURSES.amoxicillin;
      const course: Course = {
        ...base,
        ...(asked.items ? { items: asked.items } : {}),
        ...(asked.diagnosis ? { diagnosis: asked.diagnosis } : {}),
      };
      const traceCode = `RX${new Date().toISOString().slice(0, 10).replaceAll('-', '')}${String(randomInt(100_000_000)).padStart(8, '0')}`;
      const written = { ...patient, name: asked.patientName ?? patient.name };
      const flaw = asked.flaw ?? 'none';
      state.held[traceCode] = { ...issue(traceCode, written, course, flaw), flaw, renews: false };
      record('issued', { traceCode });
      return json({ traceCode });
    },
    // Answers with another prescription than was asked for.
    'POST /__ctl/swap': ({ query }) => {
      const held = state.held[query.get('with') ?? ''];
      if (!held) return json({ error: 'no such prescription' }, 400);
      state.held[query.get('traceCode') ?? ''] = held;
      return json({});
    },
    'POST /__ctl/revoke': ({ query }) => {
      const held = state.held[query.get('traceCode') ?? ''];
      if (!held) return json({ error: 'no such prescription' }, 400);
      held.flaw = 'revoked';
      record('revoked', { traceCode: held.rx.rxTraceCode });
      return json({});
    },
  };
}
