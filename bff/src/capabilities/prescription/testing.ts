import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import { CHECK_ITEMS } from '@xinglin/shared/prescription/review-contract';
import { identityProblem } from '@xinglin/shared/identity/contract';
import type { Actor } from '../../kernel/actor.ts';
import { fieldCryptoFrom } from '../../kernel/crypto.ts';
import type { Database } from '../../kernel/database.ts';
import { signer } from '../../kernel/signing/signatures.ts';
import { freshKey } from '../../kernel/signing/testing.ts';
import { silentLive } from '../../kernel/live.ts';
import { prescription } from './index.ts';
import type {
  CatalogueDrug,
  Deps,
  DispenseReport,
  InteractionReport,
  IssuedPrescription,
  PatientFacts,
  PrescribedItem,
  RegisteredPerson,
} from './ports.ts';
import type { PrivateFiles } from '../../kernel/private-files.ts';

const drug = (given: Partial<CatalogueDrug> & Pick<CatalogueDrug, 'genericName'>): CatalogueDrug => ({
  id: uuidv7(),
  strength: '0.25g',
  pack: '24粒/盒',
  packUnits: 24,
  unit: '粒',
  inns: [],
  avoidConditions: [],
  dosageAdult: '一次1粒，一日3次',
  pregnancy: 'ok',
  lactation: 'ok',
  minAgeMonths: 0,
  source: '说明书通用事实',
  ...given,
});

/** What the catalogue of these tests holds. */
export const drugs = {
  amoxicillin: drug({
    genericName: '阿莫西林胶囊',
    inns: ['amoxicillin'],
    dosageAdult: '一次0.5g（2粒），每6至8小时1次，一日不超4g',
  }),
  amoxicillinStrong: drug({ genericName: '阿莫西林胶囊', strength: '0.5g', inns: ['amoxicillin'] }),
  amlodipineSmall: drug({
    genericName: '苯磺酸氨氯地平片',
    strength: '5mg',
    pack: '7片/盒',
    packUnits: 7,
    unit: '片',
    inns: ['amlodipine'],
    dosageAdult: '一次1片，一日1次，最大一日10mg',
  }),
  amlodipineLarge: drug({
    genericName: '苯磺酸氨氯地平片',
    strength: '5mg',
    pack: '28片/盒',
    packUnits: 28,
    unit: '片',
    inns: ['amlodipine'],
    dosageAdult: '一次1片，一日1次，最大一日10mg',
  }),
  valsartanAmlodipine: drug({
    genericName: '缬沙坦氨氯地平片（Ⅰ）',
    strength: '80mg/5mg',
    pack: '7片/盒',
    packUnits: 7,
    unit: '片',
    inns: ['valsartan', 'amlodipine'],
    avoidConditions: ['kidney_impairment'],
    pregnancy: 'avoid',
    lactation: 'caution',
    minAgeMonths: 216,
  }),
};

/** A course of amoxicillin, changed as a test needs. */
export const item = (given: Partial<PrescribedItem> = {}): PrescribedItem => ({
  genericName: '阿莫西林胶囊',
  strength: '0.25g',
  form: '胶囊',
  quantity: 24,
  unit: '粒',
  dose: 2,
  timesPerDay: 3,
  timing: 'after_meal',
  days: 4,
  route: 'oral',
  ...given,
});
export const amlodipine = (given: Partial<PrescribedItem> = {}) =>
  item({
    genericName: '苯磺酸氨氯地平片',
    strength: '5mg',
    form: '片剂',
    quantity: 28,
    unit: '片',
    dose: 1,
    timesPerDay: 1,
    days: 28,
    ...given,
  });

export const ALL_CHECKED = CHECK_ITEMS.map(([code]) => code);
export const MY_PASSWORD = 'only-mine-2026';
/** What a pharmacist signs an ordinary approval with. */
export const SIGNED = { proof: { kind: 'password' as const, value: MY_PASSWORD } };
export const STORE_ID = uuidv7();
/** Who takes prescription drugs off the shelf there; null: nobody yet. */
export const shelf: { pickedBy: string | null } = { pickedBy: uuidv7() };
const keys = [freshKey('SM2-SM3', 'T-SM2'), freshKey('RSA-SHA256', 'T-RSA', '演示注册证0002')];
const [fieldKey, indexKey] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
/** The keys of this world as the settings of a command. */
export const WORLD_KEYS = {
  FIELD_KEYS: JSON.stringify({ k1: fieldKey }),
  BLIND_INDEX_KEY: indexKey,
  SIGNING_KEYS: JSON.stringify(keys),
};
export const PROHIBITED = '华法林钠片';
export const PROHIBITED_ENTRY = { title: '华法林', list: '药品网络销售禁止清单（第一版）', version: 1 };

