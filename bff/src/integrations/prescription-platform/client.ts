import { sm2 } from 'sm-crypto-v2';
import { z } from 'zod';
import { toInstant } from '@xinglin/shared/kernel/time';
import {
  UntrustedPrescription,
  type DispenseReport,
  type IssuedPrescription,
  type PrescriptionPlatform,
} from '../../capabilities/prescription/ports.ts';
import { outbound, unavailable } from '../outbound.ts';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { open, seal, SM2_USER_ID, type EnvelopeSecrets, type Sm2PublicKey } from './envelope.ts';
import { ClaimAnswer, FoundAnswer, PATHS, WireAnswer, WirePrescription, type WireSignature } from './wire.ts';

export type PrescriptionPlatformOptions = EnvelopeSecrets & {
  /** The province's gateway, or a simulator. */
  baseUrl: string;
  /** Our SM2 pair and the platform's public key, hex. */
  privateKey: string;
  publicKey: string;
  platformPublicKey: string;
  /** Public keys of the prescribers (hex) by the serial of their certificates: the only signatures believed. */
  prescriberKeys: Readonly<Record<string, string>>;
  now?: () => Date;
};

const NAME = 'prescription-platform';

/** The regional e-prescription circulation platform, pharmacy side. */
export function prescriptionPlatformClient(
  options: PrescriptionPlatformOptions,
): PrescriptionPlatform & { disconnect(): Promise<void> } {
  const { call, disconnect } = gateway(options);
  const prescribers = new Map(
    Object.entries(options.prescriberKeys).map(([serial, key]) => [serial, sm2.precomputePublicKey(key)]),
  );
  return {
    async find({ traceCode, patientName, idNoLast4 }) {
      const query = {
        rxTraceCode: traceCode,
        patnName: patientName,
        ...(idNoLast4 ? { certnoLast4: idNoLast4 } : {}),
      };
      const { rx, sign } = await call(PATHS.find, query, FoundAnswer);
      if (!rx) return undefined;
      return trusted(traceCode, rx, sign, prescribers);
    },
    async claim(traceCode, storeCode, key) {
      const data = { rxTraceCode: traceCode, fixmedinsCode: storeCode, claimKey: key };
      const { rxTraceCode, rxStas } = await call(PATHS.claim, data, ClaimAnswer);
      about(traceCode, rxTraceCode);
      return OUTCOME[rxStas];
    },
    async release(traceCode) {
      const { rxTraceCode } = await call(PATHS.release, { rxTraceCode: traceCode }, Acknowledged);
      about(traceCode, rxTraceCode);
    },
    async reportDispensed(traceCode, report) {
      const { rxTraceCode } = await call(PATHS.dispensed, dispensed(traceCode, report), Acknowledged);
      about(traceCode, rxTraceCode);
    },
    disconnect,
  };
}

/** Seals what goes out and opens what comes back. Every call may be repeated: the platform knows it by trace code and key. */
function gateway(options: PrescriptionPlatformOptions) {
  const door = outbound({ name: NAME, baseUrl: options.baseUrl });
  const { now = () => new Date() } = options;
  const platform = { ...options, publicKey: sm2.precomputePublicKey(options.platformPublicKey) };
  const call = async <T>(path: string, data: Json, schema: z.ZodType<T>): Promise<T> => {
    const { status, body } = await door.send({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(seal(options, data, now())),
      keyed: true,
    });
    try {
      if (status !== 200) throw new Error(`HTTP ${status}`);
      const answer = open(platform, JSON.parse(body.toString('utf8')), now());
      const { code, message } = WireAnswer.parse(answer);
      if (code !== 0) throw new Error(`code ${code} ${message}`);
      return schema.parse(answer);
    } catch (cause) {
      throw unavailable(NAME, cause);
    }
  };
  return { call, disconnect: door.close };
}

/** An answer is signed and fresh, but a fresh one about another prescription would pass for this one. */
function about(traceCode: string, answered: string) {
  if (answered !== traceCode) throw unavailable(NAME, new Error('answer about another prescription'));
}

function dispensed(traceCode: string, { storeCode, pharmacist, dispensedAt, items }: DispenseReport): Json {
  return {
    rxTraceCode: traceCode,
    fixmedinsCode: storeCode,
    pharName: pharmacist.name,
    pharPracCertNo: pharmacist.licenceNo,
    setlTime: dispensedAt,
    rxdrugdetail: items.map(({ genericName, strength, quantity, unit, batchNo }) => ({
      drugGenname: genericName,
      drugSpec: strength,
      drugCnt: quantity,
      drugCntUnit: unit,
      batchNo,
    })),
  };
}

const Acknowledged = z.object({ rxTraceCode: z.string() });
const OUTCOME = { CLAIMED: 'claimed', TAKEN: 'taken', EXPIRED: 'expired', REVOKED: 'revoked' } as const;

/** Checks the prescriber's signature over the canonical bytes of all that was sent, before any of it is read. */
function trusted(
  traceCode: string,
  rx: Record<string, unknown>,
  sign: WireSignature | null,
  prescribers: ReadonlyMap<string, Sm2PublicKey>,
): IssuedPrescription {
  if (!sign) throw new UntrustedPrescription(traceCode, 'not signed');
  if (sign.alg !== 'SM2-SM3') throw new UntrustedPrescription(traceCode, `signed with ${sign.alg}`);
  const key = prescribers.get(sign.certSerial);
  if (!key) throw new UntrustedPrescription(traceCode, `unknown certificate ${sign.certSerial}`);
  const signature = Buffer.from(sign.value, 'base64').toString('hex');
  if (!signatureHolds(canonicalJson(rx as Json), signature, key))
    throw new UntrustedPrescription(traceCode, 'the signature does not fit the prescription');
  const read = WirePrescription.safeParse(rx);
  if (!read.success) throw unavailable(NAME, read.error);
  if (read.data.rxTraceCode !== traceCode) throw new UntrustedPrescription(traceCode, 'another prescription');
  return issued(read.data, sign);
}

function signatureHolds(text: string, signature: string, key: Sm2PublicKey): boolean {
  try {
    return sm2.doVerifySignature(text, signature, key, { hash: true, der: true, userId: SM2_USER_ID });
  } catch {
    // The library throws on bytes that are no DER signature at all.
    return false;
  }
}

const issued = (rx: WirePrescription, { value, certSerial }: WireSignature): IssuedPrescription => ({
  traceCode: rx.rxTraceCode,
  // GB/T 2261.1: 1 male, 2 female.
  patient: {
    name: rx.patnName,
    sex: rx.gend === '1' ? 'male' : 'female',
    birthDate: rx.brdy,
    idNoMasked: rx.certnoMask,
  },
  prescriber: { name: rx.prscDrName, department: rx.prscDeptName, institution: rx.fixmedinsName },
  diagnoses: rx.diseinfo.map(({ diagCode, diagName }) => ({ code: diagCode, name: diagName })),
  items: rx.rxdrugdetail.map((item) => ({
    genericName: item.drugGenname,
    strength: item.drugSpec,
    form: item.drugDosform,
    quantity: item.drugCnt,
    unit: item.drugCntUnit,
    dose: item.sinDoscnt,
    timesPerDay: item.usedFrquPerDay,
    timing: item.medcTiming,
    days: item.medcDays,
    route: item.medcWay,
  })),
  issuedAt: toInstant(Date.parse(rx.prscTime)),
  validUntil: toInstant(Date.parse(rx.valiEndTime)),
  signature: { alg: 'SM2-SM3', value, certSerial, verified: true },
});
