import type { Who } from './contract.ts';

/** A stretch of text between two stops, with who it is about. `compact` is `raw` without the words that only colour it. */
export type Clause = {
  raw: string;
  compact: string;
  /** Told of the dead, the family tree or the news: nobody's complaint today. */
  hearsay: boolean;
  /** Told of earlier years. */
  past: boolean;
};

const SIMPLIFIED: Record<string, string> = Object.fromEntries(
  '頭头發发燒烧熱热嘔呕瀉泻氣气暈晕癢痒腫肿膚肤臉脸腳脚壓压體体溫温歲岁個个寶宝媽妈爺爷貧贫紅红腦脑藥药劑剂過过眼眼傷伤斷断臟脏腎肾膽胆潰溃瘍疡鬱郁緊紧麻麻鼻鼻塞塞'
    .match(/../gu)!
    .map((pair) => [pair[0]!, pair[1]!]),
);

/** One spelling for the same thing: width, case, traditional characters, digits of degrees, blanks between Chinese words. */
export function normalise(text: string): string {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u3400-\u9fff]/g, (char) => SIMPLIFIED[char] ?? char)
    .replace(/[°˚]\s*c|℃|摄氏度/g, '度')
    .replace(/[，]/g, ',')
    .replace(/[\u{1f000}-\u{1faff}\u2600-\u27bf]|\ufe0f|\u200d/gu, ' ');
  return folded.replace(/([\u0080-\uffff])[ \t\u3000]+(?=[\u0080-\uffff])/g, '$1,').replace(/[ \t]+/g, '');
}

const FILLERS =
  /有一?点儿?|有些|一点点|非常|特别|超级|十分|相当|极其|极度|一直|老是|总是|经常|常常|时不时|不停[地的]?|不断[地的]?|连续|持续|反复|隐隐|隐约|微微|稍微|轻微|轻度|剧烈|严重|厉害|一阵阵|阵阵|一阵|一下子|突然|忽然|猛地|骤然|好像|似乎|感觉|觉得|感到|总感|开始|出现|伴有|伴随|并且|而且|同时|[很的地得挺蛮着超巨贼]|好(?=[痛疼痒酸胀晕难累困烫肿])|老(?=[咳想疼痛拉吐流打睡])|了(?!$)/g;

/** Without adverbs and particles, so that 「头真的好疼」 and 「头疼」 read alike. `了` stays where it says that something is over. */
export function compactOf(raw: string): string {
  const over = raw.replace(/(退|好|消|没|失|停|止|解|掉|完)了/g, '$1\ue000');
  return over.replace(FILLERS, '').replace(/\ue000/g, '了');
}

const STOPS = /[,。!?;:\n~…|]+|(?=但是|可是|不过|只是|就是(?!说)|而是|然后|结果|现在|目前|后来|接着|我只)/;
const HEARSAY =
  /去世|过世|病逝|死于|走得早|家族史|遗传|家里有人|家族|新闻|听说|网上(说|看)|电视|电影|小说|做梦|梦见|同事得了|同学得了|亲戚得了/;
const PAST = /以前|曾经|小时候|去年|前年|年轻时|[\d一二三四五六七八九十]+年前|上次|早年|既往|从前/;
const STILL = /至今|到现在|一直|现在|又|再次|复发|仍|最近|还是|反复/;

export function clausesOf(text: string): Clause[] {
  const parts = normalise(text)
    .split(STOPS)
    .filter((part) => part !== undefined && part.length > 0);
  return joinDangling(parts).map((raw) => ({
    raw,
    compact: compactOf(raw),
    hearsay: HEARSAY.test(raw),
    past: PAST.test(raw) && !STILL.test(raw),
  }));
}

/** 「没有 发烧」 typed with a blank is one clause. */
function joinDangling(parts: string[]): string[] {
  const joined: string[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last !== undefined && /(没有|没|无|否认|不)$/.test(last)) joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}

const NOT_NEGATION =
  /不仅|不但|不光|不止|不停|不断|不知道?|不小心|忍不住|止不住|控制不住|没想到|无缘无故|不一会|不久|没多久|没一会|不同|不过|不管|不然|不行了|差不多|没办法|不得了|不得不|没睡好|没吃药|没用|没去|没看|没查|受不了/g;
