import { MINUTE_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import type { askPatient as contract } from '@xinglin/shared/prescription/inquiry-contract';
import type { Handler } from '../../kernel/http.ts';
import { freshInquiry, inquiriesFor, sealedWords } from './inquiries.ts';
import { inquiryStore } from './inquiry-store.ts';
import { stateNow } from './inquiry-state.ts';
import { move } from './move.ts';
import { mustBeLicensed, mustHold } from './policy.ts';
import type { Deps } from './ports.ts';

/** A patient needs longer to answer than a pharmacist to read: so long nobody else takes it. */
const ANSWER_MS = 30 * MINUTE_MS;

/** The pharmacist who holds the prescription asks its patient; no decision before the answer is read. */
export function askPatient(deps: Deps): Handler<typeof contract> {
  const { db, crypto, now, newId } = deps;
  return async (pharmacist, { id, question }) => {
    await mustBeLicensed(deps, pharmacist);
    const askedAt = toInstant(now());
    const inquiry = newId();
    return db.write(async (tx) => {
      await inquiryStore(tx).insert(
        freshInquiry({
          id: inquiry,
          prescriptionId: id,
          kind: 'question',
          actorId: pharmacist.id,
          words: sealedWords(crypto).seal(inquiry, 'words', question),
          askedAt,
        }),
      );
      const changes = { ...(await stateNow(tx, id)), claimUntil: plus(askedAt, ANSWER_MS) };
      await move(tx, pharmacist, id, 'ask', changes, (row) => mustHold(pharmacist, row));
      return { items: (await inquiriesFor(tx, crypto, id)).inquiries };
    });
  };
}
