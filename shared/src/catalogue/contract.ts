import { z } from 'zod';
import { Id, endpoint, number } from '../kernel/endpoint.ts';
import { Fen } from '../kernel/money.ts';
import { problems } from '../kernel/problem.ts';

/** 甲类非处方药, 乙类非处方药, 处方药. */
export const DrugClass = z.enum(['otc_a', 'otc_b', 'rx']);
export type DrugClass = z.infer<typeof DrugClass>;
export const drugClassText: Record<DrugClass, string> = { otc_a: '甲类OTC', otc_b: '乙类OTC', rx: '处方药' };

export const DosageForm = z.enum([
  'tablet',
  'capsule',
  'granule',
  'oral_solution',
  'syrup',
  'drops',
  'suspension',
  'cream',
  'ointment',
  'gel',
  'eye_drops',
  'ear_drops',
  'nasal_spray',
  'inhaler',
  'patch',
  'suppository',
  'injection',
  'powder',
  'lozenge',
  'pill',
  'spray',
  'lotion',
  'mouthwash',
  'enema',
  'effervescent',
]);
export type DosageForm = z.infer<typeof DosageForm>;

export const StorageClass = z.enum(['normal', 'cool', 'refrigerated']);
export type StorageClass = z.infer<typeof StorageClass>;

/**
 * What a list or a suggestion shows. Of a prescription drug that this person holds no approved prescription for, `picture` and
 * `category` are null: the server withholds them (药品网络销售监督管理办法 2022, NMPA notice June 2023).
 */
export const DrugCard = z.object({
  id: Id,
  code: z.string(),
  genericName: z.string(),
  strength: z.string(),
  pack: z.string(),
  unit: z.string(),
  class: DrugClass,
  /** Dosage form a picture is drawn for; null when withheld. */
  picture: DosageForm.nullable(),
  category: z.string().nullable(),
  /** May be put into the basket by this person now. */
  purchasable: z.boolean(),
  /** Sentence shown instead of a buying button, e.g. 处方药须凭处方在药师指导下购买和使用. */
  notice: z.string().nullable(),
});
export type DrugCard = z.infer<typeof DrugCard>;

/** The leaflet (说明书), each part in plain Chinese. */
export const Leaflet = z.object({
  indications: z.string(),
  dosageAdult: z.string(),
  dosageChild: z.string(),
  contraindications: z.string(),
  precautions: z.string(),
  adverseReactions: z.string(),
  interactions: z.string(),
  pregnancy: z.string(),
  lactation: z.string(),
  driving: z.string(),
  alcohol: z.string(),
  storage: z.string(),
  source: z.string(),
  reviewState: z.string(),
});
export type Leaflet = z.infer<typeof Leaflet>;

/** A drug's page. Withheld parts are null, never empty strings. */
export const DrugPage = DrugCard.extend({
  approvalNo: z.string(),
  storage: StorageClass,
  ingredients: z.array(z.object({ inn: z.string(), amount: z.string() })).nullable(),
  leaflet: Leaflet.nullable(),
  /** Lowest price among stores now; null when nobody has it or it may not be sold. */
  fromFen: Fen.nullable(),
});
export type DrugPage = z.infer<typeof DrugPage>;

export const searchDrugs = endpoint({
  method: 'GET',
  path: '/catalogue/drugs',
  summary: '找药:按名称、别名、拼音、成分或症状搜索',
  access: ['patient', 'store_staff', 'pharmacist', 'compliance_officer'],
  owner: 'anyone',
  input: z.strictObject({
    q: z.string().trim().max(60).default(''),
    category: z.string().max(20).optional(),
    limit: number().int().min(1).max(50).default(20),
  }),
  output: z.object({
    items: z.array(DrugCard),
    categories: z.array(z.string()),
    /** The name that was probably meant, when what was typed stands in none (您是不是要找…). */
    meant: z.string().nullable().default(null),
  }),
});

export const getDrug = endpoint({
  method: 'GET',
  path: '/catalogue/drugs/:id',
  summary: '药品页(处方药未审方前不含图片、说明书、适应症与用法)',
  access: ['patient', 'store_staff', 'pharmacist', 'compliance_officer'],
  owner: 'anyone',
  input: z.strictObject({ id: Id }),
  output: DrugPage,
});

export const RX_NOTICE = '处方药须凭处方在药师指导下购买和使用';
export const PROHIBITED_NOTICE = '该药品国家禁止网络销售，请到实体药店或医院购买';

export const catalogueProblem = problems({
  DRUG_NOT_FOUND: [404, '没有找到这个药品'],
  DRUG_PROHIBITED_ONLINE: [422, PROHIBITED_NOTICE],
});
