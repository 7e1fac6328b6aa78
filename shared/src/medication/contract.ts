import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { problems } from '../kernel/problem.ts';
import { Instant, LocalDate, TimeOfDay } from '../kernel/time.ts';

export const MedicationPlanStatus = z.enum(['proposed', 'active', 'declined', 'finished', 'stopped']);
export type MedicationPlanStatus = z.infer<typeof MedicationPlanStatus>;
export const MedicationPlanEvent = z.enum(['confirm', 'decline', 'finish', 'stop']);
export type MedicationPlanEvent = z.infer<typeof MedicationPlanEvent>;
export const DoseStatus = z.enum(['planned', 'due', 'taken', 'skipped', 'missed', 'cancelled']);
export type DoseStatus = z.infer<typeof DoseStatus>;
export const DoseEvent = z.enum(['fall_due', 'take', 'skip', 'miss', 'cancel']);
export type DoseEvent = z.infer<typeof DoseEvent>;
export const doseStatusText: Record<DoseStatus, string> = {
  planned: '未到时间',
  due: '该服药了',
  taken: '已服用',
  skipped: '已跳过',
  missed: '漏服',
  cancelled: '已取消',
};

/** before_meal 饭前, after_meal 饭后, … as in the catalogue. */
export const DoseTiming = z.enum(['before_meal', 'after_meal', 'with_meal', 'bedtime', 'morning', 'any']);
export type DoseTiming = z.infer<typeof DoseTiming>;
export const doseTimingText: Record<DoseTiming, string> = {
  before_meal: '饭前',
  after_meal: '饭后',
  with_meal: '随餐',
  bedtime: '睡前',
  morning: '早晨',
  any: '不限饭前饭后',
};

export const Dose = z.object({
  id: Id,
  planId: Id,
  drugName: z.string(),
  /** 「1 片」 */
  amountText: z.string(),
  timing: DoseTiming,
  dueAt: Instant,
  status: DoseStatus,
  decidedAt: Instant.nullable(),
});
export type Dose = z.infer<typeof Dose>;

export const MedicationPlan = z.object({
  id: Id,
  drugId: Id,
  drugName: z.string(),
  strength: z.string(),
  status: MedicationPlanStatus,
  /** Where the proposal comes from: the prescription's sig, or the leaflet. */
  basis: z.enum(['prescription', 'leaflet']),
  dose: z.number(),
  unit: z.string(),
  timesPerDay: z.int(),
  timing: DoseTiming,
  times: z.array(TimeOfDay),
  days: z.int(),
  startsOn: LocalDate.nullable(),
  endsOn: LocalDate.nullable(),
  /** Units left of what was delivered, counted down by doses taken. */
  unitsLeft: z.number(),
  taken: z.int(),
  total: z.int(),
  followUpDueAt: Instant.nullable(),
  followedUpAt: Instant.nullable(),
  /** Units the plan may need to be changed to: the leaflet's most per day; the editor refuses more. */
  maxTimesPerDay: z.int(),
  warnings: z.array(z.string()),
});
export type MedicationPlan = z.infer<typeof MedicationPlan>;

export const getMedication = endpoint({
  method: 'GET',
  path: '/medication',
  summary: '今天的用药与我的用药计划',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({}),
  output: z.object({ today: z.array(Dose), plans: z.array(MedicationPlan) }),
});

export const confirmMedicationPlan = endpoint({
  method: 'POST',
  path: '/medication/plans/:id/confirm',
  summary: '确认用药计划并开启提醒',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({
    id: Id,
    times: z.array(TimeOfDay).min(1).max(6),
    days: z.int().min(1).max(90),
    startsOn: LocalDate,
  }),
  output: MedicationPlan,
});

const ById = z.strictObject({ id: Id });

export const declineMedicationPlan = endpoint({
  method: 'POST',
  path: '/medication/plans/:id/decline',
  summary: '不需要这个用药计划',
  access: ['patient'],
  owner: 'caller',
  input: ById,
  output: MedicationPlan,
});

export const takeDose = endpoint({
  method: 'POST',
  path: '/medication/doses/:id/take',
  summary: '打卡:已服用',
  access: ['patient'],
  owner: 'caller',
  input: ById,
  output: Dose,
});

export const skipDose = endpoint({
  method: 'POST',
  path: '/medication/doses/:id/skip',
  summary: '这次跳过',
  access: ['patient'],
  owner: 'caller',
  input: ById,
  output: Dose,
});

export const Feeling = z.enum(['better', 'same', 'worse']);
export type Feeling = z.infer<typeof Feeling>;

/** Advice after a follow-up: what to do, and where a blood test can be had when that makes sense. */
export const FollowUpAdvice = z.object({
  urgency: z.enum(['none', 'watch', 'see_doctor', 'emergency']),
  text: z.string(),
  clinics: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      phone: z.string(),
      distanceM: z.int().nullable(),
      tests: z.array(z.string()),
      paidPlacement: z.boolean(),
    }),
  ),
});

/** May be answered from the first dose taken; recovered people end the course early and are not told to buy again. */
export const followUp = endpoint({
  method: 'POST',
  path: '/medication/plans/:id/follow-up',
  summary: '用药回访:好些了吗',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({
    id: Id,
    feeling: Feeling,
    sideEffects: z.string().trim().max(200).default(''),
    /** 已经好了: ends the plan and its reminders. */
    endCourse: z.boolean().default(false),
    point: z.strictObject({ lng: z.number(), lat: z.number() }).optional(),
  }),
  output: z.object({ plan: MedicationPlan, advice: FollowUpAdvice, pointsEarned: z.int() }),
});

export const medicationProblem = problems({
  MEDICATION_PLAN_NOT_FOUND: [404, '没有找到这个用药计划'],
  DOSE_NOT_FOUND: [404, '没有找到这次服药'],
  DOSE_NOT_YET: [409, '还没到服药时间'],
  TOO_MANY_TIMES: [422, '超过说明书或处方的每日次数，请咨询药师'],
  NOTHING_TAKEN_YET: [409, '至少服用一次后再来反馈'],
  ALREADY_FOLLOWED_UP: [409, '这个疗程已经反馈过了'],
});
