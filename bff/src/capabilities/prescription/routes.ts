import * as contract from '@xinglin/shared/prescription/contract';
import * as review from '@xinglin/shared/prescription/review-contract';
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
];
