import * as contract from '@xinglin/shared/triage/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  start: Handler<typeof contract.startEpisode>;
  answer: Handler<typeof contract.answerQuestion>;
  back: Handler<typeof contract.stepBack>;
  get: Handler<typeof contract.getEpisode>;
  current: Handler<typeof contract.getCurrentEpisode>;
  abandon: Handler<typeof contract.abandonEpisode>;
  keep: Handler<typeof contract.keepEpisode>;
  accuracy: Handler<typeof contract.getAccuracy>;
  follow: Handler<typeof contract.followEpisode>;
};

export const triageRoutes = (use: UseCases): Route[] => [
  route(contract.startEpisode, use.start),
  route(contract.answerQuestion, use.answer),
  route(contract.stepBack, use.back),
  route(contract.getEpisode, use.get),
  route(contract.getCurrentEpisode, use.current),
  route(contract.abandonEpisode, use.abandon),
  route(contract.keepEpisode, use.keep),
  route(contract.getAccuracy, use.accuracy),
  route(contract.followEpisode, use.follow),
];
