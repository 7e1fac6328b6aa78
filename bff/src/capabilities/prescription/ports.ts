import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import type { Proof } from '@xinglin/shared/prescription/review-contract';
import type { Actor } from '../../kernel/actor.ts';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Database, Tx } from '../../kernel/database.ts';
import type { Live } from '../../kernel/live.ts';
import type { Signer } from '../../kernel/signing/signatures.ts';
import type { PrivateFiles } from '../../kernel/private-files.ts';

/** Somebody an account hands in prescriptions for, by real name. */
export type RegisteredPerson = {
  id: string;
  name: string;
  sex: 'female' | 'male';
  birthDate: LocalDate;
  idNo: string;
  /** Under fourteen and the guardian's agreement is on record, or fourteen and over. */
  mayBeTreated: boolean;
  guarded: boolean;
};

export type PrescribedItem = {
  genericName: string;
  strength: string;
  /** Dosage form in Chinese, 胶囊. */
  form: string;
  /** In `unit` (粒, 片), not in packs. */
  quantity: number;
  unit: string;
  /** In `unit`, each time. */
  dose: number;
  timesPerDay: number;
  timing: 'before_meal' | 'after_meal' | 'with_meal' | 'bedtime' | 'morning' | 'any';
  days: number;
  /** `oral`, `topical` … */
  route: string;
};

/** A prescription as its prescriber signed it; a `find` never returns one whose signature does not hold. */
export type IssuedPrescription = {
  traceCode: string;
  patient: { name: string; sex: 'female' | 'male'; birthDate: LocalDate; idNoMasked: string };
  prescriber: { name: string; department: string; institution: string };
  /** ICD-10 codes. */
  diagnoses: { code: string; name: string }[];
  items: PrescribedItem[];
  issuedAt: Instant;
  validUntil: Instant;
  /** `value`: DER in base64. */
  signature: { alg: 'SM2-SM3'; value: string; certSerial: string; verified: true };
};

export type DispenseReport = {
  storeCode: string;
  pharmacist: { name: string; licenceNo: string };
  dispensedAt: Instant;
  items: { genericName: string; strength: string; quantity: number; unit: string; batchNo: string }[];
};

/** What prescription needs of the regional e-prescription circulation platform. No answer throws UPSTREAM_UNAVAILABLE. */
export type PrescriptionPlatform = {
  /**
   * The prescription under this code, if it was written for this person. Expired, revoked and taken ones are found too; `claim` tells.
   * @throws UntrustedPrescription when the prescriber's signature does not hold
   */
  find(query: {
    traceCode: string;
    patientName: string;
    idNoLast4?: string;
  }): Promise<IssuedPrescription | undefined>;
  /** Takes it for one store, once in the whole country. The same `key` again is the same claim. */
  claim(
    traceCode: string,
    storeCode: string,
    key: string,
  ): Promise<'claimed' | 'taken' | 'expired' | 'revoked'>;
  /** Gives back what this pharmacy claimed and did not dispense. Safe to repeat. */
  release(traceCode: string): Promise<void>;
  /** Tells the platform that it is used up. Safe to repeat. */
  reportDispensed(traceCode: string, report: DispenseReport): Promise<void>;
};

/** The platform handed out a prescription that its prescriber did not sign as it stands. */
export class UntrustedPrescription extends Error {
  override name = 'UntrustedPrescription';
  readonly traceCode: string;

  constructor(traceCode: string, why: string) {
    super(`prescription ${traceCode} not trusted: ${why}`);
    this.traceCode = traceCode;
  }
}

