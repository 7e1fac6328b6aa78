import { createHash, randomInt } from 'node:crypto';
import { GUARDIAN_PRESENT_UNDER_YEARS, asksForStrictDrug } from '@xinglin/shared/consultation/rules';
import { ageInYears, shanghaiDate } from '@xinglin/shared/kernel/time';
import type { FollowUp } from '../../capabilities/consultation/ports.ts';
import type { DemoCredentials } from '../demo-credentials.ts';
import {
  bodyOf,
  json,
  type Handler,
  type Reply,
  type SimRequest,
  type Simulator,
  type Store,
} from '../simulator-kit.ts';
import { COURSES, type Course } from '../prescription-platform/seed.ts';
import { writePrescription } from '../prescription-platform/write-prescription.ts';
import { PATHS } from '../prescription-platform/wire.ts';
import { ASK, signature, signatureHolds, type WireAnswer } from './wire.ts';

type Asked = FollowUp & { key: string };
export type ConsultationState = {
  asked: Record<string, { at: number; followUp: Asked; answer: WireAnswer | null }>;
};
export const consultationState = (): ConsultationState => ({ asked: {} });

/** Both sides of one machine derive it, so that older credential files need no new entry. */
export const consultationSecret = ({ prescriptionPlatform }: DemoCredentials): string =>
  createHash('sha256').update(`consultation|${prescriptionPlatform.appSecret}`).digest('hex');

export type ConsultationSimulatorOptions = {
  credentials: DemoCredentials;
  /** Where the circulation platform is. */
  platformUrl: string;
  /** The doctor answers so long after being asked. */
  answerMs: number;
};

const INSTITUTION = '演示互联网医院';
const doctorOf = ({ prescriber, department }: Pick<Course, 'prescriber' | 'department'>) => ({
  name: prescriber,
  licenceNo: `演示医师${createHash('sha256').update(prescriber).digest('hex').replace(/\D/g, '').slice(0, 8)}`,
  institution: INSTITUTION,
  department,
});

/** Diagnoses this doctor follows up, and what was taken before and is written again. */
const FOLLOWED: [RegExp, Course][] = [
  [/高血压/, COURSES.amlodipine],
  [/糖尿病/, COURSES.metformin],
  [/胆固醇|血脂/, COURSES.atorvastatin],
  [/鼻炎/, COURSES.montelukast],
  [/扁桃体炎/, COURSES.amoxicillin],
];

/** An internet hospital with made-up doctors who answer by themselves after a while. */
export function consultationSimulator(
  store: Store<ConsultationState>,
  { credentials, platformUrl, answerMs }: ConsultationSimulatorOptions,
): Simulator {
  const secret = consultationSecret(credentials);
  const signed = deskOf(secret);
  const { state } = store;
  return {
    routes: {
      [`POST ${ASK}`]: signed((request) => {
        const followUp = bodyOf(request) as Asked;
        state.asked[followUp.key] ??= { at: Date.now(), followUp, answer: refusalOf(followUp) };
        store.record('asked', { key: followUp.key });
        return state.asked[followUp.key]!.answer ?? { key: followUp.key, state: 'waiting' };
      }),
      [`GET ${ASK}/*`]: signed(async ({ path }) => {
        const key = decodeURIComponent(path.slice(ASK.length + 1));
        const held = state.asked[key];
        if (!held) return null;
        if (!held.answer && Date.now() - held.at >= answerMs) {
          held.answer = await answerTo(held.followUp, credentials, platformUrl);
          store.record('answered', { key, state: held.answer.state });
        }
        return held.answer ?? { key, state: 'waiting' };
      }),
    },
  };
}

/** Opens only what is signed, and signs every answer. */
function deskOf(secret: string) {
  return (handle: (request: SimRequest) => WireAnswer | null | Promise<WireAnswer | null>): Handler =>
    async (request): Promise<Reply> => {
      const what = `${request.method} ${request.path}`;
      if (!signatureHolds(secret, what, request.headers, request.raw.toString('utf8'), Date.now()))
        return json({ error: 'signature' }, 401);
      const answer = await handle(request);
      if (!answer) return json({ error: 'unknown key' }, 404);
      const body = JSON.stringify(answer);
      const at = String(Date.now());
      const headers = {
        'content-type': 'application/json',
        'x-at': at,
        'x-signature': signature(secret, `answer ${what}`, at, body),
      };
      return { status: 200, headers, body };
    };
}

/** A hospital checks the law for itself, whatever its pharmacy sent. */
function refusalOf({
  key,
  diagnosis,
  complaint,
  patient,
  guardianPresent,
  lastVisit,
}: Asked): WireAnswer | null {
  const no = (words: string): WireAnswer => ({ key, state: 'declined', doctor: null, words });
  if (!diagnosis || !lastVisit.on) return no('首次就诊不能在互联网医院进行，请到医院就诊');
  if (asksForStrictDrug(complaint + diagnosis)) return no('麻醉药品、精神药品不能在互联网上开具');
  const age = ageInYears(patient.birthDate, shanghaiDate(Date.now()));
  if (age < GUARDIAN_PRESENT_UNDER_YEARS && !guardianPresent) return no('6 岁以下的孩子须有监护人陪同');
  return null;
}

async function answerTo(
  { key, patient, diagnosis }: Asked,
  credentials: DemoCredentials,
  platformUrl: string,
): Promise<WireAnswer> {
  const course = FOLLOWED.find(([words]) => words.test(diagnosis))?.[1];
  if (!course) {
    const doctor = doctorOf({ prescriber: '何清源', department: '全科医学科' });
    return { key, state: 'declined', doctor, words: '这个诊断需要当面检查后才能用药，请到医院复诊' };
  }
  const day = shanghaiDate(Date.now()).replaceAll('-', '');
  const traceCode = `RX${day}${String(randomInt(100_000_000)).padStart(8, '0')}`;
  const written = writePrescription(credentials.prescriptionPlatform, {
    traceCode,
    patient,
    course,
    institution: INSTITUTION,
    issuedAt: Date.now(),
  });
  const answer = await fetch(platformUrl + PATHS.upload, { method: 'POST', body: JSON.stringify(written) });
  if (!answer.ok) throw new Error(`the platform refused the prescription: ${answer.status}`);
  return { key, state: 'prescribed', doctor: doctorOf(course), traceCode, words: '按原方案续用，不适随诊。' };
}
