import { shanghaiDate, shanghaiTime } from '@xinglin/shared/kernel/time';

/** Longest value in characters by field type of a subscription message, where a shortened text still makes sense. */
const LONGEST: Record<string, number> = { thing: 20, symbol: 5, name: 10 };

const EMPTY = '无';

/**
 * The value as WeChat will take it for this template field (`thing1`, `time2` …): one breach makes WeChat refuse the whole
 * message (47003), so texts are shortened and moments are written as Shanghai clocks show them.
 */
export function fitValue(field: string, value: string): string {
  const type = field.replace(/\d+$/, '');
  if (type === 'time' || type === 'date') return moment(value);
  if (type === 'amount') return amount(value);
  const clean = printable(value);
  if (type === 'number') return number(clean);
  if (type === 'letter') return shorten(clean.replace(/[^A-Za-z]/g, ''), 32, '') || 'NA';
  if (type === 'character_string') return shorten(clean.replace(/[^\x20-\x7e]/g, '').trim(), 32, '') || 'NA';
  if (type === 'phrase') return shorten(clean.replace(/[^\p{Script=Han}]/gu, ''), 5, '') || EMPTY;
  if (type === 'phone_number') return shorten(clean.replace(/[^\d+-]/g, ''), 17, '') || '0';
  if (type === 'car_number') return shorten(clean.replaceAll(' ', ''), 8, '') || EMPTY;
  return shorten(clean, LONGEST[type] ?? 20, '…') || EMPTY;
}

/** No control characters, no line breaks, nothing outside the basic plane (strict types refuse emoji). */
const printable = (value: string) =>
  value
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/[\u{10000}-\u{10ffff}]|\p{Extended_Pictographic}|[\ufe00-\ufe0f\u20e3]/gu, '')
    .replace(/ +/g, ' ')
    .trim();

function shorten(text: string, longest: number, mark: string): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  return characters.slice(0, longest - mark.length).join('') + mark;
}

const number = (text: string) => (/\d+(\.\d+)?/.exec(text)?.[0] ?? '0').slice(0, 32).replace(/\.$/, '');

/** ISO instants become `2026-01-05 15:01`; days and clock times stay as they are. */
function moment(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$|^\d{2}:\d{2}$/.test(value)) return value;
  const at = Date.parse(value);
  if (Number.isNaN(at)) throw new RangeError('a time in a message is an instant, a day or a clock time');
  return `${shanghaiDate(at)} ${shanghaiTime(at)}`;
}

function amount(value: string): string {
  const [, yuan] = /^[¥￥]?(\d{1,7}(?:\.\d{1,2})?)元?$/.exec(value.trim()) ?? [];
  if (!yuan) throw new RangeError('an amount in a message is yuan, such as ¥12.30');
  return `¥${yuan}`;
}
