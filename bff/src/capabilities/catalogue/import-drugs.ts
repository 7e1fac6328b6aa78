import { z } from 'zod';
import { DosageForm, DrugClass, StorageClass } from '@xinglin/shared/catalogue/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { cell, upsertRows, type Importer } from '../../kernel/import/importer.ts';
import { publish } from '../../kernel/outbox.ts';
import type { CatalogueChanged } from './events.ts';
import { initialsOf, pinyinOf, spokenNames } from './names.ts';
import type { Deps } from './ports.ts';
import { drugTable, type DrugFacts, type Ingredient } from './store.ts';
import { SYMPTOM_WORDS } from './symptom-words.ts';

const suitability = () => cell.oneOf(['ok', 'caution', 'avoid', 'unknown']);
const influence = () => cell.oneOf(['none', 'caution', 'avoid']);
const symptom = z
  .string()
  .refine((code) => code in SYMPTOM_WORDS, { error: ({ input }) => `不认识的症状代码 ${String(input)}` });

/** `paracetamol 500 mg`, or a herb without an amount. */
const ingredient: z.ZodType<Ingredient, string> = cell.text(120).transform((text) => {
  const [, inn, amount] = /^(.*?)(?:\s+(\d[\d.,]*\s*\S+.*))?$/.exec(text)!;
  return { inn: inn!.toLowerCase(), amount: amount ?? '' };
});

const columns = {
  code: cell.code(),
  approval_no: cell.text(40),
  generic_name: cell.text(80),
  inn: cell.text(200),
  atc: z.string().regex(/^([A-Z]\d\d[A-Z]{2}\d\d)?$/, '应为 7 位 ATC 代码，如 N02BE01，或留空'),
  class: cell.oneOf(DrugClass.options as ['otc_a', 'otc_b', 'rx']),
  form: cell.oneOf(DosageForm.options as [DosageForm, ...DosageForm[]]),
  strength: cell.text(60),
  pack: cell.text(60),
  pack_units: cell.integer(1, 10_000),
  unit: cell.text(8),
  route: cell.oneOf([
    'oral',
    'topical',
    'ophthalmic',
    'nasal',
    'inhaled',
    'rectal',
    'vaginal',
    'otic',
    'sublingual',
    'subcutaneous',
    'injection',
    'oromucosal',
  ]),
  storage: cell.oneOf(StorageClass.options as ['normal', 'cool', 'refrigerated']),
  aliases: cell.list(cell.text(40), 20),
  ingredients: cell
    .list(ingredient, 60)
    .refine((list) => list.length > 0, '至少写一种成分，没有成分就无法检查重复用药'),
  category: cell.text(20),
  symptoms: cell.list(symptom, 20),
  indications: cell.text(2000),
  dosage_adult: cell.text(2000),
  dosage_child: cell.text(2000),
  min_age_months: cell.integer(0, 1440),
  contraindications: cell.text(2000),
  precautions: cell.text(2000),
  adverse_reactions: cell.text(2000),
  interactions_note: cell.text(2000),
  pregnancy: suitability(),
  lactation: suitability(),
  avoid_conditions: cell.list(cell.code(40), 40),
  driving: influence(),
  alcohol: influence(),
  sig_dose: cell.decimal(0.01, 1000),
  sig_times_per_day: cell.integer(0, 6),
  sig_timing: cell.oneOf(['before_meal', 'after_meal', 'with_meal', 'bedtime', 'morning', 'any']),
  sig_max_days: cell.integer(1, 365),
  price_fen: cell.integer(1, 100_000_00),
  weight_g: cell.integer(1, 100_000),
  source: cell.text(200),
  review_state: cell.oneOf(['unreviewed', 'reviewed']),
};
export type DrugCsvRow = { [K in keyof typeof columns]: z.output<(typeof columns)[K]> };

/** 药品: one row a pack, known by its code. Pinyin is computed here, once, so that a start need not. */
export const drugImporter = ({ now, newId }: Pick<Deps, 'now' | 'newId'>): Importer<DrugCsvRow> => ({
  name: 'drugs',
  title: '药品',
  columns,
  key: ({ code }) => code,
  check: async (_tx, rows) =>
    rows
      .filter(({ row }) => row.class === 'rx' && row.symptoms.length > 0)
      .map(({ line, row }) => ({
        line,
        column: 'symptoms',
        value: row.symptoms.join('|'),
        reason: '处方药不能按症状推荐，这一列应留空',
      })),
  apply: (tx, rows) =>
    upsertRows(tx, {
      table: drugTable,
      key: ['code'],
      rows: rows.map(factsOf),
      create: () => ({
        id: newId(),
        createdAt: toInstant(now()),
        updatedAt: toInstant(now()),
      }),
      touch: () => ({ updatedAt: toInstant(now()) }),
      label: ({ code, genericName, strength }) => `${code} ${genericName} ${strength}`,
    }),
  finish: (tx, { created, changed }) =>
    publish<CatalogueChanged>(tx, {
      name: 'catalogue.changed',
      subject: 'drugs',
      data: { created, changed },
    }),
});

function factsOf(row: DrugCsvRow): DrugFacts {
  const names = spokenNames(row.generic_name, row.aliases);
  return {
    code: row.code,
    approvalNo: row.approval_no,
    genericName: row.generic_name,
    inn: row.inn.toLowerCase(),
    atc: row.atc,
    drugClass: row.class,
    form: row.form,
    strength: row.strength,
    pack: row.pack,
    packUnits: row.pack_units,
    unit: row.unit,
    route: row.route,
    storageClass: row.storage,
    aliases: row.aliases,
    ingredients: row.ingredients,
    category: row.category,
    symptoms: row.symptoms,
    indications: row.indications,
    dosageAdult: row.dosage_adult,
    dosageChild: row.dosage_child,
    minAgeMonths: row.min_age_months,
    contraindications: row.contraindications,
    precautions: row.precautions,
    adverseReactions: row.adverse_reactions,
    interactionsNote: row.interactions_note,
    pregnancy: row.pregnancy,
    lactation: row.lactation,
    avoidConditions: row.avoid_conditions,
    driving: row.driving,
    alcohol: row.alcohol,
    sigDose: row.sig_dose,
    sigTimesPerDay: row.sig_times_per_day,
    sigTiming: row.sig_timing,
    sigMaxDays: row.sig_max_days,
    referencePriceFen: row.price_fen,
    weightG: row.weight_g,
    source: row.source,
    reviewState: row.review_state,
    pinyin: [...new Set(names.map(pinyinOf))].filter(Boolean).join(' '),
    initials: [...new Set(names.map(initialsOf))].filter(Boolean).join(' ').slice(0, 255),
  };
}
