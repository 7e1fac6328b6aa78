import { pinyin } from 'pinyin-pro';
import { plainName } from './names.ts';

/** How near what was typed is to a name: 0 sounds the same, 1 one character too few or too many, 2 one wrong, 3 one syllable or letter off. */
export type Nearness = 0 | 1 | 2 | 3;
/** A name as it is compared: characters, syllables, and the syllables written together. */
export type Spelled = { name: string; characters: string[]; syllables: string[]; letters: string[] };

/** Shorter words are one slip away from too much. */
const LEAST_HAN = 3;
const LEAST_LETTERS = 5;

export function spell(name: string): Spelled {
  const plain = plainName(name);
  const syllables = pinyin(plain, { toneType: 'none', type: 'array', nonZh: 'consecutive' });
  return { name, characters: [...plain], syllables, letters: [...syllables.join('')] };
}

/** Whether at most one wrong, missing, extra or swapped unit lies between the two. */
export function withinOne(a: readonly string[], b: readonly string[]): boolean {
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const [restA, restB] = [endA - from, endB - from];
  if (restA <= 1 && restB <= 1) return true;
  return restA === 2 && restB === 2 && a[from] === b[from + 1] && a[from + 1] === b[from];
}

const isHan = (text: string) => /^\p{Script=Han}+$/u.test(text);
const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((each, i) => each === b[i]);

/** How near `typed` is to the name, or to how the name begins; null when it is too far or too short to tell. */
export function nearness(typed: Spelled, name: Spelled): Nearness | null {
  if (!isHan(typed.characters.join(''))) {
    if (typed.letters.length < LEAST_LETTERS) return null;
    return beginnings(typed.letters, name.letters).some((part) => withinOne(typed.letters, part)) ? 3 : null;
  }
  const { length } = typed.characters;
  if (length < LEAST_HAN)
    return length === 2 && name.characters.length === LEAST_HAN && lacksTheMiddle(typed, name) ? 1 : null;
  if (same(typed.syllables, name.syllables.slice(0, length))) return 0;
  const near = beginnings(typed.characters, name.characters).filter((part) =>
    withinOne(typed.characters, part),
  );
  if (near.length > 0) return near.some((part) => part.length !== length) ? 1 : 2;
  // A slip of sound in a word of three syllables leaves too little of it.
  if (length <= LEAST_HAN) return null;
  return beginnings(typed.syllables, name.syllables).some((part) => withinOne(typed.syllables, part))
    ? 3
    : null;
}

/** Beginnings of about that length, since people stop typing early; two characters (小儿) begin too much. */
const beginnings = (typed: readonly string[], whole: readonly string[]): string[][] =>
  [-1, 0, 1]
    .map((by) => typed.length + by)
    .filter((length) => length <= whole.length && (length >= LEAST_HAN || length === whole.length))
    .map((length) => whole.slice(0, length));

/** 布芬 for 布洛芬. */
const lacksTheMiddle = (typed: Spelled, name: Spelled) =>
  typed.characters[0] === name.characters[0] && typed.characters[1] === name.characters[2];