/** Whom an account of these tests has registered, unless a test says otherwise. */
export const REGISTERED: RegisteredPerson[] = [
  {
    id: '0193a000-0000-7000-8000-000000000001',
    name: '林晓',
    sex: 'female',
    birthDate: '1995-03-14',
    idNo: '310100199503140021',
    mayBeTreated: true,
    guarded: false,
  },
];

const memoryFiles = (held: Map<string, Buffer>): PrivateFiles => ({
  put: async (key, bytes) => void held.set(key, Buffer.from(bytes)),
  get: async (key) => held.get(key) ?? null,
  remove: async (key) => void held.delete(key),
});

/** Prescriptions in a small world: a platform that holds what a test issues, and people with licences. */
export function prescriptionWorld(db: Database, given: Partial<Deps> = {}) {
  const clock = { now: new Date('2026-11-22T02:00:00.000Z') };
  const live = silentLive();
  const issued = new Map<string, IssuedPrescription | Error>();
  const licences = new Map<string, string>();
  const numbers = new Map<string, string>();
  const facts = new Map<string, PatientFacts>();
  const looks: { who: string; what: string }[] = [];
  const persons = new Map<string, RegisteredPerson[]>();
  const files = new Map<string, Buffer>();
  const table: { interactions: InteractionReport | null } = { interactions: null };
  const platform = {
    /** trace code → key of the claim that holds it. */
    claims: new Map<string, string>(),
    answer: 'claimed' as Awaited<ReturnType<Deps['platform']['claim']>>,
    reports: new Map<string, DispenseReport>(),
    during: async () => {},
  };
  const deps: Deps = {
    db,
    crypto: fieldCryptoFrom({ k1: fieldKey }, indexKey),
    now: () => clock.now,
    newId: () => uuidv7(),
    tell: (audience, event) => live.tell(audience, event),
    platform: {
      find: async ({ traceCode }) => {
        const found = issued.get(traceCode);
        if (found instanceof Error) throw found;
        return found;
      },
      claim: async (traceCode, storeCode, key) => {
        await platform.during();
        if (platform.answer === 'claimed') platform.claims.set(traceCode, `${storeCode} ${key}`);
        return platform.answer;
      },
      release: async (traceCode) => void platform.claims.delete(traceCode),
      reportDispensed: async (traceCode, report) => void platform.reports.set(traceCode, report),
    },
    findByGenericName: async (name) => Object.values(drugs).filter(({ genericName }) => genericName === name),
    prohibitedEntry: async ({ genericName }) => (genericName === PROHIBITED ? PROHIBITED_ENTRY : null),
    pharmacistOf: async (id) => {
      const expires = licences.get(id);
      return expires === undefined
        ? null
        : { name: '方药师', number: numbers.get(id) ?? '演示注册证0001', expires };
    },
    healthFactsOf: async (patientId, reader) => {
      if (reader) looks.push(reader);
      return facts.get(patientId) ?? null;
    },
    interactions: async () => table.interactions ?? { source: '空表', found: [], unknown: [] },
    personsOf: async (accountId) => persons.get(accountId) ?? REGISTERED,
    holdPerson: async () => true,
    files: memoryFiles(files),
    storeCodeOfOrder: async () => 'S001',
    filledBy: async () => ({ storeId: STORE_ID, ...shelf }),
    displayNameOf: async () => '吴敏',
    signer: signer(keys),
    proveAgain: async (_, { value }) => {
      if (value !== MY_PASSWORD) throw identityProblem('PROOF_REFUSED');
    },
    lotsOfParcel: async () => [{ drugId: drugs.amoxicillin.id, lotNo: 'A2611', quantity: 1 }],
    ...given,
  };
  let count = 0;
  return {
    ...prescription(deps),
    deps,
    clock,
    told: live.told,
    issued,
    platform,
    facts,
    looks,
    persons,
    files,
    table,
    /** A licence in force until `expires`. */
    license(pharmacist: Actor, expires = '2027-12-31', number?: string) {
      licences.set(pharmacist.id, expires);
      if (number) numbers.set(pharmacist.id, number);
    },
    /** The platform holds a new prescription; returns its trace code. */
    issue(items: PrescribedItem[] = [item()], given: Partial<IssuedPrescription> = {}): string {
      count += 1;
      const traceCode = `RX20261122${String(count).padStart(4, '0')}`;
      const issuedAt = toInstant(clock.now.getTime() - 3_600_000);
      issued.set(traceCode, {
        traceCode,
        patient: { name: '林晓', sex: 'female', birthDate: '1995-03-14', idNoMasked: '310***********0021' },
        prescriber: { name: '郑怀瑾', department: '全科医学科', institution: '演示医院' },
        diagnoses: [{ code: 'J03.9', name: '急性扁桃体炎' }],
        items,
        issuedAt,
        validUntil: plus(issuedAt, 3 * DAY_MS),
        signature: { alg: 'SM2-SM3', value: 'MEUCIQ', certSerial: '4A01', verified: true },
        ...given,
      });
      return traceCode;
    },
  };
}
