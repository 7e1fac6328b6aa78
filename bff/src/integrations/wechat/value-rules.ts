/** What WeChat takes as a value, by field type. Written apart from our client's formatter, so that one checks the other. */
const RULES: Record<string, RegExp> = {
  thing: /^[^\n\r\t]{1,20}$/u,
  number: /^(?=.{1,32}$)\d+(\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^.{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: /^(\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日)?( ?\d{2}:\d{2})?$/,
  date: /^(\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日)( ?\d{2}:\d{2})?$/,
  amount: /^[¥￥$]?\d{1,10}(\.\d{1,2})?元?$/,
  phone_number: /^[\d+-]{1,17}$/,
  car_number: /^\S{1,8}$/u,
  name: /^[\p{Script=Han}·…]{1,10}$|^[A-Za-z .…]{1,20}$|^.{1,10}$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
};
const BEYOND_BASIC_PLANE = /[\u{10000}-\u{10ffff}]/u;

/** The first breach as WeChat words it, `data.thing1.value invalid`, or undefined. */
export function valueFault(data: unknown): string | undefined {
  if (!data || typeof data !== 'object') return 'data invalid';
  for (const [field, holder] of Object.entries(data)) {
    const rule = RULES[field.replace(/\d+$/, '')];
    const value: unknown = (holder as { value?: unknown } | null)?.value;
    if (!rule || !/\d$/.test(field)) return `data.${field} is not in the template`;
    if (typeof value !== 'string' || !value || !rule.test(value) || BEYOND_BASIC_PLANE.test(value))
      return `data.${field}.value invalid`;
  }
  return Object.keys(data).length > 0 ? undefined : 'data empty';
}
