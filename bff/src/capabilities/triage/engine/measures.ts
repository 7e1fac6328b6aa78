import { numberOf, temperatureIn } from '@xinglin/shared/triage/text';
import type { Measures } from './facts.ts';
import { noMeasures } from './facts.ts';

const N = '(\\d+(?:\\.\\d+)?|[一二两三四五六七八九十几半]{1,3})';
const HOURS: Record<string, number> = {
  分钟: 1 / 60,
  小时: 1,
  钟头: 1,
  天: 24,
  日: 24,
  晚: 24,
  夜: 24,
  周: 168,
  星期: 168,
  礼拜: 168,
  月: 730,
  年: 8760,
};
const SPAN = new RegExp(
  `(大概|约|快|近|有|已经|都)?(好)?${N}(多|来)?个?(半)?(多)?(分钟|小时|钟头|天|日|晚|夜|周|星期|礼拜|月|年)(半)?`,
  'g',
);
const POINTS: readonly (readonly [RegExp, number])[] = [
  [/刚刚|刚才|这会儿|\d+分钟前|十分钟/, 0.5],
  [/今天|今早|今晨|早上起来|早晨起来|中午|下午|今晚|一早|刚(?!生|做|出)/, 6],
  [/昨晚|昨夜|昨天|昨日|昨儿|一晚上|一夜|一宿/, 20],
  [/前天|前晚|前夜/, 48],
  [/大前天/, 72],
  [/这几天|这两天|近几天|最近几天/, 60],
  [/上周|上星期|上个星期/, 168],
  [/上个月/, 730],
  [/半个月/, 365],
  [/好久|很久|长期|多年|好几个月/, 2160],
];
// 「一天三次」「每天」「两天后」「3天的药」「孕3个月」 tell no duration of an illness.
const NO_SPAN =
  /(停下来?|休息|歇|躺|坐|揉|捏|缓)(了|会儿|一会)*([\d一二两三四五六七八九十几]+)(分钟|小时)|第[一二三四五六七八九十\d几]+(天|周|个?月|年)|(每|隔)?[一两二三四五六七八九十\d]+(个?(天|小时|晚上?|周|月))(就|能|要|得|会|里)?(拉|吐|跑|尿|喝|吃|起|咳|上|醒|换|来|用)?了?([\d一二三四五六七八九十几好]+)[-~到至]?[\d几]*(次|回|趟|遍|瓶|顿|片|包|多次|支|杯)|(每|隔)(天|周|月|年|日|晚|[\d一两二三]+(个)?(小时|天|月))|[\d一两二三四五六七八九十几]+(天|周|个?月|年|小时)(以|之)?后|未来[\d一二三]+天/g;

