import { describe, expect, it } from 'vitest';
import { assess, type Case } from './assess.ts';
import { holds } from './expression.ts';
import { knowledge } from './knowledge.ts';

const know = { ...knowledge(), learned: null };
type Example = Omit<Case, 'id'>;

/** Optional fields of a file are `undefined` when left out; those of a case are not there. */
const caseOf = (example: object): Case => ({
  id: 'example',
  ...(Object.fromEntries(Object.entries(example).filter(([, value]) => value !== undefined)) as Example),
});

const rules = [
  ...know.redFlags.map((rule) => ({ ...rule, kind: 'red flag' })),
  ...know.careRules.map((rule) => ({ ...rule, kind: 'care rule' })),
];
const shown = rules.flatMap(({ id, kind, when, fires, spares }) =>
  fires && spares ? [{ id, kind, when, fires, spares }] : [],
);

describe('every rule has a case that fires it and a near miss that does not', () => {
  it('as the files of knowledge say, all of them', () => {
    const without = rules.filter(({ fires, spares }) => !fires || !spares).map(({ id }) => id);
    expect(without, `${rules.length - without.length} of ${rules.length} rules have both`).toEqual([]);
  });

  it.each(shown)('$kind $id', ({ when, fires, spares }) => {
    expect(holds(when, assess(caseOf(fires), [], know).facts), `fires: ${fires.zh}`).toBe(true);
    expect(holds(when, assess(caseOf(spares), [], know).facts), `spares: ${spares.zh}`).toBe(false);
  });
});
