import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { wilson } from '../capabilities/triage/engine/measure.ts';
import { publishedAccuracy } from '../capabilities/triage/accuracy.ts';
import { answerLine, factsFromCsv, main, measured } from './triage.ts';

const cases = (name: string) =>
  fileURLToPath(new URL(`../../../config/triage/cases/${name}.jsonl`, import.meta.url));
const DEV = cases('dev');

it('answers one line for each line, in the agreed form', () => {
  const answer = answerLine(
    '{"id":"a","zh":"嗓子疼、流鼻涕两天，低烧","age":30,"sex":"F","pregnant":false}',
    factsFromCsv(),
  );
  expect(Object.keys(answer)).toEqual([
    'id',
    'triage',
    'within',
    'conditions',
    'red_flags',
    'options',
    'not_understood',
  ]);
  expect(answer).toMatchObject({ id: 'a', triage: 'self_care' });
  expect(answer.options.length).toBeGreaterThan(0);
});

it('misses no emergency of the cases it was built on, and offers nothing on any', () => {
  const text = readFileSync(DEV, 'utf8');
  const report = main(['--gold', DEV], text);
  expect(report).toMatch(/emergency sensitivity {2}100\.0%/);
  const catalogue = factsFromCsv();
  for (const line of text.split('\n').filter(Boolean)) {
    const { triage, options } = answerLine(line, catalogue);
    if (triage === 'emergency') expect(options).toEqual([]);
  }
});

it('gives Wilson intervals', () => {
  const { share, low, high } = wilson(8, 10);
  expect([share, low, high].map((each) => each.toFixed(3))).toEqual(['0.800', '0.490', '0.943']);
});

it('publishes the figures that the cases of the repository give today', () => {
  const { measuredOn: _, ...published } = publishedAccuracy();
  expect(published).toEqual(JSON.parse(JSON.stringify(measured())));
});
