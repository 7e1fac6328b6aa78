import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { ImageUnusedDue } from './images/events.ts';
import { imageStore } from './images/store.ts';
import { inquiryTable } from './inquiry-store.ts';
import { prescriptionStore, prescriptionTable } from './store.ts';

export const prescriptionNumber = async (tx: Tx, id: string): Promise<string> =>
  (await prescriptionStore(tx).get(id)).traceCode;

/** After the record's term, and only then: compliance keeps the clock. */
export const destroyPrescription = async (tx: Tx, id: string): Promise<void> => {
  for (const { id: image, objectKey } of await imageStore(tx).removeOf(id))
    // The file goes after the row, as with a picture nobody handed in.
    await publish<ImageUnusedDue>(tx, {
      name: 'prescription_image.unused_due',
      subject: image,
      data: { objectKey },
    });
  await tx.delete(inquiryTable, { prescriptionId: id });
  await tx.delete(prescriptionTable, { id });
};
