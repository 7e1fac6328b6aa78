import { deniedAfter, imaginedAfter, overAfter, type Clause } from '@xinglin/shared/triage/text';
import type { Knowledge } from './knowledge.ts';

/** A finding or medicine met in a clause. `at` is where, in the text it was read from. */
export type Mention = {
  codes: string[];
  inn: string | null;
  word: string;
  at: number;
  denied: boolean;
  imagined: boolean;
  /** Over or found absent: 「烧退了」. */
  over: boolean;
};

type Hit = { at: number; word: string; codes: string[]; inn: string | null; deniedInside?: boolean };

/** What the clause tells, in order; and the text that is left when it is taken out. */
export function mentionsIn(clause: Clause, { words, rawWords, longestWord, places }: Knowledge) {
  const compact = scan(clause.compact, words, longestWord, places);
  const raw = scan(clause.raw, rawWords, longestWord, []);
  const mentions = [...judged(clause.compact, compact), ...judged(clause.raw, raw)];
  return { mentions, rest: leftOver(clause.compact, [...compact, ...raw]) };
}

/** Leftmost, then longest: a dictionary word, or a part of the body with what ails it. */
function scan(text: string, words: Knowledge['words'], longest: number, places: Knowledge['places']): Hit[] {
  const hits: Hit[] = [];
  for (let at = 0; at < text.length;) {
    const hit = longestWordAt(text, at, words, longest);
    const place = longestPlaceAt(text, at, places);
    const best = place && place.word.length > (hit?.word.length ?? 0) ? place : hit;
    if (best) hits.push(best);
    at += best ? best.word.length : 1;
  }
  return hits;
}

function longestWordAt(text: string, at: number, words: Knowledge['words'], longest: number): Hit | null {
  for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) {
    const word = text.slice(at, at + length);
    const known = words.get(word);
    if (known) return { at, word, codes: known.codes, inn: known.inn ?? null };
  }
  return null;
}

/** 「膝盖又肿又疼」 tells two things of one part: all that begin here count, the longest says how far it goes. */
function longestPlaceAt(text: string, at: number, places: Knowledge['places']): Hit | null {
  const codes: string[] = [];
  let longest = '';
  for (const { part, code } of places) {
    part.lastIndex = at;
    const word = part.exec(text)?.[0];
    if (!word) continue;
    if (!codes.includes(code)) codes.push(code);
    if (word.length > longest.length) longest = word;
  }
  return codes.length > 0
    ? { at, word: longest, codes, inn: null, deniedInside: deniedInside(longest) }
    : null;
}

const deniedInside = (word: string): boolean =>
  /不|没|无(?!力)/.test(word.replace(/没力气?|没劲|使不上|抬不起来|动不了|不会动|不听使唤/, ''));

/** Reads negation in front of each hit, hits before it standing as one mark. */
function judged(text: string, hits: readonly Hit[]): Mention[] {
  let prefix = '';
  let end = 0;
  return hits.map((hit) => {
    prefix += text.slice(end, hit.at);
    end = hit.at + hit.word.length;
    const mention = {
      ...hit,
      denied: deniedAfter(prefix) || hit.deniedInside === true,
      imagined: imaginedAfter(prefix),
      over: overAfter(text.slice(end)),
    };
    prefix += '◆';
    return mention;
  });
}

const leftOver = (text: string, hits: readonly Hit[]): string =>
  hits.reduce((rest, { word }) => rest.replace(word, '|'), text);
