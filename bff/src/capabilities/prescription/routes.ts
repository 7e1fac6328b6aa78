import * as contract from '@xinglin/shared/prescription/contract';
import * as review from '@xinglin/shared/prescription/review-contract';
import * as desk from '@xinglin/shared/prescription/desk-contract';
import * as inquiry from '@xinglin/shared/prescription/inquiry-contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  submit: Handler<typeof contract.submitPrescription>;
  get: Handler<typeof contract.getPrescription>;
  list: Handler<typeof contract.listPrescriptions>;
  withdraw: Handler<typeof contract.withdrawPrescription>;
  queue: Handler<typeof review.listReviewQueue>;
  claim: Handler<typeof review.claimPrescription>;
  review: Handler<typeof review.getReview>;
  release: Handler<typeof review.releasePrescription>;
  approve: Handler<typeof review.approvePrescription>;
  reject: Handler<typeof review.rejectPrescription>;
  requestChanges: Handler<typeof review.requestChanges>;
  pause: Handler<typeof review.pauseReview>;
  ask: Handler<typeof inquiry.askPatient>;
  readAnswer: Handler<typeof inquiry.readAnswer>;
  withdrawQuestion: Handler<typeof inquiry.withdrawQuestion>;
  inquiries: Handler<typeof inquiry.listInquiries>;
  answer: Handler<typeof inquiry.answerQuestion>;
  leaveNote: Handler<typeof inquiry.leaveNote>;
  handOver: Handler<typeof desk.handOverReviews>;
  statistics: Handler<typeof desk.getReviewStatistics>;
  fastReviews: Handler<typeof desk.listFastReviews>;
  checkDispensing: Handler<typeof desk.checkDispensing>;
  dispensingSheet: Handler<typeof desk.getDispensingSheet>;
};

export const prescriptionRoutes = (use: UseCases): Route[] => [
  route(contract.submitPrescription, use.submit),
  route(contract.getPrescription, use.get),
  route(contract.listPrescriptions, use.list),
  route(contract.withdrawPrescription, use.withdraw),
  route(review.listReviewQueue, use.queue),
  route(review.claimPrescription, use.claim),
  route(review.getReview, use.review),
  route(review.releasePrescription, use.release),
  route(review.approvePrescription, use.approve),
  route(review.rejectPrescription, use.reject),
  route(review.requestChanges, use.requestChanges),
  route(review.pauseReview, use.pause),
  route(inquiry.askPatient, use.ask),
  route(inquiry.readAnswer, use.readAnswer),
  route(inquiry.withdrawQuestion, use.withdrawQuestion),
  route(inquiry.listInquiries, use.inquiries),
  route(inquiry.answerQuestion, use.answer),
  route(inquiry.leaveNote, use.leaveNote),
  route(desk.handOverReviews, use.handOver),
  route(desk.getReviewStatistics, use.statistics),
  route(desk.listFastReviews, use.fastReviews),
  route(desk.checkDispensing, use.checkDispensing),
  route(desk.getDispensingSheet, use.dispensingSheet),
];
