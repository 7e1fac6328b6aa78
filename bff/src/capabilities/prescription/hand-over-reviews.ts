import { toInstant } from '@xinglin/shared/kernel/time';
import type { handOverReviews as contract } from '@xinglin/shared/prescription/desk-contract';
import type { Handler } from '../../kernel/http.ts';
import { freshInquiry, sealedWords } from './inquiries.ts';
import { inquiryStore } from './inquiry-store.ts';
import { move } from './move.ts';
import { mustHold } from './policy.ts';
import type { Deps } from './ports.ts';
import { IN_NOBODYS_HANDS } from './release-prescription.ts';
import { reviewQueue } from './store.ts';

/** At the end of a shift: everything I hold goes back into the queue, each with my words for who comes after me. */
export function handOverReviews({ db, crypto, now, newId }: Deps): Handler<typeof contract> {
  return async (pharmacist, { note }) =>
    db.write(async (tx) => {
      const mine = await reviewQueue(tx).heldBy(pharmacist.id);
      for (const { id: prescriptionId } of mine) {
        const id = newId();
        const words = sealedWords(crypto).seal(id, 'words', note);
        const said = { id, prescriptionId, kind: 'hand_over' as const, actorId: pharmacist.id, words };
        await inquiryStore(tx).insert(freshInquiry({ ...said, askedAt: toInstant(now()) }));
        await move(tx, pharmacist, prescriptionId, 'release', IN_NOBODYS_HANDS, (row) =>
          mustHold(pharmacist, row),
        );
      }
      return { released: mine.length };
    });
}
