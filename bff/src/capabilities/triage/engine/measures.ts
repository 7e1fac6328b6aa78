import { numberOf, temperatureIn, withHundreds } from '@xinglin/shared/triage/numbers';
import type { Measures } from './facts.ts';
import { noMeasures } from './facts.ts';

export { hoursIn } from './spans.ts';

type Range = readonly [number, number];
/** The first number within the range that stands close behind the name; a number of years or times is none. */
function valueAfter(raw: string, names: string, [low, high]: Range, between = 8): number | null {
  const pattern = new RegExp(
    `(?:${names})(?:[^\\d,。;]{0,${between}}?)(\\d{1,3}(?:\\.\\d+)?)(?!\\d|[年天月周岁片粒]|个?[月小]|分钟)`,
    'g',
  );
  for (const [, found] of raw.matchAll(pattern)) {
    const value = Number(found);
    if (value >= low && value <= high) return value;
  }
  return null;
}

const PRESSURE = /(\d{2,3})(?:mmhg)?[/\\比-](\d{2,3})(?!\d|岁|天|次|片|下)/g;

function pressureIn(raw: string): Pick<Measures, 'bpSys' | 'bpDia'> {
  const pairs = [...raw.matchAll(PRESSURE)]
    .map(([all, high, low]) => ({ all, bpSys: Number(high), bpDia: Number(low) }))
    .filter(
      ({ all, bpSys, bpDia }) =>
        bpSys >= 50 &&
        bpSys <= 290 &&
        bpDia >= 20 &&
        bpDia < bpSys &&
        (!all.includes('-') || /血压|压/.test(raw)),
    );
  const worst = pairs.sort((a, b) => alarm(b.bpSys) - alarm(a.bpSys))[0];
  if (worst) return { bpSys: worst.bpSys, bpDia: worst.bpDia };
  return {
    bpSys: valueAfter(raw, '高压|收缩压|血压|bp', [50, 290]),
    bpDia: valueAfter(raw, '低压|舒张压', [20, 180]),
  };
}
const alarm = (systolic: number) => (systolic < 90 ? (90 - systolic) * 4 : Math.max(0, systolic - 140));

/** mmol/L; what is told in mg/dL is far above any value in mmol/L. */
function glucoseIn(raw: string): number | null {
  if (/血糖[^,。]{0,6}(hi|测不出|爆表|超出)/.test(raw)) return 33.3;
  const mg = valueAfter(raw, '血糖|糖', [45, 999]);
  const mmol = valueAfter(raw, '血糖|空腹|餐后|随机|指尖糖', [0.5, 44]);
  if (mmol !== null) return mmol;
  return mg === null ? null : Math.round((mg / 18) * 10) / 10;
}

const COUNT = '\\d+|[一二两三四五六七八九十]+';
/** Weeks of pregnancy. */
function weeksIn(raw: string): number | null {
  const number = (pattern: string) => {
    const hit = new RegExp(pattern).exec(raw);
    const value = hit ? numberOf(hit[1]!) : NaN;
    return Number.isNaN(value) ? null : value;
  };
  const before = '(?:孕|怀孕|怀了?|妊娠|停经|孕周)(?:期|第|快|已经|现在|了|有|是|大概|到|刚)*';
  const weeks =
    number(`${before}(${COUNT})(?:\\+\\d)?(?:个?(?:周|星期|礼拜)|w|\\+)`) ??
    number(`(${COUNT})(?:\\+\\d)?(?:周|w)(?:\\+?\\d天?)?的?(?:孕妇|孕|身孕|妊娠|的?胎|产检)`);
  if (weeks !== null) return weeks;
  const months =
    number(`${before}(${COUNT})个?多?(?:半)?月`) ?? number(`(${COUNT})个?多?月的?(?:身孕|孕妇|孕)`);
  if (months !== null) return Math.round(months * 4.3);
  const days = number(`停经(?:了|有|快|大概)*(\\d+)天`);
  if (days !== null) return Math.floor(days / 7);
  if (/孕晚期|快生了|临产|足月孕|预产期/.test(raw)) return 36;
  return /孕中期/.test(raw) ? 20 : /孕早期|早孕(?!试|棒|检测|测)|刚怀孕|刚怀上/.test(raw) ? 7 : null;
}

