import { ageMonthsIn } from '@xinglin/shared/triage/numbers';
import { peopleIn, type Person as Named } from '@xinglin/shared/triage/people';
import type { Clause } from '@xinglin/shared/triage/text';
import type { Sex, Who } from '@xinglin/shared/triage/contract';

const WOMEN =
  /妈|母亲|奶奶|姥姥|外婆|婆|岳母|丈母|大妈|嬷|老太太|阿姨|姨|婶|姑姑?|姐|妹|女儿|闺女|囡囡|老婆|妻子|太太|媳妇|女朋友|外甥女|侄女|孙女|女婴|女童|女孩|女宝|嫂/;
const MEN =
  /爸|父亲|爹|爷爷|姥爷|外公|公公|阿公|岳父|老丈人|大爷|大伯|老爷子|老头|叔|舅|哥|弟|儿子|小子|老公|丈夫|先生|男朋友|侄子|孙子|男婴|男童|男孩|男宝/;
const SAID_WOMAN =
  /女(?!朋友|儿)(性|生|孩|宝|士|婴|童|$|[,、\d]|的)?|月经|例假|大姨妈|姨妈|怀孕|孕|白带|阴道|痛经|产后|哺乳|喂奶|宫缩|胎动|剖腹产|剖宫产|恶露|绝经|更年期|乳腺癌/;
const SAID_MAN = /男(?!朋友|票)|睾丸|前列腺|阴囊|包皮|龟头|蛋蛋|勃起|阴茎/;

/** Sex by the word of kin or by what only one sex has; null when nothing tells. */
export function sexOf(word: string | null, own: string): Sex | null {
  if (word && WOMEN.test(word)) return 'F';
  if (word && MEN.test(word)) return 'M';
  if (SAID_MAN.test(own)) return 'M';
  return SAID_WOMAN.test(own) ? 'F' : null;
}

const OLD = /爷爷|奶奶|姥姥|姥爷|外公|外婆|阿公|阿婆|阿嬷|老人|大爷|大妈|老太太|老爷子|老头|老年|老伴/;
const BABY = /婴儿|小婴|吃奶|拍嗝|月嫂|纸尿裤|尿不湿|奶粉|[男女]婴/;
const TODDLER = /宝宝|宝贝|娃|宝(?=[,，发烧拉吐咳])/;
const CHILD = /孩|小朋友|幼儿园|儿子|女儿|闺女|囡囡|幼儿|外甥|侄|孙|童|患儿|小家伙/;
const SCHOOL: readonly (readonly [RegExp, number])[] = [
  [/幼儿园|托班/, 4.5],
  [/小学|[一二三四五六]年级/, 9],
  [/初[一二三中]|中学生|[七八九]年级/, 13.5],
  [/高[一二三中](?![烧热压])/, 16.5],
];

/** A rough age by how the person is called, when none was told. Never for a dose. */
export function guessedMonths(text: string, who: Who, word: string | null): number | null {
  if (word && OLD.test(word)) return 72 * 12;
  if (who === 'child') {
    if (BABY.test(text)) return 6;
    const school = SCHOOL.find(([pattern]) => pattern.test(text));
    if (school) return school[1] * 12;
    if (word && TODDLER.test(word)) return 18;
    return word && CHILD.test(word) ? 6 * 12 : null;
  }
  if (who === 'parent') return 62 * 12;
  if (who === 'self') {
    const school = SCHOOL.slice(2).find(([pattern]) => pattern.test(text) && /我/.test(text));
    if (school) return school[1] * 12;
  }
  return OLD.test(text) ? 72 * 12 : null;
}

export type Held = { clause: Clause; holderAt: (at: number) => Who | null };

// The writer's own part in another's story: it does not turn the story to the writer.
const NARRATOR =
  /(我|俺)(都|也|就|很|好|真|特别|非常|快|要|已经|一直|有点|实在|现在|真的|心里|这|自己)*(着急|急|担心|害怕|怕|慌|吓|该|给|问|想(?!吐|死)|不知道|不懂|不敢|在外地|不在|在上班|看|摸|量|发现|带|打|查|觉得(他|她)|应该|要不要|可以|需要|能|抱|喂|陪|赶|刚到|回家|接|叫|喊|用|拍)/;

const PRONOUN = /(其)?[他她它](们|妈的|[^,]{0,3}[打踢推掐咬砸踹]了?我)?/g;
/** 「他」「她」 is the last other person that was named. */
const pronounsIn = (compact: string, other: Who | null): Named[] =>
  other === null
    ? []
    : [...compact.matchAll(PRONOUN)]
        .filter(([, prefix, suffix]) => !prefix && !suffix)
        .map((found) => ({ who: other, at: found.index, word: found[0] }));

/** Who each clause speaks of: the last person named, until another is. `null` before anybody is named. */
export function holdersOf(clauses: readonly Clause[], pregnant: boolean): Held[] {
  let current: Who | null = null;
  let other: Who | null = null;
  return clauses.map((clause) => {
    const named = peopleIn(clause.compact, pregnant);
    const firstOther = named.find(({ who }) => who !== 'self')?.who ?? other;
    const people = [...named, ...pronounsIn(clause.compact, firstOther)].sort((a, b) => a.at - b.at);
    const before = current;
    if (!clause.hearsay) {
      const last = people.at(-1)?.who ?? null;
      other = people.filter(({ who }) => who !== 'self').at(-1)?.who ?? other;
      const narrated = last === 'self' && other !== null && before !== null && NARRATOR.test(clause.raw);
      current = narrated
        ? (people.filter(({ who }) => who !== 'self').at(-1)?.who ?? before)
        : (last ?? current);
    }
    return {
      clause,
      holderAt: (at) =>
        people.filter((person) => person.at <= at).at(-1)?.who ?? before ?? people[0]?.who ?? null,
    };
  });
}

/** First word by which the patient is called, e.g. 「我妈」. */
export function wordFor(clauses: readonly Clause[], who: Who, pregnant: boolean): string | null {
  for (const { compact } of clauses) {
    const person = peopleIn(compact, pregnant).find((each) => each.who === who);
    if (person) return person.word;
  }
  return null;
}

export type Aged = { months: number; holder: Who | null };
// 「三岁时做过手术」 is not the age of today.
export const agesIn = (held: readonly Held[]): Aged[] =>
  held.flatMap(({ clause, holderAt }) => {
    const months = ageMonthsIn(clause.raw);
    return months === null || /岁(时|的时候|开始|起|那年|以前|那会)/.test(clause.raw)
      ? []
      : [{ months, holder: holderAt(clause.compact.length) }];
  });

/** What is known beforehand rules some of those named out: a man is nobody's mother, an infant writes no letter. */
export function mayBe(
  who: Who,
  word: string | null,
  given: { ageMonths?: number | undefined; sex?: Sex | null | undefined },
): boolean {
  const { ageMonths, sex } = given;
  const called = sexOf(word, '');
  if (who !== 'self' && sex && called && sex !== called) return false;
  if (ageMonths === undefined) return true;
  if (who === 'self') return ageMonths >= 8 * 12;
  if (who === 'parent') return ageMonths >= 35 * 12;
  if (who === 'spouse') return ageMonths >= 16 * 12;
  if (who !== 'child') return true;
  return ageMonths < (word && /儿子|女儿|闺女|孩子|孙|侄|甥/.test(word) ? 45 : 18) * 12;
}