const mask = (found: string) => '_'.repeat(found.length);
const WIDE_TAIL =
  /^[^◆、]{0,4}$|^([^、和或及与跟]{1,8}[、和或及与跟])+[^、]{0,4}$|^[^◆]{0,4}(◆[、和或及与跟也]{0,2})+$/;

/**
 * Whether what begins after `prefix` is denied by it. In `prefix`, findings already read stand as `◆`, so that
 * 「没有发烧、咳嗽」 denies both and 「不发烧咳嗽」 only the first.
 */
export function deniedAfter(prefix: string): boolean {
  const plain = prefix
    .replace(NOT_NEGATION, mask)
    .replace(/有没有|是不是|会不会|能不能|要不要|有无|是否/g, mask);
  const wide = Math.max(...['没', '无', '未', '否认', '排除', '不伴'].map((word) => plain.lastIndexOf(word)));
  const narrow = plain.lastIndexOf('不');
  if (narrow > wide) return /^不(是|会|太|怎么|再|见|能|想|觉|存在)?[^◆]{0,1}$/.test(plain.slice(narrow));
  if (wide < 0) return false;
  const tail = plain.slice(wide).replace(/^(没有?|无|未见?|否认|排除|不伴有?)(过|明显|任何|什么|啥|见)?/, '');
  return WIDE_TAIL.test(tail);
}

/** Whether what follows a finding says that it is over or was not found: 「烧退了」. */
export const overAfter = (rest: string): boolean =>
  /^(已经?|都|完全|基本|现在|也|早)*(退了?$|退了|退烧了|好了|消了|消失|没了|没有(了|$)|不见了|缓解了|阴性|停了|止住了|不疼了|不痛了|正常)/.test(
    rest,
  ) && !/又|再/.test(rest);

/** Whether it is only asked about or imagined: 「会不会是心梗」「如果发烧」. */
export const imaginedAfter = (prefix: string): boolean =>
  /(是不是|会不会|有没有可能|是否|万一|如果|要是|假如|担心|害怕|怕是|怕得|怀疑|以防|预防|避免|防止|导致|引起|引发).{0,8}$/.test(
    prefix,
  );

const PEOPLE: readonly (readonly [Who, RegExp])[] = [
  [
    'child',
    /宝宝|宝贝|孩子|小孩|娃|儿子|女儿|闺女|囡囡|婴儿|新生儿|小朋友|[大二小]宝|外甥女?|侄[子女]|孙[子女]|外孙|幼儿|[男女]婴|早产儿|崽/,
  ],
  [
    'parent',
    /老?爸爸?|老?妈妈?|父亲|母亲|爹|公公|婆婆|岳父|岳母|爷爷|奶奶|姥姥|姥爷|外公|外婆|老人家?|大爷|大妈|老太太|老爷子|老头/,
  ],
  ['spouse', /老公|老婆|丈夫|妻子|爱人|[男女]朋友|媳妇/],
  [
    'other',
    /朋友|同事|同学|邻居|[室舍]友|哥哥?|姐姐?|弟弟?|妹妹?|有人|别人|路人|顾客|叔叔?|阿姨|舅舅?|姑姑?|亲戚/,
  ],
  ['self', /我|本人|自己|俺|咱/],
];
const NOT_PERSON =
  /大?姨妈|[生怀带抱养备][了完过着]?(孩子|小孩|娃|宝宝)|肚子里的?(宝宝|孩子)|奶奶水|我(发现|给|带|问|们|该|应该|想(问|知道|给|咨询|了解|买|请|带)|担心|是不是该|是她?他?的?(妈|爸)|要怎|需要|看(他|她|到|见)|摸(他|她|额))/g;

export type Person = { who: Who; at: number; word: string };

