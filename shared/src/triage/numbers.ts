const DIGITS = '零一二三四五六七八九';
const ONES = '[一二三四五六七八九]';
const HUNDREDS = new RegExp(`(${ONES})百(?:零(${ONES})|(${ONES})(?:十(${ONES})?)?)?`);

/** `三十八` → 38, `两三` → 3, `半` → 0.5, `一百八` → 180, `38.5` → 38.5; NaN when it is no number. */
export function numberOf(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === '半') return 0.5;
  const plain = text.replace(/两|俩/g, '二').replace(/几/g, '三').replace(/〇/g, '零');
  const digit = (char: string | undefined) => (char ? DIGITS.indexOf(char) : 0);
  const hundred = new RegExp(`^${HUNDREDS.source}$`).exec(plain);
  if (hundred)
    return digit(hundred[1]) * 100 + digit(hundred[2]) + digit(hundred[3]) * 10 + digit(hundred[4]);
  const ten = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/.exec(plain);
  if (ten) return (ten[1] ? digit(ten[1]) : 1) * 10 + digit(ten[2]);
  if (plain.length === 1 && DIGITS.includes(plain)) return digit(plain);
  // 「两三天」「七八天」: the greater of the two.
  const range = /^([一二三四五六七八九])([一二三四五六七八九])$/.exec(plain);
  return range ? Math.max(digit(range[1]), digit(range[2])) : NaN;
}

/** 「高压一百八」 → 「高压180」. */
export const withHundreds = (text: string): string =>
  text.replace(
    /[一二两三]百(?:零[一二三四五六七八九]|[一二三四五六七八九](?:十[一二三四五六七八九]?)?)?/g,
    (found) => String(numberOf(found)),
  );

const N = '(\\d+(?:\\.\\d+)?|[一二两三四五六七八九十几半]{1,3})';
const BABY =
  '宝宝|孩子|婴儿|新生儿|婴|娃|女儿|儿子|小孩|闺女|宝贝|大宝|二宝|小宝|孙子|孙女|患儿|男宝|女宝|幼儿|早产儿';

/** Age in months told in the clause, or null. A bare 「3个月」 is a time, not an age, unless a small child stands beside it. */
export function ageMonthsIn(raw: string): number | null {
  return yearsIn(raw) ?? earlyLifeIn(raw);
}

function yearsIn(raw: string): number | null {
  const plain = raw.replace(/零(?=[一二三四五六七八九\d]个?月)/g, '');
  const years = new RegExp(`${N}(?:多|来|几)?(?:周?岁|岁|y)(半)?(?:又|零|多)?(?:${N}个?月)?`).exec(plain);
  if (years && !Number.isNaN(numberOf(years[1]!))) {
    const extra = years[2] ? 6 : years[3] ? numberOf(years[3]) : 0;
    return Math.round(numberOf(years[1]!) * 12 + extra);
  }
  const bare =
    /(?:今年|年龄|年纪|已经|快|都)(?:是|有|快)?(\d{2}|[二三四五六七八九]十[一二三四五六七八九]?)(?:多|了|$)(?![度天周月年公斤次])/.exec(
      raw,
    ) ??
    /^(?:患者|我|本人|我是)?[,、]?(?:男|女)(?:性|生|人|的)?[,/、]?(\d{1,2})(?![\d.度天周个次月年片小点斤公支cm%/])/.exec(
      raw,
    ) ??
    /^我?(\d{1,2})[/,、]?(?:男|女|f$|m$)/.exec(raw) ??
    /^我(?:今年)?(\d{1,2})$/.exec(raw);
  if (bare) return numberOf(bare[1]!) * 12;
  const decade = /(?:年近|年过|快|近)([六七八九])旬/.exec(raw) ?? /([六七八九])旬/.exec(raw);
  return decade ? numberOf(decade[1]!) * 120 : null;
}

