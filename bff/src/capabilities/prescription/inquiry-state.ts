import type { Tx } from '../../kernel/database.ts';
import { inquiryState, inquiryStore } from './inquiry-store.ts';

/** What the prescription's row must say after a question, an answer or a note was written in this transaction. */
export const stateNow = async (tx: Tx, prescriptionId: string) => ({
  inquiry: inquiryState(await inquiryStore(tx).of(prescriptionId)),
});