/** Hours that the clause says something has lasted, or null. */
export function hoursIn(raw: string): number | null {
  const pregnancy =
    /(孕|怀孕|怀了|怀|妊娠|停经|产后|生完|出生|月龄|岁|术后|手术|[娃宝孩婴儿女]{1,2}[子宝儿]?(才|刚|现在|今年)?\d+个?月|个?月(大|的(宝|孩|婴|娃)))/;
  const plain = raw.replace(NO_SPAN, '');
  let longest: number | null = null;
  if (!pregnancy.test(plain))
    for (const [all, , many, count, , half, , unit, halfAfter] of plain.matchAll(SPAN)) {
      const value = numberOf(count!);
      if (Number.isNaN(value) || (/年前|年$/.test(all) === false && /月\d|年\d/.test(all))) continue;
      const hours = (value + (half || halfAfter ? 0.5 : 0) + (many ? 1 : 0)) * HOURS[unit!]!;
      longest = Math.max(longest ?? 0, hours);
    }
  if (longest !== null) return longest;
  return POINTS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

const firstNumber = (raw: string, pattern: RegExp): number | null => {
  const hit = pattern.exec(raw);
  const value = hit ? numberOf(hit[1]!) : NaN;
  return Number.isNaN(value) ? null : value;
};

/** Blood pressure, pulse, oxygen, glucose, temperature and weeks of pregnancy told in the clause. */
export function measuresIn(raw: string): Measures {
  const pressure = /(\d{2,3})\s*[/\\比-]\s*(\d{2,3})(?!\d|岁|天)/.exec(raw);
  const isPressure =
    pressure !== null &&
    Number(pressure[1]) >= 60 &&
    Number(pressure[1]) <= 280 &&
    Number(pressure[2]) < Number(pressure[1]);
  const months = firstNumber(
    raw,
    /(?:孕|怀孕|怀了?)(?:快|已经|了|有|期)?(\d+|[一二两三四五六七八九十]+)个?多?月/,
  );
  return {
    ...noMeasures,
    temp: temperatureIn(raw),
    gestWeeks:
      firstNumber(
        raw,
        /(?:孕|怀孕|怀了?|妊娠|停经)(?:期|快|已经|了|有|大概)?(\d+|[一二两三四五六七八九十]+)\+?\d?周/,
      ) ??
      firstNumber(raw, /(\d+)周(?:孕妇|孕|的?胎)/) ??
      (months === null ? (/孕晚期/.test(raw) ? 32 : /孕中期/.test(raw) ? 20 : null) : months * 4),
    bpSys: isPressure
      ? Number(pressure[1])
      : firstNumber(
          raw,
          /(?:高压|收缩压|血压)(?:高达|飙到|到了?|是|有|都|在|为|测|降到|才|只有|一直)*(\d{2,3})/,
        ),
    bpDia: isPressure
      ? Number(pressure[2])
      : firstNumber(raw, /(?:低压|舒张压)(?:高达|到了?|是|有|都|在|为)*(\d{2,3})/),
    hr: firstNumber(
      raw,
      /(?:心率|心跳|脉搏)(?:一直|到了?|是|有|都|在|为|快到|跳到|每分钟|能到|一分钟|飙到|测得?|只有)*(\d{2,3})/,
    ),
    spo2: firstNumber(
      raw,
      /(?:血氧|氧饱和度?|spo2)(?:饱和度)?(?:只有|到了?|是|有|都|在|为|掉到|测)*(\d{2,3})/,
    ),
    glucose: firstNumber(
      raw,
      /血糖(?:高达|到了?|是|有|都|在|为|测|只有|才|飙到|一测|值|一量|掉到|空腹|餐后)*(\d{1,2}(?:\.\d+)?)/,
    ),
    respRate: firstNumber(raw, /呼吸(?:频率)?(?:到了?|是|有|每分钟|一分钟)*(\d{2,3})次/),
  };
}

const pick = (old: number | null, fresh: number | null, choose: (a: number, b: number) => number) =>
  old === null ? fresh : fresh === null ? old : choose(old, fresh);

/** Both, the more worrying value where they differ. */
export const mergedMeasures = (a: Measures, b: Measures): Measures => ({
  temp: pick(a.temp, b.temp, Math.max),
  hours: pick(a.hours, b.hours, Math.max),
  gestWeeks: pick(a.gestWeeks, b.gestWeeks, Math.max),
  bpSys: pick(a.bpSys, b.bpSys, Math.max),
  bpDia: pick(a.bpDia, b.bpDia, Math.max),
  hr: pick(a.hr, b.hr, Math.max),
  spo2: pick(a.spo2, b.spo2, Math.min),
  glucose: pick(a.glucose, b.glucose, Math.max),
  respRate: pick(a.respRate, b.respRate, Math.max),
});

export const weightIn = (raw: string): number | null => {
  const hit = /(?:体重|重)(?:是|有|大概|约)?(\d{1,3}(?:\.\d)?)(公斤|kg|千克|斤)/.exec(raw);
  return hit ? Number(hit[1]) / (hit[2] === '斤' ? 2 : 1) : null;
};