/** Who is named in the clause, in order of appearance. `pregnant`: a 宝宝 is then the one not yet born. */
export function peopleIn(raw: string, pregnant: boolean): Person[] {
  let rest = raw.replace(NOT_PERSON, mask);
  if (pregnant) rest = rest.replace(/宝宝|孩子|宝贝/g, mask);
  const found: Person[] = [];
  for (const [who, pattern] of PEOPLE) {
    const word = who === 'self' ? pattern : new RegExp(`(我家?的?|俺家?)?(${pattern.source})`);
    for (let hit = word.exec(rest); hit; hit = word.exec(rest)) {
      found.push({ who, at: hit.index, word: hit[0] });
      rest = rest.slice(0, hit.index) + mask(hit[0]) + rest.slice(hit.index + hit[0].length);
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

const DIGITS = '零一二三四五六七八九';
/** `三十八` → 38, `两` → 2, `半` → 0.5, `38.5` → 38.5; NaN when it is no number. */
export function numberOf(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === '半') return 0.5;
  const plain = text.replace(/两|俩/g, '二').replace(/几/g, '三');
  const ten = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/.exec(plain);
  if (ten) return (ten[1] ? DIGITS.indexOf(ten[1]) : 1) * 10 + (ten[2] ? DIGITS.indexOf(ten[2]) : 0);
  return plain.length === 1 && DIGITS.includes(plain) ? DIGITS.indexOf(plain) : NaN;
}

const N = '(\\d+(?:\\.\\d+)?|[一二两三四五六七八九十几半]{1,3})';
const BABY = '宝宝|孩子|婴儿|新生儿|娃|女儿|儿子|小孩|闺女|宝贝|大宝|二宝|小宝|孙子|孙女';

/** Age in months told in the clause, or null. A bare 「3个月」 is a time, not an age, unless a small child stands beside it. */
export function ageMonthsIn(raw: string): number | null {
  const years = new RegExp(`${N}(?:多|来)?(?:周?岁|岁)(半)?(?:${N}个?月)?`).exec(raw);
  if (years && !Number.isNaN(numberOf(years[1]!))) {
    const extra = years[2] ? 6 : years[3] ? numberOf(years[3]) : 0;
    return Math.round(numberOf(years[1]!) * 12 + extra);
  }
  const bare = /(?:今年|年龄|年纪|已经|快|都)(\d{2})(?:多|了|$)(?![度天周月年公斤次])/.exec(raw);
  if (bare) return Number(bare[1]) * 12;
  if (/孕|怀/.test(raw) && !/月龄|个月大/.test(raw)) return null;
  if (/新生儿|刚出生|刚满月|月子里的?(宝宝|孩子|娃)/.test(raw)) return /满月/.test(raw) ? 1 : 0;
  if (/刚?满月(?=的|了|,|$)/.test(raw)) return 1;
  const days =
    new RegExp(`(?:出生|生下来|生后)(?:才|刚|只有|了)?${N}(天|周|个?星期)`).exec(raw) ??
    new RegExp(`${N}(天|周)(?:大|龄)?的?(?:新生儿|${BABY})`).exec(raw) ??
    new RegExp(`(?:${BABY})(?:才|刚|现在)?${N}(天|周)(?:大|龄|$)`).exec(raw);
  if (days) return Math.floor((numberOf(days[1]!) * (days[2] === '天' ? 1 : 7)) / 30.4);
  const months =
    new RegExp(`${N}个?(?:多|半)?月(?:龄|大|的?(?:${BABY}|女宝|男宝))`).exec(raw) ??
    new RegExp(`(?:${BABY})(?:今年|现在|才|刚|是|刚满|已经|快)?${N}个(?:多|半)?月(?!没|不|来|前)`).exec(raw);
  return months ? Math.round(numberOf(months[1]!)) : null;
}

/** Highest body temperature told, °C: 「烧到38.5」「体温39度2」「38度」. */
export function temperatureIn(told: string): number | null {
  const raw = told.replace(
    /(三十[四五六七八九]|四十[一二三]?)(?=[度点])([度点])(半|[一二三四五六七八九](?!十))?/g,
    (_, whole: string, mark: string, tenth?: string) =>
      `${numberOf(whole)}${mark}${tenth ? (tenth === '半' ? 5 : numberOf(tenth)) : ''}`,
  );
  let highest: number | null = null;
  for (const hit of raw.matchAll(
    /(?:^|[^\d.])(3[4-9]|4[0-3])(?:\.(\d)\d?|[度点](\d)(?!\d|个|天|次|小))?(度|(?=[^\d周岁天个次年月分mkg/:]|$))/g,
  )) {
    const [all, whole, tenth, afterDegree, degree] = hit;
    const decimal = tenth ?? afterDegree ?? '0';
    const meant =
      degree === '度' || tenth !== undefined || afterDegree !== undefined || /烧|热|体温|温度|量/.test(raw);
    if (all && meant) highest = Math.max(highest ?? 0, Number(`${whole}.${decimal}`));
  }
  return highest;
}
