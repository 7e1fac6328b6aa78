import { toInstant } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { answerQuestion as contract } from '@xinglin/shared/prescription/inquiry-contract';
import type { Handler } from '../../kernel/http.ts';
import { inquiryView, sealedWords } from './inquiries.ts';
import { inquiryStore } from './inquiry-store.ts';
import { stateNow } from './inquiry-state.ts';
import { move } from './move.ts';
import { mustBeOf } from './policy.ts';
import type { Deps } from './ports.ts';
import { patientInquiries } from './queries.ts';

/** The patient answers once; the pharmacist must open it before deciding. */
export function answerQuestion({ db, crypto, now }: Deps): Handler<typeof contract> {
  return async (patient, { id, inquiryId, answer }) =>
    db.write(async (tx) => {
      const store = inquiryStore(tx);
      const row = await store.find(id, inquiryId);
      const words = sealedWords(crypto).seal(inquiryId, 'answer', answer);
      if (!row || !(await store.answer(inquiryId, words, toInstant(now()))))
        throw prescriptionProblem('QUESTION_NOT_FOUND');
      await move(tx, patient, id, 'answer', await stateNow(tx, id), (it) => mustBeOf(patient.id, it));
      return { items: (await patientInquiries(tx, id)).map((each) => inquiryView(crypto, each)) };
    });
}
