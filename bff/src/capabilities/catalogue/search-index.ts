import MiniSearch, { type QueryCombination, type SearchResult } from 'minisearch';
import { nearness, spell, type Nearness, type Spelled } from './forgiving.ts';
import { illnessByPinyin, namesAnIllness, searchable, withoutIllness } from './illness-words.ts';
import { chineseNamesOf, otherEnglishOf } from './ingredient-names.ts';
import { pinyinOf, plainName, spokenNames } from './names.ts';
import type { DrugRow } from './store.ts';
import { SYMPTOM_WORDS } from './symptom-words.ts';

/** What the index keeps of a drug: enough to rank and to make a card, no leaflet. */
export type Indexed = Pick<
  DrugRow,
  'id' | 'code' | 'genericName' | 'strength' | 'pack' | 'unit' | 'form' | 'category' | 'drugClass'
> & { names: string[]; prohibited: boolean };

type Document = Record<(typeof FIELDS)[number], string> & { id: string };
const FIELDS = [
  'name',
  'alias',
  'pinyin',
  'initials',
  'inn',
  'ingredient',
  'code',
  'category',
  'symptom',
  'indication',
] as const;
/** Fields that say which drug it is, not what it is for. */
const NAME_FIELDS: readonly string[] = ['name', 'alias', 'pinyin', 'initials', 'inn', 'ingredient', 'code'];
const BOOST = {
  name: 4,
  alias: 3,
  pinyin: 2,
  initials: 2,
  inn: 2,
  ingredient: 0.5,
  code: 3,
  category: 1.5,
  symptom: 2,
  indication: 0.4,
};
const HAN_FIELDS = ['name', 'alias', 'ingredient', 'category', 'symptom', 'indication'];
const LATIN_FIELDS = ['name', 'alias', 'pinyin', 'initials', 'inn', 'code'];

export type Found = {
  drugs: Indexed[];
  /** The name that was probably meant, when what was typed stands in none: 您是不是要找…. */
  meant: string | null;
};
export type SearchIndex = { size: number; find(query: string): Found; all(): Indexed[] };

/**
 * Search over names (Chinese, pinyin, initials, INN), and for OTC also over category, symptoms and indications: of a
 * prescription drug nothing but its names is indexed, so that no complaint can lead to one.
 */
export function buildIndex(drugs: DrugRow[], isProhibited: (drug: DrugRow) => boolean): SearchIndex {
  const kept = new Map<string, Indexed>();
  const spelled = new Map<string, Spelled[]>();
  const mini = new MiniSearch<Document>({
    fields: [...FIELDS],
    tokenize: (text) => text.split(' ').filter(Boolean),
    processTerm: (term) => term,
    searchOptions: { boost: BOOST },
  });
  for (const drug of drugs) {
    const { id, code, genericName, strength, pack, unit, form, category, drugClass } = drug;
    const spoken = spokenNames(genericName, drug.aliases);
    const names = [...spoken, drug.inn].map(plainName);
    spelled.set(id, [...spoken, drug.inn].map(spell));
    const card = { id, code, genericName, strength, pack, unit, form, category, drugClass };
    kept.set(id, { ...card, names, prohibited: isProhibited(drug) });
  }
  mini.addAll(drugs.map(document));
  const all = [...kept.values()];
  const rank = (asked: Question): Indexed[] =>
    match(mini, runsOf(asked.text))
      .map((result) => ({ drug: kept.get(String(result.id))!, result }))
      .filter(({ drug, result }) => drug.drugClass !== 'rx' || isAskedForByName(drug, asked, result))
      .map(({ drug, result }) => ({ drug, score: result.score * closeness(drug, asked.text) }))
      .sort((a, b) => b.score - a.score || a.drug.code.localeCompare(b.drug.code))
      .map(({ drug }) => drug);
  return {
    size: all.length,
    all: () => all,
    find(query) {
      const text = plainName(searchable(query));
      return forgiving(questionIn(query, text), all, spelled, rank);
    },
  };
}

