import { z } from 'zod';
import { Id, endpoint, number } from '../kernel/endpoint.ts';
import { problems } from '../kernel/problem.ts';
import { Instant, LocalDate } from '../kernel/time.ts';

export const Sex = z.enum(['male', 'female']);
/** Facts that safety checks need. Kept only with the separate consent `health_record`. */
export const HealthProfile = z.object({
  name: z.string().max(20).nullable(),
  sex: Sex.nullable(),
  birthDate: LocalDate.nullable(),
  weightKg: z.number().min(0.5).max(300).nullable(),
  pregnant: z.boolean().nullable(),
  breastfeeding: z.boolean().nullable(),
  /** Free words or INN, e.g. 青霉素. */
  allergies: z.array(z.string().trim().min(1).max(30)).max(20),
  /** Codes as in the catalogue's `avoid_conditions`, e.g. hypertension. */
  conditions: z.array(z.string().trim().min(1).max(40)).max(20),
  /** INN of what is taken for long. */
  medicines: z.array(z.string().trim().min(1).max(60)).max(30),
});
export type HealthProfile = z.infer<typeof HealthProfile>;

export const conditionText: Record<string, string> = {
  peptic_ulcer: '消化性溃疡',
  gi_bleeding: '消化道出血',
  g6pd_deficiency: '蚕豆病（G6PD缺乏）',
  asthma: '哮喘',
  nsaid_allergy: '解热镇痛药过敏',
  angle_closure_glaucoma: '闭角型青光眼',
  kidney_impairment: '肾功能不全',
  liver_impairment: '肝功能不全',
  hypertension: '高血压',
  prostatic_hyperplasia: '前列腺增生',
  heart_disease: '心脏病',
  heart_failure: '心力衰竭',
  arrhythmia: '心律失常',
  diabetes: '糖尿病',
  epilepsy: '癫痫',
  hyperthyroidism: '甲亢',
  bleeding_disorder: '出血性疾病',
  gout: '痛风',
  myasthenia_gravis: '重症肌无力',
  urinary_retention: '尿潴留',
  bowel_obstruction: '肠梗阻',
  hypokalemia: '低血钾',
  phenylketonuria: '苯丙酮尿症',
  porphyria: '卟啉病',
  copd: '慢阻肺',
  dysphagia: '吞咽困难',
};

export const RecordEntry = z.object({
  id: Id,
  kind: z.enum(['triage', 'dispense', 'prescription', 'plan', 'dose', 'follow_up', 'observation']),
  at: Instant,
  title: z.string(),
  detail: z.string(),
  hidden: z.boolean(),
});
export type RecordEntry = z.infer<typeof RecordEntry>;

export const HealthRecord = z.object({
  consented: z.boolean(),
  profile: HealthProfile.nullable(),
  entries: z.array(RecordEntry),
  /** Who looked, newest first; the person sees every access. */
  accesses: z.array(z.object({ at: Instant, who: z.string(), what: z.string() })),
});
export type HealthRecord = z.infer<typeof HealthRecord>;

export const getHealthRecord = endpoint({
  method: 'GET',
  path: '/health-record',
  summary: '我的健康档案',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ limit: number().int().min(1).max(200).default(100) }),
  output: HealthRecord,
});

export const saveHealthProfile = endpoint({
  method: 'PUT',
  path: '/health-record/profile',
  summary: '保存健康资料(需单独同意)',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject(HealthProfile.shape),
  output: HealthProfile,
});

/** Blood pressure in mmHg, temperature in °C, glucose in mmol/L, weight in kg. */
export const ObservationKind = z.enum(['blood_pressure', 'temperature', 'glucose', 'weight']);
export const recordObservation = endpoint({
  method: 'POST',
  path: '/health-record/observations',
  summary: '记录血压、体温、血糖、体重',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({
    kind: ObservationKind,
    value: z.number().min(0).max(400),
    /** Diastolic pressure; only for blood pressure. */
    second: z.number().min(0).max(300).optional(),
    at: Instant.optional(),
  }),
  output: z.object({ entry: RecordEntry, urgent: z.string().nullable() }),
});

export const hideEntry = endpoint({
  method: 'POST',
  path: '/health-record/entries/:id/hide',
  summary: '隐藏或显示一条记录',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ id: Id, hidden: z.boolean() }),
  output: RecordEntry,
});

/** FHIR R4 Bundle of type `collection`. */
export const FhirBundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.literal('collection'),
  timestamp: Instant,
  entry: z.array(
    z.looseObject({ fullUrl: z.string(), resource: z.looseObject({ resourceType: z.string() }) }),
  ),
});
export type FhirBundle = z.infer<typeof FhirBundle>;

export const exportHealthRecord = endpoint({
  method: 'GET',
  path: '/health-record/export',
  summary: '导出健康档案(FHIR R4)',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({}),
  output: FhirBundle,
});

export const healthRecordProblem = problems({
  ENTRY_NOT_FOUND: [404, '没有找到这条记录'],
});
