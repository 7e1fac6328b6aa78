/** 处方全程记录: what an inspector asks about one prescription, from handing in to dispensing. */
import { z } from 'zod';
import { Id, Role, endpoint } from '../kernel/endpoint.ts';
import { Instant, LocalDate } from '../kernel/time.ts';
import { RegisteredSale } from '../inventory/register.ts';
import { ParcelStatus } from '../order/contract.ts';
import { FulfilmentMode } from '../pricing/contract.ts';
import { PrescriptionInFull, PrescriptionItem } from '../prescription/contract.ts';
import { DecisionRecord } from '../prescription/record.ts';
import { KeptRecord } from './retention-contract.ts';

/** How one entry of the audit trail stands against the link it was written with. */
export const LinkState = z.enum(['holds', 'broken', 'unproven', 'unchained']);
export type LinkState = z.infer<typeof LinkState>;
export const linkStateText: Record<LinkState, string> = {
  holds: '与写入时一致',
  broken: '内容或顺序被改动',
  unproven: '前一条被删除，无法核验',
  unchained: '不在链上（早于启用审计链，或被插入）',
};

export const CourseStep = z.object({
  seq: z.int().nullable(),
  at: Instant,
  action: z.string(),
  /** What it happened to. */
  about: z.enum(['prescription', 'order', 'parcel', 'sale']),
  actorName: z.string().nullable(),
  role: z.union([Role, z.literal('system')]),
  data: z.looseObject({}).nullable(),
  link: LinkState,
});
export type CourseStep = z.infer<typeof CourseStep>;

const Signature = z.object({
  alg: z.string(),
  value: z.string(),
  certSerial: z.string(),
  signedAt: Instant,
  /** Checked again just now, over the stored words. */
  holds: z.boolean(),
});

/** What was handed in and decided; null when it was destroyed after its term. */
export const CoursePrescription = PrescriptionInFull.omit({ items: true }).extend({
  items: z.array(PrescriptionItem),
  idNoMasked: z.string(),
  issuer: z.object({ alg: z.string(), certSerial: z.string() }).nullable(),
  decision: DecisionRecord.shape.decision,
  tooFast: z.boolean(),
  seconds: z.int().nullable(),
  floorSeconds: z.int().nullable(),
  signature: Signature.nullable(),
  /** The very text that was signed, for whoever checks it without us. */
  signedText: z.string().nullable(),
  check: z.object({ by: z.string(), at: Instant, alone: z.string().nullable() }).nullable(),
});
export type CoursePrescription = z.infer<typeof CoursePrescription>;

export const CourseParcel = z.object({
  id: Id,
  orderNo: z.string(),
  parcelNo: z.string(),
  storeName: z.string(),
  status: ParcelStatus,
  mode: FulfilmentMode,
  pickedBy: z.string().nullable(),
  sealNo: z.string().nullable(),
  deliveredAt: Instant.nullable(),
  lots: z.array(z.object({ name: z.string(), lotNo: z.string(), expires: LocalDate, quantity: z.int() })),
});
export type CourseParcel = z.infer<typeof CourseParcel>;

/** Sold over the counter instead of being sent. */
export const CourseSale = z.object({
  at: Instant,
  storeName: z.string(),
  soldBy: z.string(),
  lots: z.array(z.object({ name: z.string(), lotNo: z.string(), quantity: z.int() })),
  codes: z.array(z.string()),
  /** Line of the ID register, where the law wants one. */
  register: RegisteredSale.nullable(),
});
export type CourseSale = z.infer<typeof CourseSale>;

export const PrescriptionCourse = z.object({
  id: Id,
  number: z.string(),
  prescription: CoursePrescription.nullable(),
  parcels: z.array(CourseParcel),
  sale: CourseSale.nullable(),
  kept: z.array(KeptRecord),
  steps: z.array(CourseStep),
  readAt: Instant,
  readBy: z.string(),
});
export type PrescriptionCourse = z.infer<typeof PrescriptionCourse>;

export const getPrescriptionCourse = endpoint({
  method: 'GET',
  path: '/compliance/prescriptions/:id/course',
  summary: '处方全程记录:从提交到调配的每一步、签名、登记与保存期限(每次查阅都留痕)',
  access: ['compliance_officer'],
  owner: 'anyone',
  input: z.strictObject({ id: Id, use: z.enum(['screen', 'print', 'export']).default('screen') }),
  output: PrescriptionCourse,
});
