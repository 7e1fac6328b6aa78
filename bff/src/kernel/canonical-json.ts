export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * The one way to write a JSON value (RFC 8785, JCS): no blanks, members in order of their UTF-16 code units, numbers and
 * strings as ECMAScript writes them. Two systems that agree on the value then agree on the bytes that are signed.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name]!)}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('JSON knows no such number');
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value))
    throw new RangeError('JSON text must be well-formed Unicode');
  if (value === undefined) throw new TypeError('a member without a value');
  return JSON.stringify(value);
}