const LEAST_WITH_ILLNESS = 5;

/** What is one slip away from a name goes first, when what was typed stands in no name and is no complaint. */
function forgiving(
  asked: Question,
  all: Indexed[],
  spelled: Map<string, Spelled[]>,
  rank: (asked: Question) => Indexed[],
): Found {
  const { text, illness, own } = asked;
  const ranked = rank(asked);
  const plain = runsOf(text).join('') === text && runsOf(text).length === 1;
  // A name may hold an illness (左甲状腺素钠): then enough else must be left to tell it from a complaint.
  const complaint = own === '' || (illness && (own.length < 2 || text.length < LEAST_WITH_ILLNESS));
  if (!plain || complaint || all.some(({ names }) => names.some((name) => name.includes(text))))
    return { drugs: ranked, meant: null };
  const typed = spell(text);
  const near = all
    .map((drug) => ({ drug, ...nearestName(typed, spelled.get(drug.id)!) }))
    .filter((each): each is { drug: Indexed; nearness: Nearness; name: string } => each.nearness !== null)
    .sort((a, b) => a.nearness - b.nearness || a.name.length - b.name.length);
  const meant = near[0]?.name ?? null;
  // Equally near ones stand as they would for the name that was meant.
  const order = meant === null ? [] : rank(questionIn(meant, plainName(meant)));
  const place = new Map(order.map(({ id }, at) => [id, at]));
  const before = new Map(ranked.map(({ id }, at) => [id, order.length + at]));
  const placeOf = ({ id }: Indexed) => place.get(id) ?? before.get(id) ?? 2 * all.length;
  near.sort(
    (a, b) =>
      a.nearness - b.nearness || placeOf(a.drug) - placeOf(b.drug) || a.drug.code.localeCompare(b.drug.code),
  );
  const first = new Set(near.map(({ drug }) => drug.id));
  return { drugs: [...near.map(({ drug }) => drug), ...ranked.filter(({ id }) => !first.has(id))], meant };
}

function nearestName(typed: Spelled, names: Spelled[]): { nearness: Nearness | null; name: string } {
  let best: { nearness: Nearness | null; name: string } = { nearness: null, name: '' };
  for (const each of names) {
    const found = nearness(typed, each);
    if (found === null) continue;
    const shorter = found === best.nearness && each.name.length < best.name.length;
    if (best.nearness === null || found < best.nearness || shorter)
      best = { nearness: found, name: each.name };
  }
  return best;
}

function document(drug: DrugRow): Document {
  const otc = drug.drugClass !== 'rx';
  const inns = drug.ingredients.map(({ inn }) => inn);
  return {
    id: drug.id,
    name: tokens(drug.genericName),
    alias: tokens(drug.aliases.join(' ')),
    pinyin: drug.pinyin,
    initials: drug.initials,
    inn: latinTokens([drug.inn, ...inns, ...otherEnglishOf(inns)].join(' ')),
    ingredient: tokens(chineseNamesOf(inns).join(' ')),
    code: drug.code.toLowerCase(),
    category: otc ? tokens(drug.category) : '',
    symptom: otc ? tokens(drug.symptoms.flatMap((code) => SYMPTOM_WORDS[code] ?? []).join(' ')) : '',
    indication: otc ? tokens(drug.indications) : '',
  };
}

/** Runs of Chinese characters, and runs of letters and digits. */
const runsOf = (text: string): string[] => plainName(text).match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? [];
const isHan = (run: string) => /^\p{Script=Han}/u.test(run);

const bigrams = (run: string): string[] =>
  Array.from({ length: [...run].length - 1 }, (_, at) => [...run].slice(at, at + 2).join(''));

const tokens = (text: string): string =>
  [
    ...new Set(
      text
        .split(/[\s|]+/)
        .flatMap(runsOf)
        .flatMap((run) => (isHan(run) ? [...run, ...bigrams(run)] : [run])),
    ),
  ].join(' ');

