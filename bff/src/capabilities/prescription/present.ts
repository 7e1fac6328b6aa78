import { ageInYears, shanghaiDate } from '@xinglin/shared/kernel/time';
import type {
  Prescription,
  PrescriptionItem,
  PrescriptionStatus,
} from '@xinglin/shared/prescription/contract';
import type { Content, Decision, Item } from './content.ts';
import type { PrescriptionRow } from './store.ts';

/** The states in which a patient may see drugs and dosage: after a pharmacist approved (NMPA notice June 2023). */
const SHOWS_ITEMS: PrescriptionStatus[] = ['approved', 'used', 'dispensed'];

type Parts = {
  row: PrescriptionRow;
  content: Content;
  decision: Decision | null;
  queuePosition: number;
  now: Date;
};

/** What a pharmacist may see of a prescription. */
export function present({
  row,
  content,
  decision,
  queuePosition,
  now,
}: Parts): Prescription & { items: PrescriptionItem[] } {
  const { patient, prescriber } = content;
  return {
    id: row.id,
    traceCode: row.traceCode,
    status: row.status,
    source: row.source,
    imageCount: content.imageCount ?? 0,
    patientName: patient.name,
    patientSex: patient.sex,
    patientAge: ageInYears(patient.birthDate, shanghaiDate(now)),
    institution: row.institution,
    prescriber: prescriber.name ? `${prescriber.name}（${prescriber.department}）` : '',
    diagnoses: content.diagnoses,
    items: content.items.map((item, index) => presentItem(item, index, decision?.refused)),
    itemCount: row.itemCount,
    issuedAt: row.issuedAt,
    validUntil: row.validUntil,
    submittedAt: row.submittedAt,
    decidedAt: row.decidedAt,
    pharmacist:
      row.pharmacistName && row.licenceNo ? { name: row.pharmacistName, licenceNo: row.licenceNo } : null,
    rejectReason: row.rejectReason,
    note: decision?.note || null,
    queuePosition,
    orderId: row.orderId,
    replacesId: row.replacesId,
  };
}

/** A line that was let out was not approved: its dosage stays here. */
const onlyApproved = (item: PrescriptionItem): PrescriptionItem =>
  item.refusedFor ? { ...item, dose: 0, timesPerDay: 0, timing: 'any', days: 0, route: '' } : item;

/** What its patient may see: before approval neither drugs nor dosage. */
export function presentToPatient(parts: Parts): Prescription {
  const whole = present(parts);
  if (!SHOWS_ITEMS.includes(parts.row.status)) return { ...whole, items: null };
  return { ...whole, items: whole.items.map(onlyApproved) };
}

/** A line for the wire; one that was let out of the approval can't be bought. */
export const presentItem = (
  { form: _, ...item }: Item,
  index: number,
  refused: Decision['refused'] = [],
): PrescriptionItem => {
  const refusedFor = refused.find((each) => each.index === index)?.reason ?? null;
  return { ...item, packs: refusedFor ? 0 : item.packs, refusedFor };
};
