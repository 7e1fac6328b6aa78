import type { Finding } from '@xinglin/shared/prescription/review-contract';
import type { Content, Item } from '../content.ts';
import type { CatalogueDrug, InteractionReport, PatientFacts, ProhibitedEntry } from '../ports.ts';

/** Everything the rules look at. `drugs` and `prohibited` stand beside `content.items`, line by line. */
export type Case = {
  content: Content;
  issuedAt: string;
  validUntil: string;
  ageMonths: number;
  drugs: (CatalogueDrug | null)[];
  prohibited: (ProhibitedEntry | null)[];
  facts: PatientFacts | null;
  interactions: InteractionReport | null;
  /** Dispensed before, here: under this code nothing may be handed out again. */
  usedBefore: boolean;
  now: Date;
};
export type Found = Pick<Finding, 'severity' | 'text'> & { source?: string; version?: string };
/** One rule as data: which text it comes from, and what it finds. It informs the pharmacist and decides nothing. */
export type Rule = {
  code: string;
  source: string;
  /** Of its own table; the version of the rule set when left out. */
  version?: string;
  check: (it: Case) => Found[];
};

/** Prescription Administrative Policy, order 53 of the Ministry of Health. */
export const MEASURE = '处方管理办法（2007）';

/** A photograph whose words nobody has written down yet: there is nothing in it a rule could look at. */
export const unread = ({ content }: Case) => content.signature === null && content.items.length === 0;

/** Each line beside its drug of our catalogue. */
export const lines = ({ content, drugs }: Case) =>
  content.items.map((item, index) => ({ item, drug: drugs[index] ?? null }));
/** Units a day. */
export const perDay = ({ dose, timesPerDay }: Item) => dose * timesPerDay;
