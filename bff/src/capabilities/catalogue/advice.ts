import { alcoholText, drivingText } from './leaflet.ts';
import type { DrugRow, Influence, SigTiming, Suitability } from './store.ts';

/** An OTC product as the symptom check weighs it. */
export type OtcFact = {
  drugId: string;
  drugCode: string;
  name: string;
  class: 'otc_a' | 'otc_b' | 'rx';
  strength: string;
  /** Per single unit; null for herbs. */
  ingredients: { inn: string; amount: number | null; unit: string | null }[];
  symptoms: string[];
  minAgeMonths: number;
  dosageAdult: string;
  dosageChild: string;
  pregnancy: Suitability;
  lactation: Suitability;
  avoidConditions: string[];
  driving: Influence;
  alcohol: Influence;
  maxDays: number;
  precautions: string;
};

export const otcFactOf = (drug: DrugRow): OtcFact => ({
  drugId: drug.id,
  drugCode: drug.code,
  name: drug.genericName,
  class: drug.drugClass,
  strength: drug.strength,
  ingredients: drug.ingredients.map(({ inn, amount }) => ({ inn, ...measureOf(amount) })),
  symptoms: drug.symptoms,
  minAgeMonths: drug.minAgeMonths,
  dosageAdult: drug.dosageAdult,
  dosageChild: drug.dosageChild,
  pregnancy: drug.pregnancy,
  lactation: drug.lactation,
  avoidConditions: drug.avoidConditions,
  driving: drug.driving,
  alcohol: drug.alcohol,
  maxDays: drug.sigMaxDays,
  precautions: drug.precautions,
});

function measureOf(amount: string): { amount: number | null; unit: string | null } {
  const [, number, unit] = /^([\d.]+)\s*(\S+)$/.exec(amount) ?? [];
  return number && unit ? { amount: Number(number), unit } : { amount: null, unit: null };
}

/** How a drug is usually taken, and how much of it a pack holds. Amounts in `unit`; 0 times a day: as needed. */
export type DrugSig = {
  drugId: string;
  name: string;
  strength: string;
  unit: string;
  unitsPerPack: number;
  dose: number;
  timesPerDay: number;
  timing: SigTiming;
  maxDays: number;
  warnings: string[];
};

export const sigOf = (drug: DrugRow): DrugSig => ({
  drugId: drug.id,
  name: drug.genericName,
  strength: drug.strength,
  unit: drug.unit,
  unitsPerPack: drug.packUnits,
  dose: drug.sigDose,
  timesPerDay: drug.sigTimesPerDay,
  timing: drug.sigTiming,
  maxDays: drug.sigMaxDays,
  warnings: [
    drug.precautions,
    ...(drug.driving === 'none' ? [] : [drivingText[drug.driving]]),
    ...(drug.alcohol === 'none' ? [] : [alcoholText[drug.alcohol]]),
  ],
});
