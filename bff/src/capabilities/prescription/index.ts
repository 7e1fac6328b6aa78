/**
 * Prescriptions: a patient hands in the number of an e-prescription, a licensed pharmacist reviews it, it serves one order.
 * No prescription drug is shown in full or sold unless its prescription is `approved` here.
 */
import { destroyPrescription, handedInUntil, prescriptionNumber } from './for-compliance.ts';
import { answerQuestion } from './answer-question.ts';
import { askPatient } from './ask-patient.ts';
import { checkDispensing, dispensingCheckOf, getDispensingSheet } from './check-dispensing.ts';
import { getReviewStatistics, listFastReviews } from './desk-queries.ts';
import { handOverReviews } from './hand-over-reviews.ts';
import { leaveNote } from './leave-note.ts';
import { pauseReview } from './pause-review.ts';
import { readAnswer } from './read-answer.ts';
import { requestChanges } from './request-changes.ts';
import { withdrawQuestion } from './withdraw-question.ts';
import { approvePrescription } from './approve-prescription.ts';
import { courseOf } from './course.ts';
import { claimPrescription } from './claim-prescription.ts';
import { approvedDrugIdsOf, covers, forRecord, sigFor, summaryOf } from './for-others.ts';
import type { Deps } from './ports.ts';
import { imageRoutes } from './images/routes.ts';
import { getPrescription, listInquiries, listPrescriptions, listReviewQueue } from './queries.ts';
import { prescriptionReactions } from './reactions.ts';
import { recordRoutes } from './record-routes.ts';
import { rejectPrescription } from './reject-prescription.ts';
import { releasePrescription } from './release-prescription.ts';
import { getReview } from './review.ts';
import { prescriptionRoutes } from './routes.ts';
import { submitPrescription } from './submit-prescription.ts';
import { useAtCounter } from './use-at-counter.ts';
import { freePrescription, usePrescription } from './use-prescription.ts';
import { withdrawPrescription } from './withdraw-prescription.ts';

export function prescription(deps: Deps) {
  const use = {
    submit: submitPrescription(deps),
    get: getPrescription(deps),
    list: listPrescriptions(deps),
    withdraw: withdrawPrescription(deps),
    queue: listReviewQueue(deps),
    claim: claimPrescription(deps),
    review: getReview(deps),
    release: releasePrescription(deps),
    approve: approvePrescription(deps),
    reject: rejectPrescription(deps),
    requestChanges: requestChanges(deps),
    pause: pauseReview(deps),
    ask: askPatient(deps),
    readAnswer: readAnswer(deps),
    withdrawQuestion: withdrawQuestion(deps),
    inquiries: listInquiries(deps),
    answer: answerQuestion(deps),
    leaveNote: leaveNote(deps),
    handOver: handOverReviews(deps),
    statistics: getReviewStatistics(deps),
    fastReviews: listFastReviews(deps),
    checkDispensing: checkDispensing(deps),
    dispensingSheet: getDispensingSheet(deps),
  };
  return {
    use,
    routes: [...prescriptionRoutes(use), ...imageRoutes(deps), ...recordRoutes(deps)],
    reactions: prescriptionReactions(deps),
    approvedDrugIdsOf: approvedDrugIdsOf(deps),
    covers: covers(deps),
    usePrescription: usePrescription(deps),
    freePrescription: freePrescription(deps),
    useAtCounter: useAtCounter(deps),
    dispensingCheckOf: dispensingCheckOf(deps),
    sigFor: sigFor(deps),
    summaryOf: summaryOf(deps),
    forRecord: forRecord(deps),
    prescriptionNumber,
    destroyPrescription,
    handedInUntil,
    courseOf: courseOf(deps),
  };
}

export type { RecordedPrescription, RxLine, Sig } from './for-others.ts';
export type { CatalogueDrug, Deps, InteractionReport, PatientFacts } from './ports.ts';
export type { PrescriptionUse } from './use-prescription.ts';
