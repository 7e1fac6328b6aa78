import { shanghaiDate } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { sealed, type Content } from './content.ts';
import { examine, type Examination } from './findings/examine.ts';
import type { CatalogueDrug, Deps, PatientFacts } from './ports.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

/** What the rules say at this moment, to be kept with the decision. */
export const examined = (deps: Deps) => async (pharmacist: Actor, row: PrescriptionRow) =>
  examineWith(deps, row, sealed(deps.crypto).contentOf(row), await factsFor(deps, pharmacist, row));

/** The patient's facts, with consent; the patient can see that this pharmacist looked. */
export async function factsFor(
  { healthFactsOf, pharmacistOf }: Deps,
  { id }: Actor,
  { patientId }: Pick<PrescriptionRow, 'patientId'>,
): Promise<PatientFacts | null> {
  const pharmacist = await pharmacistOf(id);
  return healthFactsOf(patientId, { who: pharmacist?.name ?? '药师', what: '审方时查看过敏史、疾病与用药' });
}

/** Runs every rule over one prescription, with what catalogue, prohibited list and interaction table know of it. */
export async function examineWith(
  deps: Deps,
  row: Pick<PrescriptionRow, 'id' | 'traceCode' | 'issuedAt' | 'validUntil'>,
  content: Content,
  facts: PatientFacts | null,
): Promise<Examination> {
  const { db, findByGenericName, prohibitedEntry, interactions, now } = deps;
  const drugs = await Promise.all(
    content.items.map(async ({ genericName, drugId }): Promise<CatalogueDrug | null> => {
      const named = drugId === null ? [] : await findByGenericName(genericName);
      return named.find(({ id }) => id === drugId) ?? null;
    }),
  );
  const prohibited = await Promise.all(content.items.map((item) => prohibitedEntry(item)));
  const medicines = facts?.medicines.map((name) => name.toLowerCase()) ?? [];
  const inns = [...new Set([...drugs.flatMap((drug) => drug?.inns ?? []), ...medicines])];
  return examine({
    content,
    issuedAt: row.issuedAt,
    validUntil: row.validUntil,
    ageMonths: monthsBetween(content.patient.birthDate, shanghaiDate(now())),
    drugs,
    prohibited,
    facts,
    usedBefore: await prescriptionStore(db.read).wasUsed(row.traceCode, row.id),
    interactions: interactions ? await interactions(inns) : null,
    now: now(),
  });
}

export function monthsBetween(from: string, to: string): number {
  const [y1, m1, d1] = from.split('-').map(Number) as [number, number, number];
  const [y2, m2, d2] = to.split('-').map(Number) as [number, number, number];
  return (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0);
}
