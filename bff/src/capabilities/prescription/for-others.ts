import type { Instant } from '@xinglin/shared/kernel/time';
import {
  prescriptionProblem,
  type PrescriptionItem,
  type PrescriptionStatus,
} from '@xinglin/shared/prescription/contract';
import { approvedItems, sealed, type Item } from './content.ts';
import { mustBeOf, mustBeValid } from './policy.ts';
import { presentItem } from './present.ts';
import type { Deps, PrescribedItem } from './ports.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

/** Packs of a drug that somebody wants to buy on a prescription. */
export type RxLine = { drugId: string; quantity: number };
/** How a drug is to be taken, as the doctor wrote it. */
export type Sig = Pick<
  PrescribedItem,
  'genericName' | 'strength' | 'unit' | 'dose' | 'timesPerDay' | 'timing' | 'days' | 'route'
>;
/** A decided prescription for the health record and its export. */
export type RecordedPrescription = {
  id: string;
  traceCode: string;
  status: PrescriptionStatus;
  institution: string;
  prescriber: string;
  diagnoses: { code: string; name: string }[];
  items: PrescriptionItem[];
  issuedAt: Instant;
  decidedAt: Instant;
  pharmacist: { name: string; licenceNo: string };
};

type Reading = Pick<Deps, 'db' | 'crypto' | 'now'>;

/**
 * For catalogue and pricing: the drugs this patient holds an approved prescription for. A used one counts on while its order
 * is under way, so that the leaflet stays readable.
 */
export const approvedDrugIdsOf =
  ({ db, crypto, now }: Reading) =>
  async (patientId: string): Promise<Set<string>> => {
    const rows = await prescriptionStore(db.read).withStatus(patientId, ['approved', 'used']);
    const inForce = rows.filter(
      ({ status, validUntil }) => status === 'used' || Date.parse(validUntil) > now().getTime(),
    );
    const ids = inForce.flatMap((row) => approvedItems(crypto, row).map(({ drugId }) => drugId));
    return new Set(ids.filter((id) => id !== null));
  };

/** For pricing and order: may this patient buy these packs on this prescription now? */
export const covers =
  ({ db, crypto, now }: Reading) =>
  async (patientId: string, prescriptionId: string, lines: RxLine[]): Promise<boolean> => {
    const row = await prescriptionStore(db.read).find(prescriptionId);
    if (!row || row.patientId !== patientId || row.status !== 'approved') return false;
    return Date.parse(row.validUntil) > now().getTime() && holds(approvedItems(crypto, row), lines);
  };

/** Each drug, all its lines together, within the packs the doctor's quantity makes up. */
function holds(items: Item[], lines: RxLine[]): boolean {
  const asked = new Map<string, number>();
  for (const { drugId, quantity } of lines) asked.set(drugId, (asked.get(drugId) ?? 0) + quantity);
  return [...asked].every(([drugId, quantity]) => {
    const written = items.filter((item) => item.drugId === drugId);
    return quantity > 0 && quantity <= written.reduce((sum, { packs }) => sum + packs, 0);
  });
}

/** @throws PRESCRIPTION_NOT_FOUND, PRESCRIPTION_EXPIRED, PRESCRIPTION_DOES_NOT_COVER */
export function mustCover(
  { crypto, now }: Reading,
  patientId: string,
  row: PrescriptionRow,
  lines: RxLine[],
): void {
  mustBeOf(patientId, row);
  mustBeValid(row, now());
  if (!holds(approvedItems(crypto, row), lines)) throw prescriptionProblem('PRESCRIPTION_DOES_NOT_COVER');
}

const APPROVED: PrescriptionStatus[] = ['approved', 'used', 'dispensed'];

/** For medication plans: the use the doctor prescribed, once approved; null when it is not on the prescription. */
export const sigFor =
  ({ db, crypto }: Reading) =>
  async (prescriptionId: string, drugId: string): Promise<Sig | null> => {
    const row = await prescriptionStore(db.read).find(prescriptionId);
    if (!row || !APPROVED.includes(row.status)) return null;
    const item = approvedItems(crypto, row).find((each) => each.drugId === drugId);
    if (!item) return null;
    const { genericName, strength, unit, dose, timesPerDay, timing, days, route } = item;
    return { genericName, strength, unit, dose, timesPerDay, timing, days, route };
  };

/** For the health record: an approved prescription in words; null before approval. */
export const summaryOf =
  ({ db, crypto }: Reading) =>
  async (prescriptionId: string): Promise<string | null> => {
    const row = await prescriptionStore(db.read).find(prescriptionId);
    if (!row || !APPROVED.includes(row.status)) return null;
    const lines = approvedItems(crypto, row).map(
      ({ genericName, strength, quantity, unit, dose, timesPerDay, days }) =>
        `${genericName} ${strength}，共 ${quantity}${unit}，一次 ${dose}${unit}，一日 ${timesPerDay} 次，${days} 天`,
    );
    return `${row.institution}：${lines.join('；')}`;
  };

/** For the health record: what was approved for this patient, newest first. */
export const forRecord =
  ({ db, crypto }: Reading) =>
  async (patientId: string): Promise<RecordedPrescription[]> => {
    const rows = await prescriptionStore(db.read).withStatus(patientId, APPROVED);
    return rows.map((row) => {
      const { prescriber, diagnoses } = sealed(crypto).contentOf(row);
      const items = approvedItems(crypto, row);
      return {
        id: row.id,
        traceCode: row.traceCode,
        status: row.status,
        institution: row.institution,
        prescriber: prescriber.name,
        diagnoses,
        items: items.map((item, index) => presentItem(item, index)),
        issuedAt: row.issuedAt,
        decidedAt: row.decidedAt ?? row.submittedAt,
        pharmacist: { name: row.pharmacistName ?? '', licenceNo: row.licenceNo ?? '' },
      };
    });
  };
