import { sm2 } from 'sm-crypto-v2';
import { maskedIdNumber } from '@xinglin/shared/identity/id-number';
import { demoIdNumber } from '../demo-people.ts';
import type { DemoCredentials } from '../demo-credentials.ts';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { SM2_USER_ID } from './envelope.ts';
import type { Course } from './seed.ts';
import type { WirePrescription, WireSignature } from './wire.ts';

const HOUR_MS = 3_600_000;
/** A prescription is good for three days at the most (处方管理办法). */
const VALID_MS = 72 * HOUR_MS;

type Written = {
  traceCode: string;
  patient: { name: string; sex: 'female' | 'male'; birthDate: string; idNo?: string };
  course: Course;
  institution: string;
  issuedAt: number;
};

/** Writes and signs a prescription as the doctors of the demo city do. */
export function writePrescription(
  {
    prescriberPrivateKey,
    prescriberPublicKey: publicKey,
    prescriberCertSerial: certSerial,
  }: DemoCredentials['prescriptionPlatform'],
  { traceCode, patient, course, institution, issuedAt }: Written,
): { rx: WirePrescription; sign: WireSignature } {
  const rx: WirePrescription = {
    rxTraceCode: traceCode,
    patnName: patient.name,
    gend: patient.sex === 'male' ? '1' : '2',
    brdy: patient.birthDate,
    certnoMask: maskedIdNumber(patient.idNo ?? demoIdNumber(patient)),
    prscDrName: course.prescriber,
    prscDeptName: course.department,
    fixmedinsName: institution,
    prscTime: new Date(issuedAt).toISOString(),
    valiEndTime: new Date(issuedAt + VALID_MS).toISOString(),
    diseinfo: [course.diagnosis],
    rxdrugdetail: course.items,
  };
  const text = canonicalJson(rx as unknown as Json);
  const options = { hash: true, der: true, userId: SM2_USER_ID, publicKey };
  const value = Buffer.from(sm2.doSignature(text, prescriberPrivateKey, options), 'hex').toString('base64');
  return { rx, sign: { alg: 'SM2-SM3', certSerial, value } };
}

/** Did the prescribers of the demo city sign this as it stands? */
export const isSigned = (
  { prescriberPublicKey }: DemoCredentials['prescriptionPlatform'],
  { rx, sign }: { rx: unknown; sign: WireSignature },
): boolean => {
  const value = Buffer.from(sign.value, 'base64').toString('hex');
  const options = { hash: true, der: true, userId: SM2_USER_ID };
  return sm2.doVerifySignature(canonicalJson(rx as Json), value, prescriberPublicKey, options);
};
