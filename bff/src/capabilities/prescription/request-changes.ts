import type { requestChanges as contract } from '@xinglin/shared/prescription/review-contract';
import type { Handler } from '../../kernel/http.ts';
import { decide } from './decide.ts';
import type { Deps } from './ports.ts';
import { reviewFor } from './review.ts';

/**
 * The pharmacist asks for the doctor to change it (药品管理法 art. 58: corrected or signed again by its doctor, never altered
 * here). The patient is told what to ask for, and hands the new one in as its successor.
 */
export function requestChanges(deps: Deps): Handler<typeof contract> {
  return async (actor, { id, reason, note }) => {
    const said = { note, checked: [], refused: [], rejectReason: reason, proof: 'session' as const };
    return reviewFor(deps)(actor, await decide(deps)(actor, id, { event: 'request_changes', ...said }));
  };
}