function earlyLifeIn(raw: string): number | null {
  if (/生(完|了|过)(孩子|宝宝|娃|小孩|二胎|[大二]宝)/.test(raw)) return null;
  if (/孕|怀/.test(raw) && !/月龄|个月大|出生|生后/.test(raw)) return null;
  const days =
    new RegExp(`(?:出生|生下来|生后|日龄)(?:才|刚|第|只有|了|到现在)?${N}(天|周|个?星期|日)`).exec(raw) ??
    new RegExp(`${N}(天|周|日)(?:大|龄)?的?(?:小)?(?:${BABY}|男婴|女婴)`).exec(raw) ??
    new RegExp(`(?:${BABY}|男婴|女婴)(?:才|刚|现在)?${N}(天|周)(?:大|龄|$)`).exec(raw) ??
    new RegExp(`${N}(天|周|日)(?:大(?![便小腿概量汗])|龄)`).exec(raw);
  if (days) return Math.floor((numberOf(days[1]!) * (/天|日/.test(days[2]!) ? 1 : 7)) / 30.4);
  if (/(?:出生|生后|生下来)(?:才|刚|只有|不到)?[\d一二三四五六七八九十几]{1,3}个?(?:小时|h|钟头)/.test(raw))
    return 0;
  if (/新生儿|新生女婴|新生男婴|刚出生|刚满月|月子里的?(宝宝|孩子|娃)|生下来就/.test(raw))
    return /满月/.test(raw) ? 1 : 0;
  if (/刚?满月(?=的|了|,|$)/.test(raw)) return 1;
  if (/百天|百日(?!咳)/.test(raw) && new RegExp(BABY).test(raw)) return 3;
  const months =
    new RegExp(`${N}个?(?:多|半)?月(?:龄|大|的?(?:小)?(?:${BABY}|男婴|女婴|女宝|男宝|男孩|女孩))`).exec(
      raw,
    ) ??
    new RegExp(
      `(?:${BABY})(?:今年|现在|才|刚|是|刚满|已经|快|今天)?${N}个(?:多|半)?月(?!没|不|来|前|以来)`,
    ).exec(raw);
  return months ? Math.round(numberOf(months[1]!)) : null;
}

const inCelsius = (fahrenheit: number) => Math.round(((fahrenheit - 32) / 1.8) * 10) / 10;

/** 「102华氏度」「华氏101.3」「102f」 → degrees Celsius, as text. */
const withoutFahrenheit = (raw: string) =>
  raw.replace(
    /(?:华氏|f)(?:度)?(\d{2,3}(?:\.\d+)?)度?|(\d{2,3}(?:\.\d+)?)(?:度?f(?![a-z])|度?华氏度?|度f)/g,
    (found, after?: string, before?: string) => {
      const value = Number(after ?? before);
      return value >= 90 && value <= 110 ? `${inCelsius(value).toFixed(1)}度` : found;
    },
  );

/** Highest body temperature told, °C: 「烧到38.5」「体温39度2」「38度」「102f」. */
export function temperatureIn(told: string): number | null {
  const raw = withoutFahrenheit(told).replace(
    /(三十[四五六七八九]|四十[一二三]?)(?=[度点])([度点])(半|[一二三四五六七八九](?!十))?/g,
    (_, whole: string, mark: string, tenth?: string) =>
      `${numberOf(whole)}${mark}${tenth ? (tenth === '半' ? 5 : numberOf(tenth)) : ''}`,
  );
  const cold = /体温[^\d,]{0,6}((?:2\d|3[0-3])(?:\.\d)?)(?!\d)/.exec(raw);
  let highest: number | null = cold ? Number(cold[1]) : null;
  for (const hit of raw.matchAll(
    /(?:^|[^\d.])(3[4-9]|4[0-3])(?:\.(\d)\d?|[度点](\d|半)(?!\d|个|天|次|小))?(度|c(?![a-z])|(?=[^\d周岁天个次年月分mkg/:.%片粒斤支]|$))/g,
  )) {
    const [all, whole, tenth, afterDegree, degree] = hit;
    const decimal = tenth ?? (afterDegree === '半' ? '5' : afterDegree) ?? '0';
    const meant =
      degree === '度' ||
      degree === 'c' ||
      tenth !== undefined ||
      afterDegree !== undefined ||
      /烧|热|体温|温度|量/.test(raw);
    if (all && meant && !/(水温|室温|气温|冰箱|空调)[^体]{0,4}$/.test(raw.slice(0, hit.index)))
      highest = Math.max(highest ?? 0, Number(`${whole}.${decimal}`));
  }
  return highest;
}
