import { describe, expect, it } from 'vitest';
import { unreachable } from '../kernel/lifecycle.ts';
import { episodeLifecycle } from './lifecycle.ts';
import { deniedAfter } from './negation.ts';
import { ageMonthsIn, numberOf, temperatureIn } from './numbers.ts';
import { clausesOf, compactOf } from './text.ts';

it.each([
  ['宝宝3个月', 3],
  ['3个月大的宝宝', 3],
  ['孩子一岁半', 18],
  ['我妈72岁', 864],
  ['出生10天', 0],
  ['咳嗽3个月', null],
  ['怀孕3个月', null],
  ['女，二十八岁', 336],
])('reads the age in 「%s」', (text, months) => {
  expect(ageMonthsIn(text)).toBe(months);
});

it.each([
  ['烧到38.5', 38.5],
  ['体温39度2', 39.2],
  ['38℃', 38],
  ['三十八度半', 38.5],
  ['36岁', null],
  ['血压138/80', null],
])('reads the temperature in 「%s」', (text, degrees) => {
  expect(temperatureIn(text.replace('℃', '度'))).toBe(degrees);
});

describe('negation', () => {
  it.each([
    ['没有', true],
    ['没有◆、', true],
    ['没有◆和', true],
    ['不', true],
    ['不◆', false],
    ['不仅', false],
    ['有没有', false],
    ['止不住', false],
    ['没有休息好所以今天', false],
  ])('after 「%s」: %s', (prefix, denied) => {
    expect(deniedAfter(prefix)).toBe(denied);
  });
});

it('reads past adverbs, width, traditional characters and Chinese numerals', () => {
  expect(compactOf('头真的有点疼')).toBe('头真疼');
  expect(clausesOf('頭痛，發燒　兩天').map(({ raw }) => raw)).toEqual(['头痛', '发烧', '两天']);
  expect(['三十八', '两', '半', '12'].map(numberOf)).toEqual([38, 2, 0.5, 12]);
});

it('has no state that cannot be reached', () => {
  expect(unreachable(episodeLifecycle, 'asking')).toEqual([]);
});
