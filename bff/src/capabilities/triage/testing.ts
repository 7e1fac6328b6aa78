import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { fieldCrypto } from '../../kernel/crypto.ts';
import type { Database } from '../../kernel/database.ts';
import { ingredientsOf, type OtcFact } from './engine/otc.ts';
import { triage } from './index.ts';
import type { HealthFacts, Helper } from './ports.ts';

/** A product that suits everybody, but for what is said. */
export const product = (
  drugCode: string,
  name: string,
  ingredients: string,
  symptoms: string[],
  but: Partial<OtcFact> = {},
): OtcFact => ({
  drugCode,
  name,
  class: 'otc_b',
  strength: '',
  ingredients: ingredientsOf(ingredients),
  symptoms,
  minAgeMonths: 72,
  dosageAdult: '一次1片，一日3次',
  dosageChild: '6–12岁一次0.5片，一日3次',
  pregnancy: 'ok',
  lactation: 'ok',
  avoidConditions: [],
  driving: 'none',
  alcohol: 'none',
  maxDays: 3,
  precautions: '',
  ...but,
});

export const shelf: OtcFact[] = [
  product('D1', '对乙酰氨基酚片', 'paracetamol 500 mg', ['fever', 'headache', 'sore_throat', 'body_ache']),
  product('D2', '布洛芬片', 'ibuprofen 200 mg', ['fever', 'headache', 'body_ache', 'dysmenorrhea'], {
    pregnancy: 'avoid',
    avoidConditions: ['peptic_ulcer', 'nsaid_allergy'],
  }),
  product(
    'D3',
    '氨酚伪麻美芬片',
    'paracetamol 325 mg|pseudoephedrine 30 mg|dextromethorphan 15 mg',
    ['fever', 'nasal_congestion', 'runny_nose', 'cough_dry'],
    { minAgeMonths: 144, driving: 'avoid' },
  ),
  product('D4', '氯雷他定片', 'loratadine 10 mg', ['runny_nose', 'sneezing', 'hives', 'itchy_skin']),
  product('D5', '西吡氯铵含片', 'cetylpyridinium 2 mg', ['sore_throat']),
  product('D6', '阿莫西林胶囊', 'amoxicillin 250 mg', ['sore_throat'], { class: 'rx' }),
  product('D7', '布洛芬混悬液', 'ibuprofen 20 mg', ['fever', 'headache'], {
    minAgeMonths: 6,
    dosageAdult: '不推荐',
    dosageChild: '6个月–12岁按体重5–10mg/kg',
  }),
];

/** The symptom check as the app has it, with a shelf of products and whatever each person's record says. */
export function triageWorld(db: Database, helper: Helper | null = null) {
  const records = new Map<string, HealthFacts>();
  const clock = { now: new Date('2026-11-22T01:00:00Z') };
  const capability = triage({
    db,
    crypto: fieldCrypto({ k1: randomBytes(32) }, randomBytes(32)),
    now: () => clock.now,
    newId: () => uuidv7(),
    otcFacts: async () => shelf,
    healthFactsOf: async (id) => records.get(id) ?? null,
    helper,
  });
  return { capability, records, clock };
}

export const healthy: HealthFacts = {
  sex: 'female',
  birthDate: '1996-05-01',
  weightKg: null,
  pregnant: false,
  breastfeeding: false,
  allergies: [],
  conditions: [],
  medicines: [],
};
