import { prescriptionProblem, type PrescriptionStatus } from '@xinglin/shared/prescription/contract';
import type { Tx } from '../../../kernel/database.ts';
import type { Found, Rule } from '../findings/case.ts';
import { lookAlike } from './d-hash.ts';
import { imageStore, type ImageRow } from './store.ts';

/** An earlier prescription that came with the same picture or one that looks like it. */
export type SeenBefore = { traceCode: string; how: 'same' | 'alike'; byAnother: boolean; used: boolean };

const USED: PrescriptionStatus[] = ['used', 'dispensed'];

/** Where these pictures were handed in before; what its patient took back does not count. */
export async function seenBefore(
  tx: Tx,
  ownerId: string,
  prescriptionId: string | null,
  images: Pick<ImageRow, 'sha256' | 'dHash' | 'thumb'>[],
): Promise<SeenBefore[]> {
  const shas = images.map(({ sha256 }) => sha256);
  const earlier = await imageStore(tx).earlier(
    prescriptionId,
    shas,
    images.map(({ dHash }) => dHash),
  );
  const found = earlier
    .filter(({ status }) => status !== 'withdrawn')
    .flatMap(({ sha256, dHash, thumb, traceCode, status, ownerId: whose }): SeenBefore[] => {
      const used = USED.includes(status);
      const byAnother = whose !== ownerId;
      if (shas.includes(sha256)) return [{ traceCode, how: 'same', byAnother, used }];
      const alike = images.some((image) => lookAlike(image, { dHash, thumb }));
      return alike && used ? [{ traceCode, how: 'alike', byAnother, used }] : [];
    });
  return [...new Map(found.map((each) => [each.traceCode, each])).values()];
}

/** A patient hands in a photograph once; the answer names where it already is. */
export function mustBeNew(found: SeenBefore[]): void {
  const mine = found.find(({ how, byAnother }) => how === 'same' && !byAnother);
  if (mine) throw prescriptionProblem('IMAGE_ALREADY_SUBMITTED', { traceCode: mine.traceCode });
}

/** The same picture stops; one that only looks like it is to be compared. */
export const seenFindings = (seen: SeenBefore[]): Found[] =>
  seen.map(({ traceCode, how, byAnother, used }) => {
    const whose = byAnother ? '另一位用户的' : '同一位用户的';
    const done = used ? '已使用的' : '';
    return how === 'same'
      ? { severity: 'stop', text: `照片与${whose}${done}处方 ${traceCode} 完全相同` }
      : { severity: 'warn', text: `照片与${whose}${done}处方 ${traceCode} 相似，请比对是否同一张纸质处方` };
  });

/** For the pharmacist: this paper may have been used already, here or by somebody else. */
export const imageSeenBefore: Rule = {
  code: 'image_seen_before',
  source: '照片比对（SHA-256 与 64 位 dHash）',
  check: ({ content }) => seenFindings(content.seenBefore ?? []),
};
