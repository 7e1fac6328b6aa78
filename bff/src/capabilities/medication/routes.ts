import * as contract from '@xinglin/shared/medication/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  read: Handler<typeof contract.getMedication>;
  confirm: Handler<typeof contract.confirmMedicationPlan>;
  decline: Handler<typeof contract.declineMedicationPlan>;
  take: Handler<typeof contract.takeDose>;
  skip: Handler<typeof contract.skipDose>;
  followUp: Handler<typeof contract.followUp>;
};

export const medicationRoutes = (use: UseCases): Route[] => [
  route(contract.getMedication, use.read),
  route(contract.confirmMedicationPlan, use.confirm),
  route(contract.declineMedicationPlan, use.decline),
  route(contract.takeDose, use.take),
  route(contract.skipDose, use.skip),
  route(contract.followUp, use.followUp),
];
