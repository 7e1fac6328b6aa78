import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partOf, shareOut } from './shares.ts';

const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0);
const lines = fc.array(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 20 });

test('the shares of a discount add up to it, to the fen, and no line gets more off than it costs', () => {
  const priced = lines.chain((weights) =>
    fc.record({ weights: fc.constant(weights), off: fc.integer({ min: 0, max: sum(weights) }) }),
  );
  fc.assert(
    fc.property(priced, ({ weights, off }) => {
      const shares = shareOut(off, weights);
      expect(sum(shares)).toBe(off);
      shares.forEach((share, index) => {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(weights[index]!);
        // Within a fen of its exact part.
        expect(Math.abs(share - (off * weights[index]!) / sum(weights))).toBeLessThan(1);
      });
    }),
    { numRuns: 2_000 },
  );
});

test('refunded in whatever steps, the parts of a line add up to what was paid for it', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000_000 }), steps, (paid, counts) => {
      let [left, units] = [paid, sum(counts)];
      const parts = counts.map((count) => {
        const part = partOf(left, units, count);
        left -= part;
        units -= count;
        return part;
      });
      expect(sum(parts)).toBe(paid);
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 2_000 },
  );
});

test('three lines of one yuan share a discount of a yuan as 34, 33 and 33 fen', () => {
  expect(shareOut(100, [100, 100, 100])).toEqual([34, 33, 33]);
});
