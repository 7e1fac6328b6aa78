import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { peopleIn } from '@xinglin/shared/triage/people';
import { shelf } from '../testing.ts';
import { assess, type Case } from './assess.ts';
import { holds } from './expression.ts';
import { withFindings, type Facts } from './facts.ts';
import { judge } from './judge.ts';
import { knowledge } from './knowledge.ts';
import { rank } from './rank.ts';
import { understand } from './understand.ts';

const know = { ...knowledge(), learned: null };
const GRAVITY = ['self_care', 'see_doctor', 'emergency'];
const gravity = (facts: Facts) => GRAVITY.indexOf(judge(facts, rank(facts, know), know).urgency);

const DEV = new URL('../../../../../config/triage/cases/dev.jsonl', import.meta.url);
type Row = Case & { triage: string };
const withoutNulls = (row: object) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row;
const dev = readFileSync(DEV, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => withoutNulls(JSON.parse(line) as object));

const symptoms = [...know.findings.values()].filter(({ kind }) => kind === 'symptom').map(({ code }) => code);
const person = understand('流鼻涕', { ageMonths: 360, sex: 'M' }, know);
const someone: Facts = { ...person, present: new Map(), absent: new Set(), flags: [] };

describe('the judgement', () => {
  it('sells nothing in an emergency, whoever wrote the case', () => {
    for (const row of dev.filter(({ triage }) => triage === 'emergency')) {
      const { result } = assess(row, shelf);
      if (result.urgency === 'emergency')
        expect(result, row.zh).toMatchObject({ options: [], shopAllowed: false });
    }
  });

  it('calls every emergency of the development cases an emergency', () => {
    const missed = dev.filter(
      (row) => row.triage === 'emergency' && assess(row, shelf).result.urgency !== 'emergency',
    );
    expect(missed.map(({ id }) => id)).toEqual([]);
  });

  it('is not lowered by one more red flag', () => {
    fc.assert(
      fc.property(fc.constantFrom(...dev), fc.constantFrom(...know.redFlags), (row, flag) => {
        const before = assess(row, [], know).facts;
        const positive = flag.when[0]!.groups.flatMap((group) => {
          const [token] = group;
          return token?.kind === 'finding' && !token.not ? [token.code] : [];
        });
        const after = withFindings(before, positive);
        fc.pre(holds(flag.when, after));
        expect(gravity(after)).toBe(2);
      }),
      { numRuns: 300, seed: 20261122 },
    );
  });

  it('is not raised by a finding that is denied', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...symptoms), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...know.redFlags.map(({ id }) => id)),
        (told, flag) => {
          const { when } = know.redFlags.find(({ id }) => id === flag)!;
          const denied = when
            .flatMap(({ groups }) => groups.flat())
            .flatMap((token) => (token.kind === 'finding' && !token.not ? [token.code] : []))
            .filter((code) => !told.includes(code));
          const before = withFindings(someone, told);
          const rules = (facts: Facts) => know.redFlags.filter((each) => holds(each.when, facts)).length;
          expect(rules(withFindings(before, [], denied))).toBe(rules(before));
        },
      ),
      { numRuns: 300, seed: 20261122 },
    );
  });

  it('is not raised by taking a symptom away, beyond what the rest explains', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...symptoms), { minLength: 2, maxLength: 5 }),
        fc.nat(4),
        (told, at) => {
          const rest = told.filter((_, index) => index !== at % told.length);
          const fired = (codes: string[]) => {
            const facts = withFindings(someone, codes);
            return know.redFlags.filter(
              ({ when }) => holds(when, facts) && !when.some(({ text }) => text.includes('!')),
            );
          };
          const all = new Set(fired(told).map(({ id }) => id));
          for (const { id } of fired(rest)) expect(all.has(id), id).toBe(true);
        },
      ),
      { numRuns: 300, seed: 20261122 },
    );
  });
});

describe('the reading', () => {
  it('does not hang on the order of sentences, when nobody else is named', () => {
    const changed = dev.filter((row) => {
      const sentences = row.zh.split(/[。！？]/).filter(Boolean);
      if (sentences.length < 2 || peopleIn(row.zh, false).length > 0) return false;
      const turned = { ...row, zh: [...sentences].reverse().join('。') };
      return assess(row, [], know).result.urgency !== assess(turned, [], know).result.urgency;
    });
    expect(changed.map(({ zh }) => zh)).toEqual([]);
  });

  it('does not hang on the kind of stop', () => {
    const changed = dev.filter((row) => {
      const turned = { ...row, zh: row.zh.replaceAll('，', ',') };
      return assess(row, [], know).result.urgency !== assess(turned, [], know).result.urgency;
    });
    expect(changed.map(({ zh }) => zh)).toEqual([]);
  });
});
