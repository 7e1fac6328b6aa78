import { shanghaiDate } from '@xinglin/shared/kernel/time';
import type { Review, getReview as contract } from '@xinglin/shared/prescription/review-contract';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { sealed, type Content } from './content.ts';
import { examine, type Examination } from './findings/examine.ts';
import { mustHold } from './policy.ts';
import type { CatalogueDrug, Deps, PatientFacts } from './ports.ts';
import { present } from './present.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

/** The pharmacist opens a prescription that is theirs; every look is written down. */
export function getReview(deps: Deps): Handler<typeof contract> {
  return async (pharmacist, { id }) => {
    const row = await prescriptionStore(deps.db.read).get(id);
    mustHold(pharmacist, row);
    await deps.db.write((tx) => audit(tx, pharmacist, 'prescription.read', id));
    return reviewFor(deps)(pharmacist, row);
  };
}

/** The page of one prescription: while it is under review the rules run anew, afterwards it shows what was decided on. */
export function reviewFor(deps: Deps) {
  const { crypto, now } = deps;
  return async (pharmacist: Actor, row: PrescriptionRow): Promise<Review> => {
    const { contentOf, decisionOf } = sealed(crypto);
    const content = contentOf(row);
    const decision = decisionOf(row);
    const facts = decision ? null : await factsFor(deps, pharmacist, row);
    const { findings, notCovered, rulesVersion } = decision ?? (await examineWith(deps, row, content, facts));
    return {
      ...present({ row, content, decision, queuePosition: 0, now: now() }),
      findings,
      notCovered,
      rulesVersion,
      patientFacts: facts && inWords(facts),
      claimedByMe: row.status === 'in_review' && row.reviewerId === pharmacist.id,
      claimUntil: row.claimUntil,
    };
  };
}

/** What the rules say at this moment, to be kept with the decision. */
export const examined = (deps: Deps) => async (pharmacist: Actor, row: PrescriptionRow) =>
  examineWith(deps, row, sealed(deps.crypto).contentOf(row), await factsFor(deps, pharmacist, row));

async function factsFor(
  { healthFactsOf, pharmacistOf }: Deps,
  { id }: Actor,
  { patientId }: PrescriptionRow,
) {
  const pharmacist = await pharmacistOf(id);
  return healthFactsOf(patientId, { who: pharmacist?.name ?? '药师', what: '审方时查看过敏史、疾病与用药' });
}

const inWords = ({ allergies, conditions, medicines, pregnant, breastfeeding }: PatientFacts) => ({
  allergies,
  conditions: [...conditions, ...(pregnant ? ['妊娠'] : []), ...(breastfeeding ? ['哺乳'] : [])],
  medicines,
});

async function examineWith(
  deps: Deps,
  row: PrescriptionRow,
  content: Content,
  facts: PatientFacts | null,
): Promise<Examination> {
  const { findByGenericName, prohibitedEntry, interactions, now } = deps;
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
    validUntil: row.validUntil,
    ageMonths: monthsBetween(content.patient.birthDate, shanghaiDate(now())),
    drugs,
    prohibited,
    facts,
    interactions: interactions ? await interactions(inns) : null,
    now: now(),
  });
}

function monthsBetween(from: string, to: string): number {
  const [y1, m1, d1] = from.split('-').map(Number) as [number, number, number];
  const [y2, m2, d2] = to.split('-').map(Number) as [number, number, number];
  return (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0);
}
