/** Schemas for the cells of an imported file: text in, value out, and a Chinese sentence when it does not fit. */
import { z } from 'zod';

// Line breaks and tabs are legitimate inside a quoted cell; other control characters are damage.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

/** Text of 1 to `max` characters. */
export const text = (max: number) =>
  z
    .string()
    .min(1, '不能为空')
    .max(max, `不能超过 ${max} 个字`)
    .refine((value) => !CONTROL.test(value), '含有不可见的控制字符');

/** Text of up to `max` characters, may be empty. */
export const optionalText = (max: number) =>
  z
    .string()
    .max(max, `不能超过 ${max} 个字`)
    .refine((value) => !CONTROL.test(value), '含有不可见的控制字符');

/** A code made of letters, digits, `-` and `_`. */
export const code = (max = 32) =>
  z
    .string()
    .min(1, '不能为空')
    .max(max, `不能超过 ${max} 个字符`)
    .regex(/^[A-Za-z0-9_-]*$/, '只能含字母、数字、- 和 _');

/** A whole number within bounds. */
export const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,12}$/, '应为整数')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `应在 ${min} 到 ${max} 之间`);

/** A number within bounds, decimals allowed. */
export const decimal = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,12}(\.\d{1,9})?$/, '应为数字')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `应在 ${min} 到 ${max} 之间`);

/** One of a closed list. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.string().refine((value): value is T[number] => values.includes(value), `应为 ${values.join('、')} 之一`);

/** `1`/`0`, `true`/`false`, `yes`/`no`, 是/否. */
export const flag = () =>
  z
    .string()
    .regex(/^(1|0|true|false|yes|no|是|否)$/i, '应为 是 或 否')
    .transform((value) => /^(1|true|yes|是)$/i.test(value));

/** A day of the calendar, `YYYY-MM-DD`, that exists. */
export const date = () =>
  z.string().refine((value) => z.iso.date().safeParse(value).success, '应为存在的日期，如 2027-03-31');

/** A time of day, `HH:mm`; `24:00` is the end of the day. */
export const timeOfDay = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, '应为时间，如 08:30');

/** Several values in one cell, separated by `|`; an empty cell is none. Each goes through `item`. */
export const list = <T>(item: z.ZodType<T, string>, max = 60) =>
  z
    .string()
    .transform((value) => (value === '' ? [] : value.split('|').map((part) => part.trim())))
    .pipe(z.array(item).max(max, `最多 ${max} 项`));

/** An empty cell is null; anything else goes through `item`. */
export const orNull = <T>(item: z.ZodType<T, string>) =>
  z.string().transform((value, context): T | null => {
    if (value === '') return null;
    const parsed = item.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
