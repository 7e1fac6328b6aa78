/** A prescription on paper: photographs of it, what a pharmacist reads off them, and who may look at them. */
import { z } from 'zod';
import { FileAnswer, Id, endpoint, number } from '../kernel/endpoint.ts';
import { LocalDate } from '../kernel/time.ts';
import { Prescription } from './contract.ts';
import { ImageLink, Review } from './review-contract.ts';
import { LONGEST_VALIDITY_DAYS, MOST_DRUGS } from './rules.ts';

export const MOST_IMAGES = 9;
export const MOST_IMAGE_BYTES = 8 * 1024 * 1024;

export const UploadedImage = z.object({
  id: Id,
  bytes: z.int(),
  width: z.int(),
  height: z.int(),
  /** Number of an earlier prescription of mine that came with the very same picture. */
  handedInBefore: z.string().nullable(),
});
export type UploadedImage = z.infer<typeof UploadedImage>;

export const uploadPrescriptionImage = endpoint({
  method: 'POST',
  path: '/prescription-images',
  summary: '上传一张处方照片(JPG、PNG、WebP，≤ 8 MiB；服务器去除位置信息后重新编码)',
  access: ['patient'],
  owner: 'caller',
  takesFile: true,
  /** Quarter turns to the right, as the patient turned it on the screen. */
  input: z.strictObject({ turns: number().int().min(0).max(3).default(0) }),
  output: UploadedImage,
});

export const submitPrescriptionImages = endpoint({
  method: 'POST',
  path: '/prescriptions/from-images',
  summary: '提交拍照处方(为谁、哪家医院、哪天开具)',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({
    personId: Id,
    institution: z.string().trim().min(2).max(60),
    issuedOn: LocalDate,
    imageIds: z.array(Id).min(1).max(MOST_IMAGES),
    /** The prescription this one takes the place of, after its doctor changed it. */
    replacesId: Id.optional(),
  }),
  output: Prescription,
});

const Signed = { viewer: Id, until: number().int(), proof: z.string().regex(/^[\da-f]{64}$/) };

export const listPrescriptionImages = endpoint({
  method: 'GET',
  path: '/prescriptions/:id/images',
  summary: '处方照片(五分钟有效的链接；患者本人，或领取了这张处方的药师)',
  access: ['patient', 'pharmacist'],
  owner: 'assigned',
  input: z.strictObject({ id: Id }),
  output: z.object({ images: z.array(ImageLink) }),
});

export const getPrescriptionImage = endpoint({
  method: 'GET',
  path: '/prescription-images/:id',
  summary: '一张处方照片(凭签名链接)',
  // An image element cannot send a token: the link itself names the viewer, ends after minutes, and is signed.
  access: 'public',
  owner: 'assigned',
  givesFile: true,
  input: z.strictObject({ id: Id, ...Signed }),
  output: FileAnswer,
});

const Line = z.strictObject({
  genericName: z.string().trim().min(1).max(80),
  drugId: Id,
  quantity: z.int().min(1).max(2000),
  dose: z.number().positive().max(1000),
  timesPerDay: z.int().min(0).max(24),
  timing: z.enum(['before_meal', 'after_meal', 'with_meal', 'bedtime', 'morning', 'any']),
  days: z.int().min(1).max(366),
  route: z.string().trim().min(1).max(20),
});

export const transcribePrescription = endpoint({
  method: 'POST',
  path: '/prescription-reviews/:id/transcribe',
  summary: '药师录入照片上的处方内容(药品只能从目录中选)',
  access: ['pharmacist'],
  owner: 'assigned',
  input: z.strictObject({
    id: Id,
    prescriber: z.strictObject({
      name: z.string().trim().min(2).max(20),
      department: z.string().trim().min(1).max(30),
      institution: z.string().trim().min(2).max(60),
    }),
    diagnoses: z
      .array(z.strictObject({ code: z.string().trim().max(12), name: z.string().trim().min(1).max(60) }))
      .min(1)
      .max(5),
    issuedOn: LocalDate,
    /** Days the doctor wrote it stays valid after the day of issue; 0 when nothing is written. */
    extendedDays: z.int().min(0).max(LONGEST_VALIDITY_DAYS),
    items: z.array(Line).min(1).max(MOST_DRUGS),
  }),
  output: Review,
});
