import { catalogueProblem } from '@xinglin/shared/catalogue/contract';
import { pricingProblem, type BasketLine } from '@xinglin/shared/pricing/contract';
import type { Deps, DrugFacts } from './ports.ts';

/**
 * What the optimiser buys as one thing: units of one drug, or all prescription drugs together. A prescription is dispensed by one
 * store only (its claim on the platform names the store), so its drugs are never split.
 */
export type BasketItem = { qty: number; parts: { drug: DrugFacts; perUnit: number }[] };
export type Basket = { items: BasketItem[]; hasRx: boolean };

/** Checks that this person may buy these lines, lines of the same drug counted together. */
export async function basketOf(
  { drugsByIds, prescriptionCovers }: Pick<Deps, 'drugsByIds' | 'prescriptionCovers'>,
  patientId: string,
  lines: BasketLine[],
  prescriptionId: string | undefined,
): Promise<Basket> {
  const wanted = new Map<string, number>();
  for (const { drugId, quantity } of lines) wanted.set(drugId, (wanted.get(drugId) ?? 0) + quantity);
  const drugs = await drugsByIds([...wanted.keys()]);
  const bought = [...wanted].map(([drugId, quantity]) => {
    const drug = drugs.get(drugId);
    if (!drug) throw catalogueProblem('DRUG_NOT_FOUND', { drugId });
    if (drug.prohibitedOnline) throw catalogueProblem('DRUG_PROHIBITED_ONLINE', { drugId });
    return { drug, quantity };
  });
  const rx = bought.filter(({ drug }) => drug.class === 'rx');
  if (rx.length > 0) {
    const covered = rx.map(({ drug, quantity }) => ({ drugId: drug.id, quantity }));
    if (!prescriptionId || !(await prescriptionCovers(patientId, prescriptionId, covered)))
      throw pricingProblem('PRESCRIPTION_NEEDED', { drugIds: covered.map(({ drugId }) => drugId) });
  }
  const items: BasketItem[] = bought
    .filter(({ drug }) => drug.class !== 'rx')
    .map(({ drug, quantity }) => ({ qty: quantity, parts: [{ drug, perUnit: 1 }] }));
  if (rx.length > 0)
    items.push({ qty: 1, parts: rx.map(({ drug, quantity }) => ({ drug, perUnit: quantity })) });
  return { items, hasRx: rx.length > 0 };
}

export const drugsOf = ({ items }: Basket): DrugFacts[] =>
  items.flatMap(({ parts }) => parts.map(({ drug }) => drug));
