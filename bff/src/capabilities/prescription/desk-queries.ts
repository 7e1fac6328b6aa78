import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import type {
  getReviewStatistics as statisticsContract,
  listFastReviews as fastContract,
} from '@xinglin/shared/prescription/desk-contract';
import type { Handler } from '../../kernel/http.ts';
import { PACE_VERSION, isTooFast } from './pace.ts';
import type { Deps } from './ports.ts';
import { reviewQueue } from './store.ts';

const DAYS = 30;
const SHOWN = 200;

export function median(numbers: number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** What this pharmacist decided in the last thirty days, how long it took them, how often too fast. */
export const getReviewStatistics =
  ({ db, now }: Pick<Deps, 'db' | 'now'>): Handler<typeof statisticsContract> =>
  async (pharmacist) => {
    const since = plus(toInstant(now()), -DAYS * DAY_MS);
    const decided = await reviewQueue(db.read).decisionsSince(pharmacist.id, since);
    const timed = decided.flatMap(({ decideSeconds }) => (decideSeconds === null ? [] : [decideSeconds]));
    const tooFast = decided.filter(isTooFast).length;
    const rejected = decided.filter(({ status }) => status === 'rejected').length;
    const changesRequested = decided.filter(({ status }) => status === 'changes_requested').length;
    return {
      days: DAYS,
      n: decided.length,
      approved: decided.length - rejected - changesRequested,
      rejected,
      changesRequested,
      medianSeconds: median(timed),
      tooFast,
      tooFastShare: timed.length > 0 ? tooFast / timed.length : null,
      paceVersion: PACE_VERSION,
    };
  };

/** For compliance: whose decisions came faster than their prescriptions can be read. */
export const listFastReviews =
  ({ db }: Pick<Deps, 'db'>): Handler<typeof fastContract> =>
  async () => {
    const rows = await reviewQueue(db.read).fast(SHOWN);
    const items = rows.map((row) => ({
      prescriptionId: row.id,
      pharmacist: row.pharmacistName ?? '',
      licenceNo: row.licenceNo ?? '',
      decidedAt: row.decidedAt ?? row.submittedAt,
      seconds: row.decideSeconds ?? 0,
      floorSeconds: row.floorSeconds ?? 0,
      itemCount: row.itemCount,
    }));
    return { items };
  };
