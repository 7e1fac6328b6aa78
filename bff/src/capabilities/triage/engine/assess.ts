import type { Result } from '@xinglin/shared/triage/contract';
import { clausesOf } from '@xinglin/shared/triage/text';
import { conclude } from './conclude.ts';
import { withFindings, type Facts } from './facts.ts';
import { knowledge, type Knowledge } from './knowledge.ts';
import { ingredientsNamed } from './medicine-names.ts';
import { mentionsIn } from './mentions.ts';
import type { OtcFact } from './otc.ts';
import { understand } from './understand.ts';

/** One case as an operator or doubter writes it. `age` in years, fractions for infants. */
export type Case = {
  id: string;
  zh: string;
  age?: number;
  sex?: 'M' | 'F';
  pregnant?: boolean;
  conditions?: string[];
  medicines?: string[];
  allergies?: string[];
};

/** The result with no question asked, by the code that serves the app. */
export function assess(
  given: Case,
  catalogue: readonly OtcFact[],
  know: Knowledge = knowledge(),
): { facts: Facts; result: Result } {
  const read = understand(
    given.zh,
    {
      ...(given.age === undefined ? {} : { ageMonths: given.age * 12 }),
      ...(given.sex ? { sex: given.sex } : {}),
      ...(given.pregnant === undefined ? {} : { pregnant: given.pregnant }),
    },
    know,
  );
  const pregnant = given.pregnant ? ['pregnant'] : [];
  const illnesses = (given.conditions ?? []).flatMap((each) => illnessCodes(each, know));
  const facts = withRecord(withFindings(read, [...pregnant, ...illnesses]), {
    historyKnown: given.conditions !== undefined,
    medicines: given.medicines?.flatMap((each) => innsOf(each, know)) ?? null,
    allergies: given.allergies?.flatMap((each) => innsOf(each, know)) ?? null,
  });
  return { facts, result: conclude(facts, catalogue, know) };
}

/** Adds what a record or list tells; what the text told stays. */
export function withRecord(
  facts: Facts,
  told: { historyKnown: boolean; medicines: string[] | null; allergies: string[] | null },
): Facts {
  const both = (a: readonly string[] | null, b: readonly string[] | null) =>
    a === null ? b : b === null ? a : [...new Set([...a, ...b])];
  return {
    ...facts,
    historyKnown: facts.historyKnown || told.historyKnown,
    medicines: both(facts.medicines, told.medicines),
    allergies: both(facts.allergies, told.allergies),
  };
}

/** `hypertension`, 「高血压」 or 「高血压病10年」 → codes of the lexicon. */
export function illnessCodes(text: string, know: Knowledge = knowledge()): string[] {
  if (know.findings.has(text)) return [text];
  return clausesOf(text).flatMap((clause) =>
    mentionsIn(clause, know)
      .mentions.filter(({ denied }) => !denied)
      .flatMap(({ codes }) => codes)
      .filter((code) => ['history', 'state'].includes(know.findings.get(code)!.kind)),
  );
}

/** An INN or a Chinese name → INN; an unknown name stays as it is, so that it can be told as not covered. */
export function innsOf(text: string, know: Knowledge = knowledge()): string[] {
  const plain = text.trim().toLowerCase();
  const named = ingredientsNamed(text, know);
  if (named.length > 0) return named;
  const found = clausesOf(text).flatMap((clause) =>
    mentionsIn(clause, know).mentions.flatMap(({ inn }) => inn ?? []),
  );
  return found.length > 0 ? found : [plain];
}
