import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { problems } from '../kernel/problem.ts';
import { Instant } from '../kernel/time.ts';

export const PrescriptionStatus = z.enum([
  'submitted',
  'in_review',
  'approved',
  'rejected',
  'used',
  'dispensed',
  'withdrawn',
  'expired',
  'changes_requested',
]);
export type PrescriptionStatus = z.infer<typeof PrescriptionStatus>;
export const PrescriptionEvent = z.enum([
  'claim',
  'release',
  'approve',
  'reject',
  'use',
  'free',
  'dispense',
  'withdraw',
  'expire',
  'transcribe',
  // About a prescription that stays where it is: the pharmacist asks, the patient answers or adds a note, it is read or dropped.
  'ask',
  'answer',
  'note',
  'read',
  'drop',
  'pause',
  'request_changes',
  'check_dispensing',
]);
export type PrescriptionEvent = z.infer<typeof PrescriptionEvent>;
export const prescriptionStatusText: Record<PrescriptionStatus, string> = {
  submitted: '等待药师审核',
  in_review: '药师审核中',
  approved: '审核通过',
  rejected: '未通过',
  used: '已用于订单',
  dispensed: '已调配',
  withdrawn: '已撤回',
  expired: '已过期',
  changes_requested: '请医生修改',
};

/** Why one line is not dispensed when the others are. */
export const RefusalReason = z.enum([
  'not_carried',
  'over_dose',
  'allergy',
  'interaction',
  'duplicate',
  'not_matching',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;
export const refusalReasonText: Record<RefusalReason, string> = {
  not_carried: '药店没有这种药',
  over_dose: '剂量需要医生核对',
  allergy: '与过敏史冲突',
  interaction: '与其他药有相互作用',
  duplicate: '与其他药重复',
  not_matching: '与诊断不符',
};

/** How it came: from the circulation platform by its number, as photographs, or from a follow-up consultation. */
export const PrescriptionSource = z.enum(['platform', 'image', 'consultation']);
export type PrescriptionSource = z.infer<typeof PrescriptionSource>;
export const prescriptionSourceText: Record<PrescriptionSource, string> = {
  platform: '电子处方',
  image: '拍照上传',
  consultation: '互联网复诊',
};

/** One line as the doctor wrote it. */
export const PrescriptionItem = z.object({
  genericName: z.string(),
  strength: z.string(),
  quantity: z.int(),
  unit: z.string(),
  /** For the patient all of how to take it is empty on a line that was not approved with the others. */
  dose: z.number(),
  timesPerDay: z.int(),
  timing: z.string(),
  days: z.int(),
  route: z.string(),
  /** The catalogue's drug for this line; null when we do not carry it. */
  drugId: Id.nullable(),
  /** Packs of our drug that make up the quantity: the most that may be bought on it. 0 when we do not carry it. */
  packs: z.int().min(0),
  /** Why the pharmacist let this line out when the others were approved; null: approved with them, or not decided. */
  refusedFor: RefusalReason.nullable(),
});
export type PrescriptionItem = z.infer<typeof PrescriptionItem>;

export const RejectReason = z.enum([
  'over_dose',
  'illegible',
  'expired',
  'allergy',
  'interaction',
  'not_matching',
  'incomplete',
  'unreachable',
  'submitted_twice',
  'other',
]);
export type RejectReason = z.infer<typeof RejectReason>;
export const rejectReasonText: Record<RejectReason, string> = {
  over_dose: '剂量超出规定',
  illegible: '处方看不清',
  expired: '处方已过有效期',
  allergy: '与过敏史冲突',
  interaction: '与正在用的药有相互作用',
  not_matching: '用药与诊断不符',
  incomplete: '处方信息不全',
  unreachable: '多次询问没有得到回复',
  submitted_twice: '同一张处方重复提交',
  other: '其他原因',
};

export const Prescription = z.object({
  id: Id,
  traceCode: z.string(),
  status: PrescriptionStatus,
  source: PrescriptionSource,
  /** How many photographs it came with. */
  imageCount: z.int(),
  patientName: z.string(),
  patientSex: z.string(),
  patientAge: z.int(),
  institution: z.string(),
  prescriber: z.string(),
  diagnoses: z.array(z.object({ code: z.string(), name: z.string() })),
  /** Null for the patient before approval: the server withholds dosage until then. */
  items: z.array(PrescriptionItem).nullable(),
  itemCount: z.int(),
  issuedAt: Instant,
  validUntil: Instant,
  submittedAt: Instant,
  decidedAt: Instant.nullable(),
  /** Name and licence number of the deciding pharmacist. */
  pharmacist: z.object({ name: z.string(), licenceNo: z.string() }).nullable(),
  rejectReason: RejectReason.nullable(),
  note: z.string().nullable(),
  /** How many are before this one; 0 when it is decided or being reviewed. */
  queuePosition: z.int(),
  orderId: Id.nullable(),
  /** Handed in again after a doctor was asked to change it: the one before. */
  replacesId: Id.nullable(),
});
export type Prescription = z.infer<typeof Prescription>;

const Other = z.object({ id: Id, traceCode: z.string() });
/** One prescription with the one it took the place of and the one that took its own. */
export const PrescriptionInFull = Prescription.extend({
  replaces: Other.nullable(),
  replacedBy: Other.nullable(),
});
export type PrescriptionInFull = z.infer<typeof PrescriptionInFull>;

export const submitPrescription = endpoint({
  method: 'POST',
  path: '/prescriptions',
  summary: '提交电子处方(流转平台处方编号，实名)',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({
    traceCode: z
      .string()
      .trim()
      .regex(/^RX\d{12,18}$/),
    patientName: z.string().trim().min(2).max(20),
    /** The prescription this one takes the place of, after its doctor changed it. */
    replacesId: Id.optional(),
    /** Which of my persons it is for; left out: the one of that name. */
    personId: Id.optional(),
  }),
  output: Prescription,
});

const ById = z.strictObject({ id: Id });

export const getPrescription = endpoint({
  method: 'GET',
  path: '/prescriptions/:id',
  summary: '处方与审核进度',
  access: ['patient'],
  owner: 'caller',
  input: ById,
  output: PrescriptionInFull,
});

export const listPrescriptions = endpoint({
  method: 'GET',
  path: '/prescriptions',
  summary: '我的处方',
  access: ['patient'],
  owner: 'caller',
  input: PageInput.strict(),
  output: pageOf(Prescription),
});

export const withdrawPrescription = endpoint({
  method: 'POST',
  path: '/prescriptions/:id/withdraw',
  summary: '撤回还没开始审核的处方',
  access: ['patient'],
  owner: 'caller',
  input: ById,
  output: Prescription,
});

export const prescriptionProblem = problems({
  PRESCRIPTION_PERSON_UNKNOWN: [422, '请先在“用药人”里添加这位用药人，姓名要与处方一致'],
  PRESCRIPTION_PERSON_DIFFERS: [422, '处方上的姓名或出生日期与所选用药人不一致，请核对'],
  PRESCRIPTION_GUARDIAN_MUST_AGREE: [422, '用药人未满 14 周岁，请监护人先在“用药人”里确认同意'],
  PRESCRIPTION_NOT_TRANSCRIBED: [422, '照片里的药还没有录入，录入后才能通过'],
  PRESCRIPTION_NOT_AN_IMAGE: [422, '只有拍照上传的处方需要录入'],
  PRESCRIPTION_ITEM_UNKNOWN: [422, '目录里没有这种药，请从目录中选择'],
  IMAGE_NOT_FOUND: [404, '没有找到这张照片，请重新上传'],
  IMAGE_TOO_LARGE: [413, '照片超过 8 MB，请压缩后再上传'],
  IMAGE_TYPE_REFUSED: [422, '只能上传 JPG、PNG 或 WebP 格式的照片'],
  IMAGE_HEIC_REFUSED: [
    422,
    '这是 HEIC 格式的照片，暂时不能读取。请在手机“设置”的“相机”里把格式改为“兼容性最佳”，或截屏后上传',
  ],
  IMAGE_BROKEN: [422, '照片打不开或不完整，请重新拍摄'],
  IMAGE_TOO_MANY_PIXELS: [422, '照片尺寸过大，请用普通相机模式重新拍摄'],
  IMAGE_TOO_SMALL: [422, '照片太小，看不清处方内容，请重新拍摄'],
  IMAGE_ALREADY_SUBMITTED: [409, '这张照片已经随另一张处方提交过'],
  IMAGE_LIMIT: [429, '还没提交的照片太多，请先提交或明天再试'],
  IMAGE_LINK_EXPIRED: [403, '照片链接已过期，请返回后重新打开'],
  PRESCRIPTION_NOT_FOUND: [404, '没有找到这张处方'],
  PRESCRIPTION_NOT_ON_PLATFORM: [422, '处方流转平台上没有这张处方，请核对编号与姓名'],
  PRESCRIPTION_ALREADY_SUBMITTED: [409, '这张处方已经提交过'],
  PRESCRIPTION_EXPIRED: [422, '处方已过有效期，请联系医生重新开具'],
  PRESCRIPTION_REVOKED: [422, '处方已被医院撤销'],
  PRESCRIPTION_TAKEN: [409, '这张处方已在其他药店使用'],
  PRESCRIPTION_NOT_TRUSTED: [422, '处方签名校验未通过，不能使用'],
  PRESCRIPTION_DRUG_PROHIBITED: [422, '处方中有国家禁止网络销售的药品，请到实体药店购买'],
  PRESCRIPTION_HELD_BY_ANOTHER: [409, '另一位药师正在审核这张处方'],
  PRESCRIPTION_DOES_NOT_COVER: [422, '处方不包含这些药品或数量'],
  PHARMACIST_LICENCE_EXPIRED: [403, '执业药师注册证已过期，不能审方'],
  SIGNING_KEY_MISSING: [403, '您的签名证书还没有登记，不能作决定，请联系管理员'],
  CHECKS_INCOMPLETE: [422, '请逐项确认七项审核内容'],
  QUESTION_OPEN: [409, '还有问题没有得到回答，请等患者回答，或说明理由后撤回问题'],
  ANSWER_UNREAD: [409, '患者有新的回答或留言，请先打开阅读再决定'],
  QUESTION_NOT_FOUND: [404, '没有找到这个问题，可能已经撤回'],
  REFUSE_ALL: [422, '每一种药都不通过时，请选择“不通过”并写明原因'],
  NOT_REPLACEABLE: [409, '原处方不需要修改，或已经重新提交过'],
  SAME_PERSON_CHECKS: [409, '审方、拣货和调配复核应由不同的人完成。确实只有一人在岗时，请写明原因'],
  NOT_PICKED_YET: [409, '处方药还没有拣货，拣好后才能复核'],
  OVERRIDE_NEEDS_REASON: [422, '系统提示了需要停下的问题，通过前请在备注写明理由'],
});
