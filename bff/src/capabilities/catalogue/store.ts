import type { DosageForm, DrugClass, StorageClass } from '@xinglin/shared/catalogue/contract';
import type { Instant } from '@xinglin/shared/kernel/time';
import { In, Like } from 'typeorm';
import type { Tx } from '../../kernel/database.ts';
import { column, entity } from '../../kernel/entity.ts';

/** `ok` may be used, `caution` ask a pharmacist first, `avoid` not to be used, `unknown` no data. */
export type Suitability = 'ok' | 'caution' | 'avoid' | 'unknown';
export type Influence = 'none' | 'caution' | 'avoid';
export type SigTiming = 'before_meal' | 'after_meal' | 'with_meal' | 'bedtime' | 'morning' | 'any';
export type Ingredient = { inn: string; amount: string };

/** What an import brings: the facts of one pack of one strength. */
export type DrugFacts = {
  code: string;
  approvalNo: string;
  genericName: string;
  inn: string;
  atc: string;
  drugClass: DrugClass;
  form: DosageForm;
  strength: string;
  pack: string;
  packUnits: number;
  unit: string;
  route: string;
  storageClass: StorageClass;
  aliases: string[];
  /** Per single unit; `amount` is empty for herbs. */
  ingredients: Ingredient[];
  category: string;
  symptoms: string[];
  indications: string;
  dosageAdult: string;
  dosageChild: string;
  minAgeMonths: number;
  contraindications: string;
  precautions: string;
  adverseReactions: string;
  interactionsNote: string;
  pregnancy: Suitability;
  lactation: Suitability;
  avoidConditions: string[];
  driving: Influence;
  alcohol: Influence;
  /** Usual dose in `unit`. */
  sigDose: number;
  /** 0: as needed, no schedule. */
  sigTimesPerDay: number;
  sigTiming: SigTiming;
  sigMaxDays: number;
  referencePriceFen: number;
  weightG: number;
  source: string;
  reviewState: string;
  /** Pinyin and initials of all its names, separated by blanks. */
  pinyin: string;
  initials: string;
};

export type DrugRow = DrugFacts & { id: string; createdAt: Instant; updatedAt: Instant };

export const drugTable = entity<DrugRow>(
  'drug',
  {
    id: column.id('public'),
    code: column.string(32, 'public'),
    approvalNo: column.string(40, 'public'),
    genericName: column.string(80, 'public'),
    inn: column.string(200, 'public'),
    atc: column.string(10, 'public'),
    drugClass: column.string(8, 'public'),
    form: column.string(24, 'public'),
    strength: column.string(60, 'public'),
    pack: column.string(60, 'public'),
    packUnits: column.int('public'),
    unit: column.string(8, 'public'),
    route: column.string(24, 'public'),
    storageClass: column.string(16, 'public'),
    aliases: column.json('public'),
    ingredients: column.json('public'),
    category: column.string(20, 'public'),
    symptoms: column.json('public'),
    indications: column.text('public'),
    dosageAdult: column.text('public'),
    dosageChild: column.text('public'),
    minAgeMonths: column.int('public'),
    contraindications: column.text('public'),
    precautions: column.text('public'),
    adverseReactions: column.text('public'),
    interactionsNote: column.text('public'),
    pregnancy: column.string(8, 'public'),
    lactation: column.string(8, 'public'),
    avoidConditions: column.json('public'),
    driving: column.string(8, 'public'),
    alcohol: column.string(8, 'public'),
    sigDose: column.double('public'),
    sigTimesPerDay: column.int('public'),
    sigTiming: column.string(16, 'public'),
    sigMaxDays: column.int('public'),
    referencePriceFen: column.int('public'),
    weightG: column.int('public'),
    source: column.string(200, 'public'),
    reviewState: column.string(20, 'public'),
    pinyin: column.text('public'),
    initials: column.string(255, 'public'),
    createdAt: column.instant(),
    updatedAt: column.instant(),
  },
  { unique: [['code']], index: [['genericName'], ['updatedAt']] },
);

const IDS_PER_QUERY = 500;

export async function findDrugs(tx: Tx, by: 'id' | 'code', values: string[]): Promise<DrugRow[]> {
  const wanted = [...new Set(values)];
  const rows: DrugRow[] = [];
  for (let at = 0; at < wanted.length; at += IDS_PER_QUERY)
    rows.push(...(await tx.findBy(drugTable, { [by]: In(wanted.slice(at, at + IDS_PER_QUERY)) })));
  return rows;
}

export const findDrug = (tx: Tx, id: string): Promise<DrugRow | null> => tx.findOneBy(drugTable, { id });

export const allDrugs = (tx: Tx): Promise<DrugRow[]> => tx.find(drugTable, { order: { code: 'ASC' } });

export const otcDrugs = (tx: Tx): Promise<DrugRow[]> =>
  tx.find(drugTable, { where: { drugClass: In(['otc_a', 'otc_b']) }, order: { code: 'ASC' } });

/** Drugs with this pinyin among their names' pinyin: few rows that may bear the name, for a closer look. */
export const drugsSounding = (tx: Tx, pinyin: string): Promise<DrugRow[]> =>
  pinyin === ''
    ? Promise.resolve([])
    : tx.find(drugTable, { where: { pinyin: Like(`%${pinyin}%`) }, order: { code: 'ASC' } });

/** Changes with every import that wrote something: tells a copy in memory that it is stale. */
export async function catalogueStamp(tx: Tx): Promise<string> {
  const stamp = await tx
    .createQueryBuilder(drugTable, 'd')
    .select('COUNT(*)', 'count')
    .addSelect('MAX(d.updatedAt)', 'latest')
    .getRawOne<{ count: number | string; latest: string | null }>();
  return `${stamp?.count ?? 0} ${stamp?.latest ?? ''}`;
}
