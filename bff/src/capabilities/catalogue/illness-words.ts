import { plainName, pinyinOf } from './names.ts';
import { ILLNESS_WORDS, SYMPTOM_WORDS } from './symptom-words.ts';

const words = [...new Set([...ILLNESS_WORDS, ...Object.values(SYMPTOM_WORDS).flat()])].sort(
  (a, b) => b.length - a.length,
);
/** Words that name no drug: forms, who it is for, how one asks. */
const GENERIC =
  /(口服溶液|口服液|胶囊|颗粒|糖浆|软膏|乳膏|注射液|滴眼液|眼药水|药品|口服|外用|小儿|儿童|成人|宝宝|孕妇|老人|短效|长效|速效|特效|怎么办|怎么治|吃什么|用什么|什么|哪种|推荐|治疗|缓解|的|吗|药|片|丸|散|贴|剂|膏)/g;

/** A question about an illness names one, whatever else it says. */
export const namesAnIllness = (query: string): boolean => {
  const plain = plainName(query);
  return words.some((word) => plain.includes(word));
};

/** What is left of a text without illnesses and words that name no drug: 蒲地蓝消炎口服液 → 蒲地蓝. */
export const withoutIllness = (text: string): string =>
  words.reduce((rest, word) => rest.replaceAll(word, ''), plainName(text)).replace(GENERIC, '');

/** Words of at least two characters by their pinyin: `ganmao` is a complaint too. */
export const illnessByPinyin: ReadonlyMap<string, string> = new Map(
  words.filter((word) => word.length >= 2).map((word) => [pinyinOf(word), word]),
);

/** 感冒吃什么药 → 感冒: what remains is what to look for. The text itself when nothing would remain. */
export const searchable = (query: string): string => {
  const rest = query.replace(
    /(怎么办|怎么治|吃什么药好|吃什么药|吃什么|用什么药|用什么|什么药|哪种药|特效药|药品|推荐|[的吗呢？?。！!])/g,
    ' ',
  );
  const bare = rest.replace(/([一-龥]{2,})药(?=\s|$)/g, '$1').trim();
  return bare || query;
};
