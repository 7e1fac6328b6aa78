import { atShanghai, shanghaiDate, toInstant } from '@xinglin/shared/kernel/time';
import type {
  Prescription,
  getPrescription as getContract,
  listPrescriptions as listContract,
} from '@xinglin/shared/prescription/contract';
import type { listReviewQueue as queueContract } from '@xinglin/shared/prescription/review-contract';
import type { listInquiries as inquiriesContract } from '@xinglin/shared/prescription/inquiry-contract';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { sealed } from './content.ts';
import { inquiryView } from './inquiries.ts';
import { inquiryStore } from './inquiry-store.ts';
import { mustBeOf } from './policy.ts';
import { changedOf } from './changed.ts';
import type { Deps } from './ports.ts';
import { present, presentToPatient } from './present.ts';
import { prescriptionStore, reviewQueue, type PrescriptionRow } from './store.ts';

const QUEUE_SHOWN = 100;

/** Questions, answers and own notes; what pharmacists tell each other is not the patient's. */
export const patientInquiries = async (tx: Tx, id: string) =>
  (await inquiryStore(tx).of(id)).filter(({ kind }) => kind !== 'hand_over');

export const listInquiries =
  ({ db, crypto }: Deps): Handler<typeof inquiriesContract> =>
  async (patient, { id }) => {
    mustBeOf(patient.id, await prescriptionStore(db.read).get(id));
    return { items: (await patientInquiries(db.read, id)).map((row) => inquiryView(crypto, row)) };
  };

/** The patient's view of a row: place in the queue while it waits, drugs and dosage only once approved. */
export function viewForPatient({ db, crypto, now }: Pick<Deps, 'db' | 'crypto' | 'now'>) {
  return async (row: PrescriptionRow): Promise<Prescription> => {
    const { contentOf, decisionOf } = sealed(crypto);
    const queuePosition =
      row.status === 'submitted' ? await reviewQueue(db.read).waitingBefore(row, toInstant(now())) : 0;
    return presentToPatient({
      row,
      content: contentOf(row),
      decision: decisionOf(row),
      queuePosition,
      now: now(),
    });
  };
}

export const getPrescription =
  (deps: Deps): Handler<typeof getContract> =>
  async (patient, { id }) => {
    const row = await prescriptionStore(deps.db.read).get(id);
    mustBeOf(patient.id, row);
    return { ...(await viewForPatient(deps)(row)), ...(await changedOf(deps.db.read, row)) };
  };

export const listPrescriptions =
  (deps: Deps): Handler<typeof listContract> =>
  async (patient, { page, pageSize }) => {
    const store = prescriptionStore(deps.db.read);
    const [rows, total] = await store.ofPatient(patient.id, (page - 1) * pageSize, pageSize);
    return { items: await Promise.all(rows.map(viewForPatient(deps))), total };
  };

/** What waits, by time and risk, what this pharmacist holds, and how many they decided on this Shanghai day. */
export function listReviewQueue({ db, crypto, now }: Deps): Handler<typeof queueContract> {
  return async (pharmacist) => {
    const queue = reviewQueue(db.read);
    const brief = (row: PrescriptionRow) => ({
      ...present({
        row,
        content: sealed(crypto).contentOf(row),
        decision: null,
        queuePosition: 0,
        now: now(),
      }),
      risk: row.risk,
      inquiry: row.inquiry,
      pauseReason: row.pauseReason,
    });
    const waiting = await queue.waiting(toInstant(now()), QUEUE_SHOWN);
    const mine = await queue.heldBy(pharmacist.id);
    const today = atShanghai(shanghaiDate(now()), '00:00');
    return {
      // What I hold myself stays among mine even when my lease ran out.
      waiting: waiting.filter(({ reviewerId }) => reviewerId !== pharmacist.id).map(brief),
      mine: mine.map(brief),
      decidedToday: await queue.decidedSince(pharmacist.id, today),
    };
  };
}
