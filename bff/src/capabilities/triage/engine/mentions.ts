import { allDeniedAfter, deniedAfter, imaginedAfter, overAfter } from '@xinglin/shared/triage/negation';
import { compactOf, type Clause } from '@xinglin/shared/triage/text';
import type { Knowledge, Pattern } from './knowledge.ts';
import { soundingLike } from './typos.ts';

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

type Hit = {
  at: number;
  word: string;
  codes: string[];
  inn: string | null;
  deniedInside?: boolean;
  imaginedInside?: boolean;
  likened?: boolean;
};

/** What the clause tells, in order; and the text that is left when it is taken out. */
export function mentionsIn(
  clause: Clause,
  know: Knowledge,
  patterns: readonly Pattern[] = patternsFor([clause], know),
) {
  const { words, rawWords, longestWord, places } = know;
  const plain = scan(clause.compact, words, longestWord, places);
  const raw = [
    ...scan(clause.raw, rawWords, longestWord, NOWHERE),
    ...patternHits(clause.raw, patterns),
  ].sort((a, b) => a.at - b.at);
  const compact = withTypos(clause.compact, plain, raw, know);
  const likenable = (hits: readonly Hit[]) =>
    hits.map((hit) => ({
      ...hit,
      likened: hit.codes.some((code) => know.findings.get(code)!.kind === 'trigger'),
    }));
  const mentions = [...judged(clause.compact, likenable(compact)), ...judged(clause.raw, likenable(raw))];
  return { mentions, rest: leftOver(clause.compact, [...compact, ...raw]) };
}

const NOWHERE: Knowledge['places'] = new Map();

/** Those of the patterns that some clause may match: hundreds are tried once on the whole, few on every clause. */
export function patternsFor(clauses: readonly Clause[], { patterns }: Knowledge): Pattern[] {
  const whole = clauses.map(({ raw }) => raw).join('\n');
  return patterns.filter(({ anywhere }) => anywhere.test(whole));
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

const IMAGINED = /有没有可能|会不会|是不是|该不会|担心(?!得)|如果|万一|要是/;

/** What the patterns find; two that overlap both count. */
const patternHits = (text: string, patterns: readonly Pattern[]): Hit[] =>
  patterns.flatMap(({ pattern, code }) =>
    [...text.matchAll(pattern)].map((found) => ({
      at: found.index,
      word: found[0],
      codes: [code],
      inn: null,
      // A pattern with a wide beginning swallows the question: 「有没有可能是脑瘤」.
      imaginedInside: IMAGINED.test(found[0]) && !IMAGINED.test(pattern.source),
    })),
  );

/** Adds what the stretches between the hits sound like. */
function withTypos(text: string, hits: readonly Hit[], others: readonly Hit[], know: Knowledge): Hit[] {
  const taken = [
    ...hits,
    ...others.map(({ word }) => ({ at: text.indexOf(word), word })).filter(({ at }) => at >= 0),
  ].sort((a, b) => a.at - b.at);
  const alike: Hit[] = [];
  let from = 0;
  for (const { at, word } of [...taken, { at: text.length, word: '' }]) {
    for (const hit of soundingLike(text.slice(from, Math.max(from, at)), know))
      alike.push({ ...hit, at: from + hit.at, inn: null });
    from = Math.max(from, at + word.length);
  }
  return alike.length > 0 ? [...hits, ...alike].sort((a, b) => a.at - b.at) : [...hits];
}

function longestWordAt(text: string, at: number, words: Knowledge['words'], longest: number): Hit | null {
  for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) {
    const word = text.slice(at, at + length);
    const known = words.get(word);
    if (known) return { at, word, codes: known.codes, inn: known.inn ?? medicineInside(word, words) };
  }
  return null;
}

/** 「在吃华法林」 is a finding and names the medicine. */
function medicineInside(word: string, words: Knowledge['words']): string | null {
  for (let from = 0; from < word.length - 1; from += 1)
    for (let to = word.length; to > from + 1; to -= 1) {
      const inn = words.get(word.slice(from, to))?.inn;
      if (inn) return inn;
    }
  return null;
}

