import { expect, it } from 'vitest';
import { matchItem, packsFor, sameStrength } from './match-items.ts';
import { amlodipine, drugs, item } from './testing.ts';

it('takes strengths for the same whatever unit they are written in', () => {
  expect(sameStrength('0.25g', '250 mg')).toBe(true);
  expect(sameStrength('０.２５ｇ', '0.25克')).toBe(true);
  expect(sameStrength('80mg/5mg', '80 mg / 5 mg')).toBe(true);
  expect(sameStrength('0.25g', '0.5g')).toBe(false);
  expect(sameStrength('5ml:24.4mg', '5ml:24.5mg')).toBe(false);
});

it('never takes another strength for the one prescribed', () => {
  expect(matchItem(item(), [drugs.amoxicillinStrong])).toBeUndefined();
});

it('prefers the pack that leaves least over, then fewer packs', () => {
  const packs = [drugs.amlodipineSmall, drugs.amlodipineLarge];
  const choice = (quantity: number) => {
    const match = matchItem(amlodipine({ quantity }), packs)!;
    return [match.drug.pack, match.packs];
  };
  expect(choice(28)).toEqual(['28片/盒', 1]);
  expect(choice(7)).toEqual(['7片/盒', 1]);
  expect(choice(30)).toEqual(['7片/盒', 5]);
});

it('counts packs where the doctor counted packs, and does not guess another unit', () => {
  expect(packsFor({ quantity: 2, unit: '盒' }, drugs.amoxicillin)).toBe(2);
  expect(packsFor({ quantity: 25, unit: '粒' }, drugs.amoxicillin)).toBe(2);
  expect(packsFor({ quantity: 2, unit: '瓶' }, drugs.amoxicillin)).toBe(0);
});