const latinTokens = (text: string): string =>
  [...new Set(text.toLowerCase().match(/[a-z0-9]+/g) ?? [])].join(' ');

/** All parts of the query; if no drug has all of them, any of them. */
function match(mini: MiniSearch<Document>, runs: string[]): SearchResult[] {
  if (runs.length === 0) return [];
  const queries = runs.map(runQuery);
  const strict = mini.search({ combineWith: 'AND', queries });
  if (strict.length > 0) return strict;
  const loose = runs.flatMap((run) => (isHan(run) ? hanTerms(run).map(hanTerm) : [latinTerm(run)]));
  return mini.search({ combineWith: 'OR', queries: loose });
}

const hanTerms = (run: string): string[] => (run.length === 1 ? [run] : bigrams(run));
const hanTerm = (term: string): QueryCombination => ({ queries: [term], fields: HAN_FIELDS });
const latinTerm = (term: string): QueryCombination => ({
  queries: [term],
  fields: LATIN_FIELDS,
  prefix: term.length >= 2,
  fuzzy: term.length >= 5 ? 0.2 : false,
});

function runQuery(run: string): QueryCombination {
  if (isHan(run)) {
    const exact: QueryCombination = { combineWith: 'AND', queries: hanTerms(run).map(hanTerm) };
    // A wrong character of the right sound (布洛分 for 布洛芬) is the common slip of pinyin typing.
    if (run.length < 2) return exact;
    const ways = [exact, herb(run)];
    return { combineWith: 'OR', queries: run.length < 3 ? ways : [...ways, soundOf(run)] };
  }
  const complaint = illnessByPinyin.get(run);
  if (!complaint) return latinTerm(run);
  const spelled: QueryCombination = { combineWith: 'AND', queries: hanTerms(complaint).map(hanTerm) };
  return { combineWith: 'OR', queries: [latinTerm(run), spelled] };
}

/** Herbs stand among the ingredients by their pinyin: 黄芩 is huangqin. */
const herb = (run: string): QueryCombination => ({ queries: [pinyinOf(run)], fields: ['inn'] });

const soundOf = (run: string): QueryCombination => ({
  queries: [pinyinOf(run)],
  fields: ['pinyin'],
  prefix: true,
  fuzzy: 0.1,
  boost: { pinyin: 1 },
});

/** The whole of what was typed standing in a name counts for more than its pieces scattered over one. */
function closeness({ names, prohibited }: Indexed, text: string): number {
  const near = names.some((name) => name === text)
    ? 4
    : names.some((name) => name.startsWith(text))
      ? 3
      : names.some((name) => name.includes(text))
        ? 2
        : 1;
  return prohibited ? near / 2 : near;
}

/** What a query is about: `own` is what it says besides illnesses and words that name no drug. */
type Question = { text: string; own: string; illness: boolean; pairs: number };

const questionIn = (query: string, text: string): Question => ({
  text,
  own: illnessByPinyin.has(text) ? '' : withoutIllness(text),
  illness: namesAnIllness(query),
  pairs: runsOf(text).filter(isHan).flatMap(hanTerms).length,
});

/**
 * A prescription drug appears only to someone who asks for it by name. A query that names an illness must hold the drug's own
 * name besides (蒲地蓝消炎口服液, not 消炎); any other must share a spelling, or most of its pairs of characters, with a name.
 */
function isAskedForByName(
  { names }: Indexed,
  { text, own, illness, pairs }: Question,
  { match }: SearchResult,
): boolean {
  if (own === '') return false;
  if (names.includes(text) && !illness) return true;
  if (illness) return names.some((name) => name === text || (name.includes(text) && own.length > 1));
  const shared = Object.entries(match)
    .filter(([term, fields]) => term.length >= 2 && fields.some((field) => NAME_FIELDS.includes(field)))
    .map(([term]) => term);
  return shared.some((term) => !isHan(term)) || shared.length > pairs / 2;
}
