/** What the symptom check needs to know of a drug of the catalogue. Codes and units as in `config/demo/drugs`. */
export type OtcFact = {
  drugId?: string;
  drugCode: string;
  name: string;
  class: 'otc_a' | 'otc_b' | 'rx';
  strength: string;
  ingredients: { inn: string; amount: number | null; unit: string | null }[];
  /** Complaints it is for. */
  symptoms: string[];
  minAgeMonths: number;
  dosageAdult: string;
  dosageChild: string;
  pregnancy: 'ok' | 'caution' | 'avoid' | 'unknown';
  lactation: 'ok' | 'caution' | 'avoid' | 'unknown';
  avoidConditions: string[];
  driving: 'none' | 'caution' | 'avoid';
  alcohol: 'none' | 'caution' | 'avoid';
  maxDays: number;
  precautions: string;
};

/** `paracetamol 500 mg|caffeine 30 mg` */
export const ingredientsOf = (text: string): OtcFact['ingredients'] =>
  text
    .split('|')
    .map((each) => each.trim())
    .filter(Boolean)
    .map((each) => {
      const hit = /^(.+?)\s+([\d.]+)\s*(\S+)$/.exec(each);
      return hit
        ? { inn: hit[1]!.trim(), amount: Number(hit[2]), unit: hit[3]! }
        : { inn: each, amount: null, unit: null };
    });

/** Herbal products name their ingredients without amounts. */
export const isHerbal = ({ ingredients }: OtcFact) =>
  ingredients.length === 0 || ingredients.every(({ amount }) => amount === null);
