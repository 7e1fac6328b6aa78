import type { Instant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { ImageUnusedDue } from './images/events.ts';
import { imageStore } from './images/store.ts';
import { inquiryTable } from './inquiry-store.ts';
import { prescriptionStore, prescriptionTable } from './store.ts';

export const prescriptionNumber = async (tx: Tx, id: string): Promise<string> =>
  (await prescriptionStore(tx).get(id)).traceCode;

/** For identity: until when the last of what was handed in for this person is kept at least; null when nothing is. */
export const handedInUntil = (tx: Tx, personId: string): Promise<Instant | null> =>
  prescriptionStore(tx).keptLongestFor(personId);

/** After the record's term, and only then: compliance keeps the clock. Says whom it was for. */
export const destroyPrescription = async (tx: Tx, id: string): Promise<{ personId: string | null }> => {
  const { personId = null } = (await prescriptionStore(tx).find(id)) ?? {};
  for (const { id: image, objectKey } of await imageStore(tx).removeOf(id))
    // The file goes after the row, as with a picture nobody handed in.
    await publish<ImageUnusedDue>(tx, {
      name: 'prescription_image.unused_due',
      subject: image,
      data: { objectKey },
    });
  await tx.delete(inquiryTable, { prescriptionId: id });
  await tx.delete(prescriptionTable, { id });
  return { personId };
};
