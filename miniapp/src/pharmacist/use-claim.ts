import { useQueryClient } from '@tanstack/react-query';
import { claimPrescription, getReview, listReviewQueue } from '@xinglin/shared/prescription/review-contract';
import { readKey, useAct } from '../client/use-endpoint.ts';

/** Claims a prescription, or holds on to it for longer. The answer is the page of it: it need not be read again. */
export function useClaim() {
  const reads = useQueryClient();
  return useAct(claimPrescription, {
    changes: [listReviewQueue],
    onDone: (review) => reads.setQueryData(readKey(getReview, { id: review.id }), review),
  });
}
