import { pinyin } from 'pinyin-pro';
import type { Knowledge } from './knowledge.ts';
import { PARTICLES } from './unknown.ts';

type Sounding = { word: string; codes: string[] };
type Index = { words: Map<string, Sounding[]>; longest: number };

const syllables = new Map<string, string>();
/** One syllable without its tone. */
function soundOf(char: string): string {
  const known = syllables.get(char) ?? pinyin(char, { toneType: 'none' });
  syllables.set(char, known);
  return known;
}
const sounds = (text: string) => [...text].map(soundOf).join(' ');

const indexes = new WeakMap<Knowledge, Index>();
function indexOf(know: Knowledge): Index {
  const known = indexes.get(know);
  if (known) return known;
  const words = new Map<string, Sounding[]>();
  let longest = 0;
  for (const [word, { codes }] of know.words) {
    if (codes.length === 0 || word.length < 2 || word.length > 6 || !/^[\u4e00-\u9fff]+$/.test(word))
      continue;
    const key = sounds(word);
    words.set(key, [...(words.get(key) ?? []), { word, codes }]);
    longest = Math.max(longest, word.length);
  }
  const index = { words, longest };
  indexes.set(know, index);
  return index;
}

/**
 * Findings that a stretch nobody understood sounds like: 「桑子疼」「投晕」. Chinese is full of words that sound alike, so
 * what ails must be written right, or four characters and more must sound alike with half of them right.
 */
export function soundingLike(text: string, know: Knowledge): { at: number; word: string; codes: string[] }[] {
  if (text.length < 2) return [];
  const { words, longest } = indexOf(know);
  const found: { at: number; word: string; codes: string[] }[] = [];
  for (let at = 0; at < text.length - 1;) {
    const hit = longestAt(text, at, words, longest);
    if (hit) found.push({ at, ...hit });
    at += hit ? hit.word.length : 1;
  }
  return found;
}

const AILING = /[疼痛烧吐泻咳嗽晕喘痒肿胀]/;
function longestAt(text: string, at: number, words: Index['words'], longest: number) {
  for (let length = Math.min(longest, text.length - at); length >= 2; length -= 1) {
    const word = text.slice(at, at + length);
    if (!/^[\u4e00-\u9fff]+$/.test(word) || (length < 4 && !AILING.test(word))) continue;
    const alike = (words.get(sounds(word)) ?? []).find((each) => isTypoOf(word, each.word));
    if (alike) return { word, codes: alike.codes };
  }
  return null;
}

/** Half of the characters are right, no wrong one is a word of everyday grammar, and what ails is written alike. */
function isTypoOf(typed: string, meant: string): boolean {
  const wrong = [...typed].filter((char, at) => char !== meant[at]);
  return (
    wrong.length * 2 <= typed.length &&
    !wrong.some((char) => PARTICLES.includes(char) || char === '儿') &&
    (typed.length >= 4 || [...typed].some((char, at) => char === meant[at] && AILING.test(char)))
  );
}
