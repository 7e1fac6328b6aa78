import type { LocalDate } from '@xinglin/shared/kernel/time';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Database } from '../../kernel/database.ts';
import type { Live } from '../../kernel/live.ts';

export type Doctor = { name: string; licenceNo: string; institution: string; department: string };
export type FollowUp = {
  patient: { name: string; sex: 'female' | 'male'; birthDate: LocalDate; idNo: string };
  guardianPresent: boolean;
  complaint: string;
  diagnosis: string;
  lastVisit: { institution: string; on: LocalDate | null };
};
/** Somebody registered by real name. */
export type Person = {
  id: string;
  name: string;
  sex: 'female' | 'male';
  birthDate: LocalDate;
  idNo: string;
  mayBeTreated: boolean;
  guarded: boolean;
};
export type HospitalAnswer =
  | { state: 'waiting' }
  /** The doctor wrote and signed a prescription; it lies on the circulation platform under this number. */
  | { state: 'prescribed'; doctor: Doctor; traceCode: string; words: string }
  | { state: 'declined'; doctor: Doctor | null; words: string };

/** What consultation needs of an internet hospital. No answer throws UPSTREAM_UNAVAILABLE. */
export type InternetHospital = {
  /** Puts a follow-up before a doctor. The same `key` again is the same one. */
  ask(key: string, followUp: FollowUp): Promise<void>;
  answerOf(key: string): Promise<HospitalAnswer>;
};

/** Everything this capability takes from outside itself. There is no model and no helper among it: a doctor answers. */
export type Deps = {
  db: Database;
  crypto: FieldCrypto;
  now: () => Date;
  newId: () => string;
  tell: Live['tell'];
  /** Null: none is contracted. */
  hospital: InternetHospital | null;
  /** The hospital is a simulator. */
  simulated: boolean;
  /** From identity: whom this account may ask a doctor for. */
  personsOf: (accountId: string) => Promise<Person[]>;
};
