import { ageMonthsIn, peopleIn, type Clause } from '@xinglin/shared/triage/text';
import type { Sex, Who } from '@xinglin/shared/triage/contract';

const WOMEN =
  /妈|母亲|奶奶|姥姥|外婆|婆婆|岳母|大妈|老太太|阿姨|姑姑?|姐|妹|女儿|闺女|囡囡|老婆|妻子|媳妇|女朋友|外甥女|侄女|孙女|女婴|嫂/;
const MEN =
  /爸|父亲|爹|爷爷|姥爷|外公|公公|岳父|大爷|老爷子|老头|叔|舅|哥|弟|儿子|老公|丈夫|男朋友|侄子|孙子|男婴/;
const SAID_WOMAN =
  /女(?!朋友|儿)(性|生|孩|宝|士|$|[,、\d]|的)?|月经|例假|大姨妈|姨妈|怀孕|孕|白带|阴道|痛经|产后|哺乳|喂奶|宫缩|胎动|剖腹产/;
const SAID_MAN = /男(?!朋友)|睾丸|前列腺|阴囊|包皮|龟头|蛋蛋|勃起/;

/** Sex by the word of kin or by what only one sex has; null when nothing tells. */
export function sexOf(word: string | null, own: string): Sex | null {
  if (word && WOMEN.test(word)) return 'F';
  if (word && MEN.test(word)) return 'M';
  if (SAID_MAN.test(own)) return 'M';
  return SAID_WOMAN.test(own) ? 'F' : null;
}

const OLD = /爷爷|奶奶|姥姥|姥爷|外公|外婆|老人|大爷|大妈|老太太|老爷子|老头|老年/;
const BABY = /婴儿|小婴|吃奶|拍嗝|月嫂|纸尿裤|奶粉/;
const TODDLER = /宝宝|宝贝|娃|宝(?=[,，发烧拉吐咳])/;
const CHILD = /孩子|小孩|小朋友|幼儿园|儿子|女儿|闺女|囡囡|幼儿|外甥|侄|孙/;

/** A rough age by how the person is called, when none was told. Never for a dose. */
export function guessedMonths(text: string, who: Who, word: string | null): number | null {
  if (word && OLD.test(word)) return 72 * 12;
  if (who === 'child') {
    if (BABY.test(text)) return 6;
    if (word && TODDLER.test(word)) return 18;
    return word && CHILD.test(word) ? 6 * 12 : null;
  }
  if (who === 'parent') return 62 * 12;
  return OLD.test(text) ? 72 * 12 : null;
}

export type Held = { clause: Clause; holderAt: (at: number) => Who | null };

/** Who each clause speaks of: the last person named, until another is. `null` before anybody is named. */
export function holdersOf(clauses: readonly Clause[], pregnant: boolean): Held[] {
  let current: Who | null = null;
  return clauses.map((clause) => {
    const people = peopleIn(clause.compact, pregnant);
    const before = current;
    current = people.at(-1)?.who ?? current;
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
    return months === null || /岁(时|的时候|开始|起|那年|以前)/.test(clause.raw)
      ? []
      : [{ months, holder: holderAt(clause.compact.length) }];
  });
