import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { PROHIBITED_NOTICE } from '@xinglin/shared/catalogue/contract';

type DrugRow = Record<
  | 'code'
  | 'generic_name'
  | 'indications'
  | 'dosage_adult'
  | 'dosage_child'
  | 'contraindications'
  | 'precautions',
  string
>;
const SHORTEST = 6;
const rowsOf = (file: string): DrugRow[] =>
  parse(readFileSync(new URL(`../../config/demo/drugs/${file}.csv`, import.meta.url)), { columns: true });
const sentences = (row: DrugRow) =>
  [row.indications, row.dosage_adult, row.dosage_child, row.contraindications, row.precautions].filter(
    (text) => text.length >= SHORTEST,
  );

const rx = rowsOf('rx');
const sayable = [...rowsOf('otc-western'), ...rowsOf('otc-patent')]
  .flatMap(sentences)
  .concat(PROHIBITED_NOTICE)
  .join('\n');
/** Sentences that stand in the leaflets of prescription drugs and nowhere else. */
export const rxSentences = [...new Set(rx.flatMap(sentences))].filter((text) => !sayable.includes(text));
export const rxNames = [...new Set(rx.map((row) => row.generic_name))];

const HIDDEN = [
  ...['picture', 'category', 'ingredients', 'leaflet', 'indications', 'dosageAdult', 'dosageChild'],
  // As its doctor wrote it.
  ...['dose', 'timesPerDay', 'timing', 'days'],
];
const WITHHELD = 'withheld until a pharmacist has approved a prescription';

/** What of an answer (or a socket event) an unapproved prescription drug must not have: one sentence for each fault. */
export function leaksIn(answer: unknown, rxIds: ReadonlySet<string>): string[] {
  // What their own doctor called the person's illness is the person's.
  const text = JSON.stringify(answer, (key, value: unknown) => (key === 'diagnoses' ? null : value)) ?? '';
  const found = rxSentences.filter((sentence) => text.includes(sentence)).map((each) => `says 「${each}」`);
  visit(answer, (it) => {
    const about = [it['id'], it['drugId']].find((id) => typeof id === 'string' && rxIds.has(id));
    if (!about) return;
    for (const field of HIDDEN) if (it[field]) found.push(`${field} of ${about as string}: ${WITHHELD}`);
    if (it['purchasable'] === true) found.push(`${about as string} may be put into the basket`);
  });
  return found;
}

function visit(value: unknown, look: (object: Record<string, unknown>) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) look(value as Record<string, unknown>);
  for (const each of Object.values(value)) visit(each, look);
}
