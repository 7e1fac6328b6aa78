import type { OtcFact } from './otc.ts';

type Band = { from: number; below: number; text: string };
export type Body = { months: number; weightKg: number | null };

/** From here on the dose of grown-ups holds. */
export const ADULT_DOSE_MONTHS = 14 * 12;
const YEAR = 12;

const AGE = String.raw`(\d+)\s*(岁|个月|月龄)?(?:\s*[–~至-]\s*(\d+)\s*(岁|个月|月龄))?(以上|以下|以内)?`;
const BAND = new RegExp(`(?<![\\d.–-])${AGE}`, 'g');

/**
 * What the label says for exactly this age and weight, in words; null when it has no dose for self-care at this age
 * (「遵医嘱」「不推荐」), or the body is lighter than it demands.
 */
export function doseOf(
  fact: Pick<OtcFact, 'dosageAdult' | 'dosageChild' | 'strength'>,
  body: Body,
): string | null {
  if (body.months >= ADULT_DOSE_MONTHS) return fact.dosageAdult;
  const label = fact.dosageChild.trim();
  const part = partFor(label, body.months);
  if (!part) return null;
  const mine = withoutInfants(part.own, body.months);
  if (mine === '' || NOT_ALONE.test(mine) || tooLight(mine, body)) return null;
  const said = mine.includes('同成人') ? mine.replace(/同成人/, fact.dosageAdult) : mine;
  const common = part.common.map((text) => withoutInfants(text, body.months)).filter(Boolean);
  const text = byVolume(byWeight([said, ...common].join('；'), body), body);
  const counted = countedFor(text, fact.strength, body);
  return counted ? `${text}。${counted}` : text;
}

const NOT_ALONE = /遵医嘱|遵医|不推荐|不适用|不适合|禁用|慎用|不用(?!于)|选|^无[。.]?$/;

const OF_INFANTS = /[，；]?(?:新生儿|早产儿|婴儿|和){1,4}(?:须)?(?:遵医嘱|不用|禁用)。?/g;
const OF_TODDLERS = /[，；]?婴幼儿(?:须)?(?:遵医嘱|不用|禁用)。?/g;
/** 「婴幼儿遵医嘱」 says nothing of a child of five. */
function withoutInfants(text: string, months: number): string {
  const older = months < YEAR ? text : text.replace(OF_INFANTS, '');
  return months < 3 * YEAR ? older : older.replace(OF_TODDLERS, '');
}

/** The part of the label for this age, with what it says for all ages; null when it names ages, but not this one. */
function partFor(label: string, months: number): { own: string; common: string[] } | null {
  const clauses = label.split('；').map((text) => ({ text, bands: bandsOf(text) }));
  const bands = clauses.flatMap((clause) => clause.bands);
  const common = clauses.filter((clause) => clause.bands.length === 0).map(({ text }) => text);
  if (bands.length === 0) return { own: label, common: [] };
  const [best] = bands
    .filter(({ from, below }) => months >= from && months < below)
    .sort((a, b) => b.from - a.from);
  return best ? { own: best.text, common } : null;
}

/** 「1–3岁一次4ml，4–6岁5ml，一日3次」: each age with its dose, 「一次」 and 「一日3次」 holding for all. */
function bandsOf(clause: string): Band[] {
  const starts = [...clause.matchAll(BAND)].filter(([, , unit, , last]) => unit ?? last);
  const texts = starts.map(({ index }, at) =>
    clause.slice(index, starts[at + 1]?.index).replace(/[，、\s]+$/, ''),
  );
  const tail = (texts.at(-1) ?? '').split('，').slice(1).join('，');
  const once = texts[0]?.includes('一次') ?? false;
  return starts.map((start, at) => {
    const own = texts[at]!;
    const spoken =
      once && !/一次|一日|同成人|遵医嘱/.test(own) ? own.replace(start[0], `${start[0]}一次`) : own;
    return { ...spanOf(start), text: at < starts.length - 1 && tail ? `${spoken}，${tail}` : spoken };
  });
}

function spanOf([, first, firstUnit, last, lastUnit, side]: RegExpMatchArray): {
  from: number;
  below: number;
} {
  const months = (count: string, unit: string | undefined) => Number(count) * (unit === '岁' ? YEAR : 1);
  const unit = firstUnit ?? lastUnit;
  const from = months(first!, unit);
  if (last) return { from, below: months(String(Number(last) + 1), lastUnit) };
  if (side === '以上') return { from, below: Infinity };
  if (side) return { from: 0, below: from };
  return { from, below: from + months('1', unit) };
}

const tooLight = (text: string, { weightKg }: Body): boolean => {
  const least = /体重(\d+)kg以上/.exec(text)?.[1];
  return least !== undefined && weightKg !== null && weightKg < Number(least);
};

/** 「体重>30kg一次1片，≤30kg一次半片」 → the one that holds. */
function byWeight(text: string, { weightKg }: Body): string {
  if (weightKg === null) return text;
  return text.replace(
    /体重>(\d+)kg([^，；]+)，≤\1kg([^，；]+)/,
    (_, limit: string, more: string, less: string) => (weightKg > Number(limit) ? more : less),
  );
}

/** 「50ml/kg」 → 「50ml/kg（500 ml）」. */
const byVolume = (text: string, { months, weightKg }: Body): string =>
  weightKg === null || !isPlausible(months, weightKg)
    ? text
    : text.replace(
        /([\d.]+)ml\/kg/g,
        (per, ml: string) => `${per}（${Math.round(Number(ml) * weightKg)} ml）`,
      );

// Above this, milligrams per kilogram would pass the single dose of a grown-up.
const MOST_COUNTED_KG = 40;

/** Milligrams, and millilitres where the strength tells them, counted from milligrams per kilogram. Rounded down. */
function countedFor(text: string, strength: string, { months, weightKg }: Body): string | null {
  const perKilo = /([\d.]+)(?:\s*[–~-]\s*([\d.]+))?\s*mg\/kg/.exec(text);
  if (!perKilo) return null;
  if (weightKg === null) return '请先称体重，按体重算用量';
  if (!isPlausible(months, weightKg)) return '体重和年龄不相称，请重新称过再用';
  if (weightKg > MOST_COUNTED_KG) return null;
  const doses = [perKilo[1]!, perKilo[2] ?? perKilo[1]!].map((mg) => Math.floor(Number(mg) * weightKg));
  const [, millilitres, amount, unit] = /([\d.]+)\s*ml\s*[:：]\s*([\d.]+)\s*(mg|g)/.exec(strength) ?? [];
  const mgPerMl = amount ? (Number(amount) * (unit === 'g' ? 1000 : 1)) / Number(millilitres) : null;
  const volume = mgPerMl ? `（约 ${range(doses.map((mg) => Math.floor((mg / mgPerMl) * 10) / 10))} ml）` : '';
  return `体重 ${weightKg} 公斤：一次 ${range(doses)} mg${volume}`;
}

const range = ([least, most]: number[]): string => (least === most ? `${least}` : `${least}–${most}`);

/** Half to twice of what children of this age weigh. */
function isPlausible(months: number, weightKg: number): boolean {
  const usual = months < 12 ? 3.5 + months / 2 : 8 + months / 6;
  return weightKg >= usual / 2 && weightKg <= usual * 2;
}
