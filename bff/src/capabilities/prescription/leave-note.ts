import { toInstant } from '@xinglin/shared/kernel/time';
import type { leaveNote as contract } from '@xinglin/shared/prescription/inquiry-contract';
import type { Handler } from '../../kernel/http.ts';
import { freshInquiry, inquiryView, sealedWords } from './inquiries.ts';
import { inquiryStore } from './inquiry-store.ts';
import { stateNow } from './inquiry-state.ts';
import { move } from './move.ts';
import { mustBeOf } from './policy.ts';
import type { Deps } from './ports.ts';
import { patientInquiries } from './queries.ts';

/** The patient tells the pharmacist something on their own account, until it is decided. */
export function leaveNote({ db, crypto, now, newId }: Deps): Handler<typeof contract> {
  return async (patient, { id, note }) => {
    const inquiry = newId();
    const at = toInstant(now());
    return db.write(async (tx) => {
      await inquiryStore(tx).insert(
        freshInquiry({
          id: inquiry,
          prescriptionId: id,
          kind: 'note',
          actorId: patient.id,
          answer: sealedWords(crypto).seal(inquiry, 'answer', note),
          askedAt: at,
          answeredAt: at,
        }),
      );
      await move(tx, patient, id, 'note', await stateNow(tx, id), (it) => mustBeOf(patient.id, it));
      return { items: (await patientInquiries(tx, id)).map((each) => inquiryView(crypto, each)) };
    });
  };
}
