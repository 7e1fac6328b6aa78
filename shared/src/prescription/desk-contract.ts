import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { Instant } from '../kernel/time.ts';
import { Prescription, PrescriptionItem } from './contract.ts';

export const handOverReviews = endpoint({
  method: 'POST',
  path: '/review-hand-over',
  summary: '交班：放回我在审的全部处方，并留话给接班药师',
  access: ['pharmacist'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({ note: z.string().trim().min(2).max(200) }),
  output: z.object({ released: z.int() }),
});

/** The pharmacist's own figures of the last days; null where there is nothing to compute from. */
export const getReviewStatistics = endpoint({
  method: 'GET',
  path: '/review-statistics',
  summary: '我的审方统计',
  access: ['pharmacist'],
  owner: 'caller',
  input: z.strictObject({}),
  output: z.object({
    days: z.int(),
    n: z.int(),
    approved: z.int(),
    rejected: z.int(),
    changesRequested: z.int(),
    medianSeconds: z.number().nullable(),
    tooFast: z.int(),
    tooFastShare: z.number().nullable(),
    /** Which rule called a decision too fast. */
    paceVersion: z.string(),
  }),
});

/** A decision made in less time than its lines and findings can be read in. */
export const FastReview = z.object({
  prescriptionId: Id,
  pharmacist: z.string(),
  licenceNo: z.string(),
  decidedAt: Instant,
  seconds: z.int(),
  floorSeconds: z.int(),
  itemCount: z.int(),
});
export type FastReview = z.infer<typeof FastReview>;

export const listFastReviews = endpoint({
  method: 'GET',
  path: '/compliance/fast-reviews',
  summary: '审得过快的处方',
  access: ['compliance_officer'],
  owner: 'anyone',
  input: z.strictObject({}),
  output: z.object({ items: z.array(FastReview) }),
});

/** What the goods are held against before they leave: the lines that were approved, for whom, by whom. */
export const DispensingSheet = Prescription.pick({
  patientName: true,
  patientSex: true,
  patientAge: true,
  institution: true,
  prescriber: true,
  diagnoses: true,
  pharmacist: true,
  note: true,
}).extend({ items: z.array(PrescriptionItem) });
export type DispensingSheet = z.infer<typeof DispensingSheet>;

/** The prescription an order is filled on, for the store that fills it; each look is written down. */
export const getDispensingSheet = endpoint({
  method: 'GET',
  path: '/orders/:orderId/dispensing-sheet',
  summary: '调配复核用的处方',
  access: ['store_staff'],
  owner: 'assigned',
  input: z.strictObject({ orderId: Id }),
  output: DispensingSheet,
});

/** The second person's check before the goods leave (GSP art. 167). */
export const checkDispensing = endpoint({
  method: 'POST',
  path: '/orders/:orderId/dispensing-check',
  summary: '处方药调配复核',
  access: ['store_staff'],
  owner: 'assigned',
  idempotent: true,
  input: z.strictObject({ orderId: Id, onlyPersonReason: z.string().trim().min(4).max(100).optional() }),
  output: z.object({ checkedAt: Instant, by: z.string() }),
});
