/** A follow-up with a doctor of an internet hospital. The doctor alone prescribes; nothing here writes a prescription. */
import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { problems } from '../kernel/problem.ts';
import { Instant, LocalDate } from '../kernel/time.ts';

export const ConsultationStatus = z.enum(['asked', 'prescribed', 'declined', 'lapsed']);
export type ConsultationStatus = z.infer<typeof ConsultationStatus>;
export const consultationStatusText: Record<ConsultationStatus, string> = {
  asked: '等待医生接诊',
  prescribed: '医生已开处方',
  declined: '医生没有开处方',
  lapsed: '没有等到医生',
};

export const Consultation = z.object({
  id: Id,
  status: ConsultationStatus,
  patientName: z.string(),
  complaint: z.string(),
  diagnosis: z.string(),
  askedAt: Instant,
  answeredAt: Instant.nullable(),
  doctor: z
    .object({ name: z.string(), licenceNo: z.string(), institution: z.string(), department: z.string() })
    .nullable(),
  /** Number of the prescription on the circulation platform, to be handed in for review. */
  traceCode: z.string().nullable(),
  /** The doctor's own words: advice, or why there is no prescription. */
  words: z.string().nullable(),
  /** The doctor is played by a simulator. */
  simulated: z.boolean(),
});
export type Consultation = z.infer<typeof Consultation>;

export const startConsultation = endpoint({
  method: 'POST',
  path: '/consultations',
  summary: '发起互联网复诊(只限复诊；6 岁以下须监护人)',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({
    personId: Id,
    /** What is wrong now. */
    complaint: z.string().trim().min(4).max(300),
    /** What a doctor diagnosed before: without it, it would be a first visit. */
    diagnosis: z.string().trim().max(60),
    lastVisit: z.strictObject({ institution: z.string().trim().max(60), on: LocalDate.nullable() }),
    /** For a child: a guardian is with the child now. */
    guardianPresent: z.boolean().default(false),
  }),
  output: Consultation,
});

export const listConsultations = endpoint({
  method: 'GET',
  path: '/consultations',
  summary: '我的复诊',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({}),
  output: z.object({
    /** False: this deployment has no internet hospital. */
    offered: z.boolean(),
    consultations: z.array(Consultation),
  }),
});

export const consultationProblem = problems({
  CONSULTATION_NOT_FOUND: [404, '没有找到这次复诊'],
  CONSULTATION_NOT_OFFERED: [503, '暂时没有可用的互联网医院'],
  CONSULTATION_FIRST_VISIT: [
    422,
    '互联网医院只能复诊：请填写医生以前的诊断、医院和就诊日期。第一次出现的不适，请到医院就诊',
  ],
  CONSULTATION_GUARDIAN_ABSENT: [422, '6 岁以下的孩子复诊，监护人必须在场陪同'],
  CONSULTATION_STRICT_DRUG: [422, '麻醉药品、精神药品不能在互联网上开具，请到医院就诊'],
  CONSULTATION_OPEN: [409, '您有一次复诊还在等医生，请先等结果'],
});