/** `ok` may be used, `caution` with care, `avoid` not at all, `unknown` no data. */
export type Suitability = 'ok' | 'caution' | 'avoid' | 'unknown';
/** A drug of our catalogue, as far as matching and checking a prescription need it. */
export type CatalogueDrug = {
  id: string;
  genericName: string;
  strength: string;
  /** Dosage form, as prescriptions from photographs carry it on. */
  form?: string;
  /** `24粒/盒`. */
  pack: string;
  /** Units (粒, 片) in one pack. */
  packUnits: number;
  unit: string;
  /** INN in lower case, one for each active ingredient. */
  inns: string[];
  /** Codes such as `peptic_ulcer` of people who should not take it. */
  avoidConditions: string[];
  /** Leaflet: adult dosage in words, e.g. 一次1粒，一日3次，一日不超4g. */
  dosageAdult: string;
  pregnancy: Suitability;
  lactation: Suitability;
  minAgeMonths: number;
  /** Where the facts come from, shown with every finding drawn from them. */
  source: string;
};

/** The entry of a version of the list of drugs that may not be sold online. */
export type ProhibitedEntry = { title: string; list: string; version: number };
export type PatientFacts = {
  allergies: string[];
  /** Codes as in `CatalogueDrug.avoidConditions`. */
  conditions: string[];
  /** INN of what is taken already. */
  medicines: string[];
  /** Null: not filled in. */
  pregnant: boolean | null;
  breastfeeding: boolean | null;
  weightKg: number | null;
};

export type InteractionReport = {
  /** Name and version of the table that was asked. */
  source: string;
  found: { inns: [string, string]; severity: 'stop' | 'warn' | 'info'; text: string }[];
  /** INNs that the table knows nothing of. */
  unknown: string[];
};

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  crypto: FieldCrypto;
  platform: PrescriptionPlatform;
  now: () => Date;
  newId: () => string;
  tell: Live['tell'];
  /** From catalogue: every strength and pack of the drug of that name (通用名 or its alias). */
  findByGenericName: (genericName: string) => Promise<CatalogueDrug[]>;
  /** From catalogue: the entry of the list of drugs that may not be sold online that this item falls under, or null. */
  prohibitedEntry: (item: {
    genericName: string;
    form: string;
    route: string;
  }) => Promise<ProhibitedEntry | null>;
  /** From identity: who signs, the licence number, and until which day it holds; null for who has none. */
  pharmacistOf: (id: string) => Promise<{ name: string; number: string; expires: LocalDate } | null>;
  /** From identity: whom this account may hand in prescriptions for. */
  personsOf: (accountId: string) => Promise<RegisteredPerson[]>;
  /** From identity: nobody removes this person before what is handed in for them is written. False: removed already. */
  holdPerson: (tx: Tx, accountId: string, id: string) => Promise<boolean>;
  /** Where photographs of prescriptions lie, encrypted. */
  files: PrivateFiles;
  /** From consultation: was this trace code written in a follow-up consultation of this account? */
  consultedFor?: (accountId: string, traceCode: string) => Promise<boolean>;
  /** From health-record: null without the patient's consent. The patient can see who read it, and what for; null is the machine. */
  healthFactsOf: (
    patientId: string,
    reader: { who: string; what: string } | null,
  ) => Promise<PatientFacts | null>;
  /** From identity: who acts proves it once more; refuses otherwise. */
  proveAgain: (actor: Actor, proof: Proof) => Promise<void>;
  /** Electronic signatures of pharmacists. */
  signer: Pick<Signer, 'sign' | 'verify'>;
  displayNameOf: (id: string) => Promise<string | null>;
  /** The interaction table, once there is one; without it the review says aloud that nothing was checked. */
  interactions?: (inns: string[]) => Promise<InteractionReport>;
  /** Code of the store that fills it: from order, or of a sale over the counter from inventory. */
  storeCodeOfOrder: (orderId: string) => Promise<string>;
  /** From order: which store fills the prescription, and who took its drugs off the shelf; nobody yet is null. */
  filledBy: (orderId: string) => Promise<{ storeId: string; pickedBy: string | null } | null>;
  /** What was put into the parcel, or sold over the counter, lot by lot; quantities in packs. */
  lotsOfParcel: (parcelId: string) => Promise<{ drugId: string; lotNo: string; quantity: number }[]>;
};