/** 「膝盖又肿又疼」 tells two things of one part: all that begin here count, the longest says how far it goes. */
function longestPlaceAt(text: string, at: number, places: Knowledge['places']): Hit | null {
  const codes: string[] = [];
  let longest = '';
  for (const { part, code } of places.get(text[at]!) ?? []) {
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

/** Reads negation in front of each hit, hits before it standing as one mark; those that overlap it are no hits before it. */
function judged(text: string, hits: readonly Hit[]): Mention[] {
  const read = hits.map((hit) => turned(hit, text));
  const mentions = read.map((hit) => {
    const prefix = marked(
      text.slice(0, hit.at),
      read.filter((each) => each.at + each.word.length <= hit.at),
    );
    const rest = text.slice(hit.at + hit.word.length);
    return {
      ...hit,
      denied: deniedAfter(prefix) || hit.deniedInside === true,
      imagined:
        imaginedAfter(prefix) ||
        hit.imaginedInside === true ||
        (hit.likened === true && (LIKENED.test(prefix) || /[^好不]像/.test(hit.word))),
      over: overAfter(rest),
      closes: allDeniedAfter(rest),
    };
  });
  return deniedTogether(text, mentions);
}

function marked(text: string, hits: readonly Hit[]): string {
  let result = '';
  let end = 0;
  for (const { at, word } of hits) {
    if (at < end) continue;
    result += `${text.slice(end, at)}◆`;
    end = at + word.length;
  }
  return result + text.slice(end);
}

/** 「像吞刀片」 is how it feels, not what was swallowed. */
const LIKENED = /(^|[^好不])(像|如同|好比|跟)[^◆有]{0,5}$/;

// What only a movement, a meal or the night makes worse is no course of the illness.
const PROVOKED =
  /(时|后|随.{0,5}|活动|运动|按压?|夜间|晚上|夜里|平卧|吃饭|一动|咳嗽|弯腰|走路|进食|用力|吸气|久坐|天冷|遇冷|饭后)(会|就|更|也|可|稍|略)*$/;
const FOR_THE_BETTER = /^(地|的|都|在|往)?(好|轻|淡|缓|舒|不(疼|痛|痒|咳)|消|退|精神|稳|有精神|小了|少了)/;

/** 「脸和胸口发红发热」 is no fever. */
const LOCAL =
  /(脸|胸口|皮肤|关节|膝盖|伤口|局部|手心|脚心|脚|背|耳朵|乳房|眼睛?|红|肿|创面|小腿|患处)(上|部|又|也|都|还|、)?$/;

/** 「一天比一天好」 is no worsening, and 「活动时加重」 none of the illness. */
function turned(hit: Hit, text: string): Hit {
  if (
    hit.codes.includes('fever') &&
    /^发?[热烫]$|^发[热烫]/.test(hit.word) &&
    LOCAL.test(text.slice(0, hit.at))
  )
    return { ...hit, codes: hit.codes.filter((code) => code !== 'fever') };
  if (!hit.codes.includes('worse')) return hit;
  const rest = hit.codes.filter((code) => code !== 'worse');
  if (FOR_THE_BETTER.test(text.slice(hit.at + hit.word.length)))
    return { ...hit, codes: [...rest, 'better'] };
  return PROVOKED.test(text.slice(0, hit.at)) ? { ...hit, codes: rest } : hit;
}

const LINKED = /^[、和或跟与及,/]*$|^(以及|还有|或者|也好|啊|呀)$/;

/** 「发烧、咳嗽、胸痛都没有」 denies the whole row. */
function deniedTogether(text: string, mentions: readonly (Mention & { closes: boolean })[]): Mention[] {
  let closing = false;
  let next = text.length;
  return [...mentions]
    .reverse()
    .map(({ closes, ...mention }) => {
      const between = text.slice(mention.at + mention.word.length, next);
      closing = closes || (closing && LINKED.test(between));
      next = mention.at;
      return { ...mention, over: mention.over || closing };
    })
    .reverse();
}

const leftOver = (text: string, hits: readonly Hit[]): string =>
  hits.reduce((rest, { word }) => rest.replace(word, '|').replace(compactOf(word) || word, '|'), text);
