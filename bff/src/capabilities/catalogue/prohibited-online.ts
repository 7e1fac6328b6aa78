import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { LocalDate } from '@xinglin/shared/kernel/time';

/** What a drug may be recognised by: any one of these is enough. `inns` are whole words of an ingredient's INN. */
const Signs = z.strictObject({
  names: z.array(z.string().min(2)).optional(),
  inns: z.array(z.string().min(3)).optional(),
  forms: z.array(z.string()).optional(),
  approvalNos: z.array(z.string()).optional(),
  /** Prefixes of the ATC code. */
  atc: z.array(z.string()).optional(),
  /** Regular expression over the generic name. */
  pattern: z.string().optional(),
});
type Signs = z.infer<typeof Signs>;

const Rule = z.strictObject({
  id: z.string(),
  clause: z.string(),
  title: z.string(),
  /** S sure, L likely, U unsure: how far the entry was checked against its source. */
  certainty: z.enum(['S', 'L', 'U']),
  match: Signs,
  except: Signs.optional(),
  /** Only products with one, or with several, active ingredients. */
  ingredients: z.enum(['single', 'compound']).optional(),
  routes: z.array(z.string()).optional(),
  exceptRoutes: z.array(z.string()).optional(),
});
type Rule = z.infer<typeof Rule>;

const ProhibitedList = z.strictObject({
  id: z.literal('prohibited-online'),
  version: z.int(),
  title: z.string(),
  effectiveFrom: z.iso.date(),
  source: z.string(),
  note: z.string(),
  reviewState: z.string(),
  rules: z.array(Rule).min(1),
});
export type ProhibitedList = z.infer<typeof ProhibitedList>;

/** A drug as far as the list asks. `inns` empty: unknown, and then the name alone decides, on the safe side. */
export type ListedDrug = {
  genericName: string;
  inns: string[];
  form: string;
  route: string;
  atc?: string;
  approvalNo?: string;
};

/** Why a drug may not be sold online: the entry, and which version of which list holds it. */
export type ProhibitedEntry = { ruleId: string; title: string; list: string; version: number };

const RULES_FOLDER = path.resolve(import.meta.dirname, '../../../../config/rules');

/** Every version of the list this deployment knows. A file that does not follow the schema stops the start. */
export function readProhibitedLists(folder = RULES_FOLDER): ProhibitedList[] {
  return readdirSync(folder)
    .filter((file) => /^prohibited-online-v\d+\.json$/.test(file))
    .map((file) => ProhibitedList.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))));
}

/** The version in force on that day: the latest that has taken effect. */
export function listInForce(lists: ProhibitedList[], day: LocalDate): ProhibitedList {
  const [latest] = lists
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .sort((a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom) || b.version - a.version);
  if (!latest) throw new Error(`no list of drugs prohibited online is in force on ${day}`);
  return latest;
}

/** The entry that keeps this drug off the internet, or null. Nobody's rights lift it (药品网络销售监督管理办法). */
export function prohibitedEntry(list: ProhibitedList, drug: ListedDrug): ProhibitedEntry | null {
  const asListed = normalised(drug);
  const rule = list.rules.find((each) => applies(each, asListed));
  return rule ? { ruleId: rule.id, title: rule.title, list: list.title, version: list.version } : null;
}

/** `¹³¹I` becomes `131I`, full-width letters and brackets half-width. */
const normalised = (drug: ListedDrug): ListedDrug => ({
  ...drug,
  genericName: drug.genericName.normalize('NFKC').replace(/\s+/g, ''),
  inns: drug.inns.map((inn) => inn.toLowerCase()),
});

function applies(rule: Rule, drug: ListedDrug): boolean {
  if (!shows(rule.match, drug)) return false;
  if (rule.except && shows(rule.except, drug)) return false;
  if (rule.routes && !rule.routes.includes(drug.route)) return false;
  if (rule.exceptRoutes?.includes(drug.route)) return false;
  return !rule.ingredients || fits(rule.ingredients, drug);
}

function fits(wanted: 'single' | 'compound', { genericName, inns }: ListedDrug): boolean {
  if (inns.length > 0) return wanted === 'single' ? inns.length === 1 : inns.length > 1;
  return wanted === 'compound' || !genericName.startsWith('复方');
}

const shows = ({ names, inns, forms, approvalNos, atc, pattern }: Signs, drug: ListedDrug): boolean =>
  (names?.some((name) => drug.genericName.includes(name)) ?? false) ||
  (inns?.some((inn) => drug.inns.some((own) => hasWords(own, inn))) ?? false) ||
  (forms?.includes(drug.form) ?? false) ||
  (approvalNos?.some((part) => drug.approvalNo?.includes(part)) ?? false) ||
  (atc?.some((prefix) => drug.atc?.startsWith(prefix)) ?? false) ||
  (pattern !== undefined && new RegExp(pattern).test(drug.genericName));

const hasWords = (inn: string, words: string) => ` ${inn} `.includes(` ${words} `);
