import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { Instant } from '../kernel/time.ts';
import { Prescription, PrescriptionItem, RefusalReason, RejectReason } from './contract.ts';
import { Inquiry, InquiryState } from './inquiry-contract.ts';

const ById = z.strictObject({ id: Id });

/** A machine finding for the pharmacist; never a decision. */
export const Finding = z.object({
  code: z.string(),
  severity: z.enum(['stop', 'warn', 'info']),
  text: z.string(),
  source: z.string(),
  /** Of the rule set or table it was drawn from. */
  version: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** The seven things a pharmacist checks (处方管理办法 2007, art. 35). */
export const CHECK_ITEMS = [
  ['skin_test', '规定必须做皮试的药品，处方是否注明皮试结果'],
  ['fits_diagnosis', '处方用药与临床诊断是否相符'],
  ['dose', '剂量、用法是否正确'],
  ['form_route', '剂型与给药途径是否合理'],
  ['duplicate', '是否有重复给药'],
  ['interaction', '是否有潜在的相互作用与配伍禁忌'],
  ['other', '其他用药不适宜情况'],
] as const;
export const CheckItem = z.enum([
  'skin_test',
  'fits_diagnosis',
  'dose',
  'form_route',
  'duplicate',
  'interaction',
  'other',
]);
export type CheckItem = z.infer<typeof CheckItem>;

/** From the worst finding when it was handed in: what waits longest and what is riskiest come first. */
export const Risk = z.enum(['high', 'medium', 'low']);
export type Risk = z.infer<typeof Risk>;

/** The deciding pharmacist's electronic signature over the prescription and the decision, as the server re-verified it. */
export const DecisionSignature = z.object({
  alg: z.enum(['SM2-SM3', 'RSA-SHA256']),
  certSerial: z.string(),
  signedAt: Instant,
  holds: z.boolean(),
});
export type DecisionSignature = z.infer<typeof DecisionSignature>;

/** Where a photograph of a prescription can be looked at for five minutes, by the one who asked. */
export const ImageLink = z.object({
  id: Id,
  url: z.string(),
  width: z.int(),
  height: z.int(),
  expiresAt: Instant,
});
export type ImageLink = z.infer<typeof ImageLink>;

/** What the pharmacist sees: the whole prescription, the person's facts (with consent), the machine's findings. */
export const Review = Prescription.extend({
  items: z.array(PrescriptionItem),
  findings: z.array(Finding),
  /** What the machine could not check, said aloud. */
  notCovered: z.array(z.string()),
  rulesVersion: z.string(),
  rulesRun: z.int(),
  /** Photographs of a paper prescription; empty for an electronic one. */
  images: z.array(ImageLink),
  /** What was asked and answered, and what the patient added, oldest first. */
  inquiries: z.array(Inquiry),
  /** Words of pharmacists who passed it on. */
  handOverNotes: z.array(z.string()),
  /** The one whose doctor was asked to change it, and what was asked for; this is what came back. */
  replaces: z
    .object({ traceCode: z.string(), rejectReason: RejectReason.nullable(), note: z.string().nullable() })
    .nullable(),
  risk: Risk,
  signature: DecisionSignature.nullable(),
  tooFast: z.boolean(),
  /** Null: the patient gave no consent to show the health record. */
  patientFacts: z
    .object({
      allergies: z.array(z.string()),
      conditions: z.array(z.string()),
      medicines: z.array(z.string()),
      weightKg: z.number().nullable(),
    })
    .nullable(),
  claimedByMe: z.boolean(),
  claimUntil: Instant.nullable(),
});
export type Review = z.infer<typeof Review>;

/** Why a pharmacist sets a prescription aside without giving it up. */
export const PauseReason = z.enum(['asking_doctor', 'looking_up', 'interrupted']);
export type PauseReason = z.infer<typeof PauseReason>;
export const pauseReasonText: Record<PauseReason, string> = {
  asking_doctor: '正在联系医生',
  looking_up: '正在查资料',
  interrupted: '临时离开',
};

/** One line of the queue: no name and no drug until somebody claims it. */
export const QueuedPrescription = Prescription.pick({
  id: true,
  institution: true,
  itemCount: true,
  submittedAt: true,
  patientAge: true,
  patientSex: true,
}).extend({ risk: Risk, inquiry: InquiryState, pauseReason: PauseReason.nullable() });
export type QueuedPrescription = z.infer<typeof QueuedPrescription>;

export const listReviewQueue = endpoint({
  method: 'GET',
  path: '/prescription-reviews',
  summary: '审方队列(按等待与风险)',
  access: ['pharmacist'],
  owner: 'anyone',
  input: z.strictObject({}),
  output: z.object({
    waiting: z.array(QueuedPrescription),
    mine: z.array(QueuedPrescription),
    decidedToday: z.int(),
  }),
});

export const claimPrescription = endpoint({
  method: 'POST',
  path: '/prescription-reviews/:id/claim',
  summary: '领取处方(两名药师不会同时审同一张)',
  access: ['pharmacist'],
  owner: 'anyone',
  input: ById,
  output: Review,
});

export const getReview = endpoint({
  method: 'GET',
  path: '/prescription-reviews/:id',
  summary: '审方页面',
  access: ['pharmacist'],
  owner: 'assigned',
  input: ById,
  output: Review,
});

export const releasePrescription = endpoint({
  method: 'POST',
  path: '/prescription-reviews/:id/release',
  summary: '放回队列',
  access: ['pharmacist'],
  owner: 'assigned',
  input: ById,
  output: z.object({ done: z.literal(true) }),
});

/** The pharmacist proves once more who they are: their own password, or a code of their authenticator. */
export const Proof = z.strictObject({
  kind: z.enum(['password', 'totp']),
  value: z.string().min(1).max(128),
});
export type Proof = z.infer<typeof Proof>;

export const approvePrescription = endpoint({
  method: 'POST',
  path: '/prescription-reviews/:id/approve',
  summary: '审核通过(七项逐一确认，本人验证并电子签名)',
  access: ['pharmacist'],
  owner: 'assigned',
  idempotent: true,
  input: z.strictObject({
    id: Id,
    checked: z.array(CheckItem).length(7),
    note: z.string().max(200).default(''),
    /** Lines left out, by their place from 0; the others are approved. */
    refused: z
      .array(z.strictObject({ index: z.int().min(0), reason: RefusalReason }))
      .max(20)
      .default([]),
    proof: Proof,
  }),
  output: Review,
});

export const rejectPrescription = endpoint({
  method: 'POST',
  path: '/prescription-reviews/:id/reject',
  summary: '不通过(原因与给患者的话)',
  access: ['pharmacist'],
  owner: 'assigned',
  idempotent: true,
  input: z.strictObject({ id: Id, reason: RejectReason, note: z.string().trim().min(4).max(200) }),
  output: Review,
});

export const requestChanges = endpoint({
  method: 'POST',
  path: '/prescription-reviews/:id/request-changes',
  summary: '请医生修改(写明改什么)',
  access: ['pharmacist'],
  owner: 'assigned',
  idempotent: true,
  input: z.strictObject({ id: Id, reason: RejectReason, note: z.string().trim().min(4).max(200) }),
  output: Review,
});

export const pauseReview = endpoint({
  method: 'POST',
  path: '/prescription-reviews/:id/pause',
  summary: '暂停审核并保留(写明原因)',
  access: ['pharmacist'],
  owner: 'assigned',
  input: z.strictObject({ id: Id, reason: PauseReason }),
  output: Review,
});
