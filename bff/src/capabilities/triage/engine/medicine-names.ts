import type { Knowledge, MedicineEntry } from './knowledge.ts';

type Index = { names: ReadonlyMap<string, string>; longest: number };

const indexes = new WeakMap<Knowledge, Index>();
/** Every name the medicines are known by → INN of the entry. */
function indexOf(know: Knowledge): Index {
  const known = indexes.get(know);
  if (known) return known;
  const names = new Map<string, string>();
  const add = (name: string, inn: string) => names.has(plainOf(name)) || names.set(plainOf(name), inn);
  const entries: MedicineEntry[] = [...know.medicines.values()];
  for (const { inn } of entries) add(inn, inn);
  for (const { inn, also = [] } of entries) for (const name of also) add(name, inn);
  for (const { inn, name, words } of entries) for (const each of [name, ...words]) add(each, inn);
  const index = { names, longest: Math.max(...[...names.keys()].map(({ length }) => length)) };
  indexes.set(know, index);
  return index;
}

/** ` Warfarin  Sodium ` → `warfarin sodium`. */
const plainOf = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim();

// What may follow the name of the substance in Latin script: salts, esters, release, dose.
const TAIL =
  /[ ,(-]+(?:\(?(?:hydrochloride|hcl|dihydrochloride|sodium|disodium|potassium|calcium|magnesium|maleate|besylate|besilate|mesylate|mesilate|tartrate|succinate|fumarate|hemifumarate|phosphate|sulfate|sulphate|bisulfate|citrate|acetate|bromide|hydrobromide|nitrate|oxalate|tromethamine|trometamol|erbumine|arginine|medoxomil|cilexetil|etexilate|axetil|pivoxil|proxetil|disoproxil|propionate|dipropionate|furoate|butyrate|valerate|acetonide|hydrate|monohydrate|dihydrate|trihydrate|anhydrous|tablets?|capsules?|injection|oral|er|sr|xr|xl|cr|ec|retard)\)?|\d[\d.,]*\s*(?:mg|g|mcg|ug|μg|ml|iu|%))$/;
const ACID =
  /^(?:注射用|吸入用|盐酸|硫酸氢|硫酸|磷酸|马来酸|苯磺酸|甲磺酸|酒石酸|琥珀酸|富马酸|枸橼酸|硝酸|醋酸|氢溴酸|草酸|门冬氨酸|乳糖酸|葡萄糖酸)+/;
const FORM =
  /(?:\d[\d.]*(?:mg|g|ml|毫克|克|毫升|ug|μg)|缓释|控释|肠溶|分散|咀嚼|泡腾|口腔崩解|口崩|双层|薄膜衣|软|硬|干混悬剂|混悬滴剂|混悬液|混悬|口服溶液|口服液|口服|注射液|注射剂|滴眼液|眼膏|滴鼻液|鼻喷雾剂|喷雾剂|气雾剂|粉雾剂|吸入剂|乳膏|软膏|凝胶|贴剂|贴片|搽剂|洗剂|滴丸|胶囊|颗粒|糖浆|冲剂|合剂|滴剂|栓|丸|片|散|膏|剂|针|药)+$/;
const SALT = /(?:二钠|钠|钾|钙|镁|铵|酯)$/;

/** INN of everything one name stands for, compound products taken apart; empty when the name is not known. */
export function ingredientsNamed(text: string, know: Knowledge): string[] {
  const { names, longest } = indexOf(know);
  const plain = plainOf(text).replace(/[(（].*[)）]$/, '') || plainOf(text);
  const whole = exactly(plainOf(text), names) ?? exactly(plain, names);
  if (whole) return apart(whole, know);
  const parts = plain.split(/\s*[+/、&]\s*|\s+and\s+/).filter(Boolean);
  if (parts.length > 1) {
    const each = parts.map((part) => exactly(part, names));
    return each.every((inn) => inn !== undefined)
      ? [...new Set(each.flatMap((inn) => apart(inn, know)))]
      : [];
  }
  const inside = containedIn(plain, names, longest);
  return inside ? apart(inside, know) : [];
}

/** The name itself, or what is left of it without salt, form and dose. */
function exactly(plain: string, names: ReadonlyMap<string, string>): string | undefined {
  for (let name = plain; ; name = name.replace(TAIL, '')) {
    if (names.has(name)) return names.get(name);
    if (!TAIL.test(name)) break;
  }
  const bare = plain.replace(FORM, '');
  const base = bare.replace(ACID, '');
  return [bare, base, base.replace(SALT, ''), bare.replace(SALT, '')]
    .filter((name) => name.length >= 2)
    .map((name) => names.get(name))
    .find((inn) => inn !== undefined);
}

// A name that merely contains a known one is another drug (苯乙双胍 is no 双胍), unless little else is in it.
const MOST_OF_IT = 0.7;
function containedIn(plain: string, names: ReadonlyMap<string, string>, longest: number): string | undefined {
  const bare = plain.replace(FORM, '').replace(ACID, '');
  if (!/^[\u4e00-\u9fff][\u4e00-\u9fffa-z0-9 -]*$/.test(bare)) return undefined;
  for (
    let length = Math.min(longest, bare.length);
    length >= 3 && length >= bare.length * MOST_OF_IT;
    length -= 1
  )
    for (let at = 0; at + length <= bare.length; at += 1) {
      const inn = names.get(bare.slice(at, at + length));
      if (inn !== undefined) return inn;
    }
  return undefined;
}

/** What a compound product is made of; anything else is made of itself. */
export const apart = (inn: string, { medicines }: Pick<Knowledge, 'medicines'>): string[] =>
  medicines.get(inn)?.contains ?? [inn];
