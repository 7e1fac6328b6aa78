import * as contract from '@xinglin/shared/prescription/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  submit: Handler<typeof contract.submitPrescription>;
  get: Handler<typeof contract.getPrescription>;
  list: Handler<typeof contract.listPrescriptions>;
  withdraw: Handler<typeof contract.withdrawPrescription>;
  queue: Handler<typeof contract.listReviewQueue>;
  claim: Handler<typeof contract.claimPrescription>;
  review: Handler<typeof contract.getReview>;
  release: Handler<typeof contract.releasePrescription>;
  approve: Handler<typeof contract.approvePrescription>;
  reject: Handler<typeof contract.rejectPrescription>;
};

export const prescriptionRoutes = (use: UseCases): Route[] => [
  route(contract.submitPrescription, use.submit),
  route(contract.getPrescription, use.get),
  route(contract.listPrescriptions, use.list),
  route(contract.withdrawPrescription, use.withdraw),
  route(contract.listReviewQueue, use.queue),
  route(contract.claimPrescription, use.claim),
  route(contract.getReview, use.review),
  route(contract.releasePrescription, use.release),
  route(contract.approvePrescription, use.approve),
  route(contract.rejectPrescription, use.reject),
];
