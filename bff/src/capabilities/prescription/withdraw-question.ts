import { toInstant } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { withdrawQuestion as contract } from '@xinglin/shared/prescription/inquiry-contract';
import type { Handler } from '../../kernel/http.ts';
import { inquiriesFor, sealedWords } from './inquiries.ts';
import { inquiryStore } from './inquiry-store.ts';
import { stateNow } from './inquiry-state.ts';
import { move } from './move.ts';
import { mustHold } from './policy.ts';
import type { Deps } from './ports.ts';

/** The pharmacist takes back a question nobody answered, with a reason that stays; an answered one can only be read. */
export function withdrawQuestion({ db, crypto, now }: Deps): Handler<typeof contract> {
  return async (pharmacist, { id, inquiryId, reason }) =>
    db.write(async (tx) => {
      const store = inquiryStore(tx);
      const sealedReason = sealedWords(crypto).seal(inquiryId, 'withdrawReason', reason);
      const known = await store.find(id, inquiryId);
      if (!known || !(await store.withdraw(inquiryId, sealedReason, toInstant(now()))))
        throw prescriptionProblem(known?.answeredAt ? 'ANSWER_UNREAD' : 'QUESTION_NOT_FOUND');
      await move(tx, pharmacist, id, 'drop', await stateNow(tx, id), (row) => mustHold(pharmacist, row));
      return { items: (await inquiriesFor(tx, crypto, id)).inquiries };
    });
}
