import { toInstant } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { readAnswer as contract } from '@xinglin/shared/prescription/inquiry-contract';
import type { Handler } from '../../kernel/http.ts';
import { inquiriesFor } from './inquiries.ts';
import { inquiryStore } from './inquiry-store.ts';
import { stateNow } from './inquiry-state.ts';
import { move } from './move.ts';
import { mustHold } from './policy.ts';
import type { Deps } from './ports.ts';
import { prescriptionStore } from './store.ts';

/** The pharmacist who holds it opens an answer or a note; only then do its words leave the server, and who read it is kept. */
export function readAnswer({ db, crypto, now }: Deps): Handler<typeof contract> {
  return async (pharmacist, { id, inquiryId }) =>
    db.write(async (tx) => {
      // Also what was read before is only for who holds it now.
      mustHold(pharmacist, await prescriptionStore(tx).get(id));
      const store = inquiryStore(tx);
      const row = await store.find(id, inquiryId);
      if (!row?.answeredAt) throw prescriptionProblem('QUESTION_NOT_FOUND');
      const first = row.readAt === null && (await store.read(inquiryId, pharmacist.id, toInstant(now())));
      if (first)
        await move(tx, pharmacist, id, 'read', await stateNow(tx, id), (it) => mustHold(pharmacist, it));
      return { items: (await inquiriesFor(tx, crypto, id)).inquiries };
    });
}
