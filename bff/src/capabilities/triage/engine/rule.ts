/**
 * Rules are data: alternatives divided by `;`, of each all groups joined by ` & `, of a group one of `a/b/c`. A token is
 * a finding, `!finding` (not told to be present), `age<3m`, `age>=50` (years), `temp>=38`, `dur>=72h|d`, `gest>=20w`,
 * `bp_sys>=180`, `hr>=130`, `spo2<92`, `glucose<3`, `resp_rate>=30`, `pain>=7`, `sex=F`, `taking:<INN or group>`, `any_symptom`.
 */
export type Rule = { text: string; groups: Token[][] };
export type Measure =
  'age' | 'temp' | 'dur' | 'gest' | 'bp_sys' | 'bp_dia' | 'hr' | 'spo2' | 'glucose' | 'resp_rate' | 'pain';
export type Token = { not: boolean } & (
  | { kind: 'finding'; code: string }
  | { kind: 'measure'; measure: Measure; atLeast: boolean; value: number }
  | { kind: 'sex'; sex: string }
  | { kind: 'taking'; what: string }
  | { kind: 'any' }
);

const UNIT: Record<string, number> = { m: 1, y: 12, h: 1, d: 24, w: 1, '': 1 };

export function compileRule(text: string, codes: ReadonlySet<string>, medicines: ReadonlySet<string>): Rule {
  const groups = text.split('&').map((group) =>
    group
      .trim()
      .split('/')
      .map((token) => compileToken(token.trim(), codes, medicines)),
  );
  return { text, groups };
}

function compileToken(text: string, codes: ReadonlySet<string>, medicines: ReadonlySet<string>): Token {
  const not = text.startsWith('!');
  const word = not ? text.slice(1) : text;
  if (word === 'any_symptom') return { not, kind: 'any' };
  if (word.startsWith('sex=')) return { not, kind: 'sex', sex: word.slice(4) };
  if (word.startsWith('taking:')) {
    const what = word.slice('taking:'.length);
    if (!medicines.has(what)) throw new Error(`config/triage: unknown medicine ${what}`);
    return { not, kind: 'taking', what };
  }
  const measure = /^([a-z_0-9]+?)(>=|<)([\d.]+)([a-z]?)$/.exec(word);
  if (measure) {
    const [, name, sign, value, unit] = measure as unknown as [string, Measure, string, string, string];
    const scale = name === 'age' && unit === '' ? 12 : UNIT[unit]!;
    return { not, kind: 'measure', measure: name, atLeast: sign === '>=', value: Number(value) * scale };
  }
  if (!codes.has(word)) throw new Error(`config/triage: a rule names ${word}, unknown`);
  return { not, kind: 'finding', code: word };
}