/** 0–10, as told on a scale of ten: 「疼痛8/10」「疼痛评分8分」「满分10分我给8分」. */
export function painIn(raw: string): number | null {
  const hit =
    /(?:疼痛?|痛|vas|nrs|评分|打分)[^\d,。]{0,6}(\d{1,2})(?:分)?\/10/.exec(raw) ??
    /(?:疼痛?|痛)(?:程度|评分|打分|指数|级别|量表)?[^\d,。天小]{0,5}(\d{1,2})(?:-\d{1,2})?(?:分(?![钟之])|级)/.exec(
      raw,
    ) ??
    /(?:vas|nrs)[^\d]{0,4}(\d{1,2})/.exec(raw) ??
    /(?:满分|十分|10分)[^,。]{0,8}?(?:我?给|打|有|算|是)(\d{1,2})分?/.exec(raw) ??
    /(\d{1,2})(?:分|级)的?(?:疼|痛)/.exec(raw);
  const value = hit ? Number(hit[1]) : NaN;
  return value <= 10 ? value : null;
}

/** Blood pressure, pulse, oxygen, glucose, temperature, pain and weeks of pregnancy told in the clause. */
export function measuresIn(told: string): Measures {
  const raw = withHundreds(told);
  return {
    ...noMeasures,
    ...pressureIn(raw),
    temp: temperatureIn(raw),
    gestWeeks: weeksIn(raw),
    hr: valueAfter(raw, '心率|心跳|脉搏|脉率|hr|心室率', [20, 280]) ?? perMinute(raw, '心|脉|跳'),
    spo2: valueAfter(raw, '血氧|氧饱和度?|氧饱|spo2|sao2|指脉氧', [40, 100], 14),
    glucose: glucoseIn(raw),
    respRate: respirationIn(raw),
    pain: painIn(raw),
  };
}

const perMinute = (raw: string, about: string): number | null => {
  const hit = new RegExp(`(?:${about})[^\\d,。]{0,6}(\\d{2,3})(?:多)?(?:次|下|bpm)`).exec(raw);
  return hit ? Number(hit[1]) : null;
};

const respirationIn = (raw: string): number | null =>
  valueAfter(raw, '呼吸频率|呼吸次数|rr', [4, 120]) ??
  perMinute(raw, '呼吸|喘|气') ??
  valueAfter(raw, '呼吸(?!困难|不|急)', [16, 120], 4);

const pick = (old: number | null, fresh: number | null, choose: (a: number, b: number) => number) =>
  old === null ? fresh : fresh === null ? old : choose(old, fresh);

const furtherFrom = (low: number, high: number) => (a: number, b: number) => {
  const off = (value: number) => (value < low ? (low - value) * 3 : Math.max(0, value - high));
  return off(b) > off(a) ? b : a;
};

/** Both, the more worrying value where they differ. */
export const mergedMeasures = (a: Measures, b: Measures): Measures => ({
  temp: pick(a.temp, b.temp, Math.max),
  hours: pick(a.hours, b.hours, Math.max),
  gestWeeks: pick(a.gestWeeks, b.gestWeeks, Math.max),
  bpSys: pick(a.bpSys, b.bpSys, furtherFrom(95, 140)),
  bpDia: pick(a.bpDia, b.bpDia, Math.max),
  hr: pick(a.hr, b.hr, furtherFrom(55, 100)),
  spo2: pick(a.spo2, b.spo2, Math.min),
  glucose: pick(a.glucose, b.glucose, furtherFrom(3.9, 11)),
  respRate: pick(a.respRate, b.respRate, Math.max),
  pain: pick(a.pain, b.pain, Math.max),
});

export const weightIn = (raw: string): number | null => {
  const hit = /(?:体重|重)(?:是|有|大概|约)?(\d{1,3}(?:\.\d)?)(公斤|kg|千克|斤)/.exec(raw);
  return hit ? Number(hit[1]) / (hit[2] === '斤' ? 2 : 1) : null;
};
