import { getDecisionRecord, getReviewPace } from '@xinglin/shared/prescription/record';
import { route, type Route } from '../../kernel/http.ts';
import {
  getDecisionRecord as readDecisionRecord,
  getReviewPace as readReviewPace,
} from './decision-record.ts';
import type { Deps } from './ports.ts';

/** What the patient reads of reviews. */
export const recordRoutes = (deps: Deps): Route[] => [
  route(getDecisionRecord, readDecisionRecord(deps)),
  route(getReviewPace, readReviewPace(deps)),
];
